import type { INestApplicationContext } from '@nestjs/common';
import { presentedToken, PersonalLinks, TenantDatabase, type Actor } from '@bijeen/platform';
import { AskForPlace, PublicationsService, Registration, RegistrationsService, SavePublication } from '@bijeen/publishing';

const PAGE = SavePublication.parse({
  published: true, registrationOpen: true, audience: 'Voor wethouders, bestuurders en beleidsmedewerkers uit de regio.',
  introduction: 'U ontmoet mensen die vertellen wat hen hielp om weer grip te krijgen op hun leven. En u praat met ons over wat dat voor uw werk kan betekenen.',
});
const PEOPLE = [
  AskForPlace.parse({ formOfAddress: 'mevrouw', firstName: 'Samira', surname: 'Haddou', email: 'samira.haddou@wijkteam.example.nl', function: 'OPERATIONAL_STAFF', organisation: 'Wijkteam Zwolle-Zuid', municipality: 'Zwolle', remark: 'Ik werk dagelijks met bezoekers van jullie.' }),
  AskForPlace.parse({ firstName: 'Joris', infix: 'van', surname: 'Dalen', email: 'joris.van.dalen@dalfsen.example.nl', function: 'POLICY_OFFICER', organisation: 'Gemeente Dalfsen' }),
];

/** Makes a meeting public, and lets two people ask for a place there and confirm their address; the second by `email`, when that is given. */
export async function publishInDemo(app: INestApplicationContext, actor: Actor, meetingId: string, email?: string): Promise<void> {
  const { publication } = await app.get(PublicationsService, { strict: false }).save(actor, meetingId, PAGE);
  const registrations = app.get(RegistrationsService, { strict: false });
  for (const [at, person] of PEOPLE.entries()) await registrations.ask(publication!.slug, at === 1 && email ? { ...person, email } : person);
  const asked = await app.get(TenantDatabase, { strict: false }).transaction(actor, async (tx) => tx.findBy(Registration, { meetingId }));
  for (const { nonce } of asked) await registrations.confirm(presentedToken(app.get(PersonalLinks, { strict: false }).token('registration', nonce)));
}
