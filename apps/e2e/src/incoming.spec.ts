import { beforeEach, describe, expect, it } from '@jest/globals';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;

describe('what comes back, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let meeting: { id: string };
  let lost: { id: string };

  beforeEach(async () => {
    meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-10T09:00:00Z' });
    lost = await web.build.invitation(house.noor, meeting, { display_name: 'mevrouw A. de Boer', sort_name: 'Boer', state: 'bounced', email: 'a.deboer@kampen.example.nl', contact_organisation_name: 'Gemeente Kampen' });
    await web.build.link(house.noor, meeting, lost);
    const guest = await web.build.invitation(house.noor, meeting, { display_name: 'meneer J. Visser', sort_name: 'Visser', function: 'POLICY_OFFICER' });
    const own = { organisation_id: house.noor.organisationId, meeting_id: meeting.id, received_at: web.clock.now() };
    await web.build.insert('received_mail', { ...own, invitation_id: lost.id, kind: 'bounce', verdict: 'applied', subject: 'Undelivered Mail Returned to Sender', from_address: 'mailer-daemon@kampen.example.nl', reason: 'Dit adres bestaat niet of werkt niet meer. Er gaat geen mail meer naartoe.' });
    await web.build.insert('received_mail', { ...own, invitation_id: guest.id, kind: 'auto-reply', verdict: 'kept', subject: 'Automatisch antwoord: Uitnodiging', from_address: 'j.visser@zwolle.example.nl', absent_until: '2027-01-25', reason: 'Een automatisch antwoord: afwezig tot maandag 25 januari 2027.' });
    await web.build.insert('received_mail', { ...own, invitation_id: guest.id, kind: 'message', verdict: 'kept', subject: 'Re: Uitnodiging', from_address: 'j.visser@zwolle.example.nl', reason: 'Een bericht van of namens de genodigde.', body: 'Dag Noor,\n\nIk kom graag. Is er parkeerruimte bij De Werkplaats?\n\nGroet, Jan Visser' });
  });

  it.each([true, false])('leads from the to-do to the new address, on a phone (JavaScript: %s)', async (javaScriptEnabled) => {
    const visitor = await signedIn({ javaScriptEnabled, viewport: PHONE });
    await open(visitor, `/bijeenkomsten/${meeting.id}`);
    await visitor.getByRole('link', { name: 'Vul het nieuwe adres in' }).click();
    await visitor.getByLabel('Nieuw e-mailadres').fill('geen adres');
    await visitor.getByRole('button', { name: 'Bewaar en verstuur de uitnodiging' }).click();
    expect(await visitor.getByLabel('Nieuw e-mailadres').inputValue()).toBe('geen adres');

    await visitor.getByLabel('Nieuw e-mailadres').fill('anna.deboer@kampen.example.nl');
    await visitor.getByRole('button', { name: 'Bewaar en verstuur de uitnodiging' }).click();

    expect(await visitor.getByText('De uitnodiging gaat opnieuw weg.').isVisible()).toBe(true);
    expect(await web.sql('select to_address, state from outgoing_mail')).toEqual([{ to_address: 'anna.deboer@kampen.example.nl', state: 'queued' }]);
  }, SLOW);

  it('can be read by everybody, at a desk and on a phone', async () => {
    const visitor = await signedIn();
    for (const [path, name] of [['/binnengekomen', 'incoming'], [`/genodigden/${lost.id}/adres`, 'new-address']] as const) {
      await open(visitor, `/bijeenkomsten/${meeting.id}${path}`);
      await axe(visitor);
      await shoot(visitor, name);
    }
    await open(visitor, `/bijeenkomsten/${meeting.id}/binnengekomen`);
    await visitor.getByRole('link', { name: 'Re: Uitnodiging' }).click();
    await axe(visitor);
    await shoot(visitor, 'incoming-mail');
    await open(visitor, '/instellingen/quarantaine');
    await axe(visitor);
  }, SLOW);
});
