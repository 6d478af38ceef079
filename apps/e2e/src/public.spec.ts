import { beforeEach, describe, expect, it } from '@jest/globals';
import { PersonalLinks } from '@bijeen/platform';
import { PublicationsService, SavePublication } from '@bijeen/publishing';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;
const PAGE = '/b/inspiratiebijeenkomst-zwolle-11-maart-2027';

describe('a public meeting, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;
  let meeting: { id: string };

  beforeEach(async () => {
    const region = await web.build.insert('region', { organisation_id: house.noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193'] });
    meeting = await web.build.meeting(house.noor, { state: 'inviting', region_id: region.id, first_invited_at: '2027-01-05T09:00:00Z', contact_phone: '038 123 45 67', programme: '13.00 Inloop met koffie\n13.30 Twee verhalen van herstel\n14.30 In gesprek: wat kan uw gemeente doen?' });
    const input = SavePublication.parse({ published: true, registrationOpen: true, introduction: 'U ontmoet mensen die vertellen wat hen hielp om weer grip te krijgen op hun leven.\n\nEn u praat met ons over wat dat voor uw werk kan betekenen.', audience: 'Voor wethouders, bestuurders en beleidsmedewerkers uit de regio.' });
    await web.app.get(PublicationsService, { strict: false }).save(house.noor, meeting.id, input);
  });
  const askedBy = async (surname: string, state: string): Promise<string> => {
    const links = new PersonalLinks(web.database.config);
    const { nonce, tokenHash } = links.create('registration');
    await web.build.insert('registration', {
      organisation_id: house.noor.organisationId, meeting_id: meeting.id, state, first_name: 'Sanne', surname, function: 'POLICY_OFFICER', contact_organisation_name: 'Gemeente Kampen', municipality_code: 'GM0166', email: `${surname}@kampen.example.nl`,
      email_key: `${surname}@kampen.example.nl`, email_hash: Buffer.alloc(32), remark: 'Ik neem graag een collega mee.', nonce, token_hash: tokenHash, requested_at: web.clock.now(), erase_after: '2027-04-10T16:00:00Z', ...(state !== 'requested' && { confirmed_at: web.clock.now() }),
      ...(state === 'refused' && { decided_at: web.clock.now(), decided_by: 'Noor Verhoeven', refusal: 'De zaal is te klein' }),
    });
    return `/aanvraag/${links.token('registration', nonce)}`;
  };

  it('is read, and a place is asked for and confirmed, on a phone without JavaScript', async () => {
    const visitor = await browser.withoutJavaScript({ viewport: PHONE });
    await open(visitor, '/agenda');
    await visitor.getByRole('link', { name: 'Inspiratiebijeenkomst Zwolle' }).click();
    await visitor.getByLabel('Voornaam').fill('Sanne');
    await visitor.getByLabel('Achternaam').fill('de Wit');
    await visitor.getByLabel('E-mailadres').fill('sanne@kampen.example.nl');
    await visitor.getByLabel('Functie').selectOption('POLICY_OFFICER');
    await visitor.getByLabel('Organisatie').fill('Gemeente Kampen');
    await visitor.getByRole('button', { name: 'Vraag een plaats aan' }).click();
    expect(await visitor.getByRole('heading', { level: 1 }).textContent()).toBe('Kijk in uw mail');

    const [row] = await web.sql<{ nonce: Buffer }>('select nonce from registration');
    await open(visitor, `/aanvraag/${new PersonalLinks(web.database.config).token('registration', row!.nonce)}`);
    await visitor.getByRole('button', { name: 'Bevestig mijn aanvraag' }).click();
    expect(await visitor.getByText('Bedankt. Uw e-mailadres is bevestigd.').isVisible()).toBe(true);
    expect(await web.sql('select state from registration')).toEqual([{ state: 'confirmed' }]);
  }, SLOW);

  it.each([
    ['open', 'public-meeting', {}],
    ['postponed', 'public-meeting-postponed', { state: 'postponed' }],
    ['full', 'public-meeting-full', { capacity: 1 }],
  ])('can be read by everybody, at a desk and on a phone: %s', async (_state, name, change) => {
    await web.build.invitation(house.noor, meeting, { answer: 'yes' });
    for (const [column, value] of Object.entries(change)) await web.sql(`update meeting set ${column} = $1`, [value]);
    const visitor = await browser.visitor();
    await open(visitor, PAGE);
    await axe(visitor);
    await shoot(visitor, name);
  }, SLOW);

  it('can be asked for by everybody, also when something was wrong', async () => {
    const visitor = await browser.visitor();
    await open(visitor, PAGE);
    await visitor.getByRole('button', { name: 'Vraag een plaats aan' }).click();
    await axe(visitor);
    await shoot(visitor, 'public-meeting-wrong');
    await open(visitor, '/agenda');
    await axe(visitor);
    await shoot(visitor, 'agenda');
    await open(visitor, await askedBy('wit', 'requested'));
    await axe(visitor);
    await shoot(visitor, 'registration');
    await open(visitor, `${PAGE}/gevraagd`);
    await axe(visitor);
  }, SLOW);

  it.each([['', 'publication'], ['/aanmeldingen', 'registrations']])('is kept by its organiser, at a desk and on a phone: /openbaar%s', async (path, name) => {
    await askedBy('wit', 'confirmed');
    await askedBy('bakker', 'refused');
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}/openbaar${path}`);
    await axe(visitor);
    await shoot(visitor, name);
  }, SLOW);
});
