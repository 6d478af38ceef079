import { describe, expect, it } from '@jest/globals';
import { Decide, DecisionsService, SetQuorum } from '@bijeen/decisions';
import { InviteService } from '@bijeen/invitations';
import type { Page } from 'playwright-core';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, press, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;

describe('a meeting, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;

  const people = async (): Promise<void> => {
    const places = [['Kampen', 'GM0166'], ['Zwolle', 'GM0193'], ['Raalte', 'GM0177'], ['Rotterdam', 'GM0599']] as const;
    for (const [place, code] of places) {
      const employer = await web.build.contactOrganisation(house.noor, { name: `Gemeente ${place}`, municipality_code: code });
      for (const office of ['ALDERMAN', 'POLICY_OFFICER']) await web.build.contact(house.noor, { surname: `Van ${place}`, sort_name: `${place} ${office}` }, { contact_organisation_id: employer.id, function: office });
    }
  };
  /** No script runs in the frame of the mail, axe neither; the mail itself is looked at apart. */
  const expectNoViolationBesideTheMail = async (visitor: Page): Promise<void> => {
    await visitor.locator('iframe').evaluateAll((frames) => frames.forEach((frame) => frame.remove()));
    await axe(visitor);
  };

  it.each([true, false])('is planned and its invitations leave within ten clicks (JavaScript: %s)', async (javaScriptEnabled) => {
    await people();
    const visitor = await signedIn({ javaScriptEnabled });
    let clicks = 0;
    const click = async (role: 'link' | 'button', name: string | RegExp): Promise<void> => {
      clicks += 1;
      await press(visitor, role, name);
    };
    await open(visitor, '/bijeenkomsten');

    await click('link', 'Plan een bijeenkomst');
    await visitor.getByLabel('Datum').fill('2027-03-11');
    await visitor.getByLabel('Wat vraag je?').fill('Kies een eerste stap die uw gemeente met ons zet.');
    await click('button', 'Plan deze bijeenkomst');
    await click('link', 'Bekijk de doelgroep');
    await click('link', 'Verder naar uitnodigen');
    expect(await visitor.getByText('De uitnodiging gaat naar 6 mensen.').isVisible()).toBe(true);
    await click('button', 'Verstuur 6 uitnodigingen');

    expect(await visitor.getByText('6 mensen krijgen nu een uitnodiging.').isVisible()).toBe(true);
    expect(clicks).toBeLessThan(10);
    expect(await web.sql('select count(*)::int as mails, count(distinct recipient_key)::int as people from outgoing_mail')).toEqual([{ mails: 6, people: 6 }]);
  });

  it.each([true, false])('goes on when enough who decide come (JavaScript: %s)', async (javaScriptEnabled) => {
    const meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: web.clock.now() });
    for (const answer of ['yes', 'yes', 'none']) await web.build.invitation(house.noor, meeting, { answer });
    const visitor = await signedIn({ javaScriptEnabled });
    await open(visitor, `/bijeenkomsten/${meeting.id}`);

    await visitor.getByRole('link', { name: 'Bepaal het quorum' }).click();
    await visitor.getByLabel('Wethouders').fill('2');
    await visitor.getByRole('button', { name: 'Bewaar het quorum' }).click();
    expect(await visitor.getByRole('heading', { name: 'Het quorum is gehaald' }).isVisible()).toBe(true);
    await visitor.getByLabel('Gaat door').check();
    await visitor.getByLabel('Waarom?').fill('Beide wethouders komen');
    await visitor.getByRole('button', { name: 'Bewaar het besluit' }).click();

    expect(await visitor.getByText('De bijeenkomst gaat door.').isVisible()).toBe(true);
    expect(await web.sql('select state from meeting')).toEqual([{ state: 'confirmed' }]);
    expect(await web.sql('select from outgoing_mail')).toEqual([]);
  });

  it('shows how far the sending is, and goes on by itself', async () => {
    await people();
    const meeting = await web.build.meeting(house.noor);
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}/uitnodigen`);
    await visitor.getByRole('button', { name: /^Verstuur/ }).click();
    expect(await visitor.locator('#voortgang').textContent()).toContain('0 van 6 mails verstuurd');

    await web.sql(`update outgoing_mail set state = 'sent', sent_at = now()`);

    await visitor.getByRole('heading', { name: 'De uitnodigingen zijn verstuurd' }).waitFor();
    expect(await visitor.locator('#voortgang').textContent()).toContain('6 van 6 mails verstuurd');
  });

  it('can be planned by everybody, at a desk and on a phone', async () => {
    const visitor = await signedIn();
    await open(visitor, '/bijeenkomsten');
    await axe(visitor);
    await shoot(visitor, 'meetings-first');
    await open(visitor, '/bijeenkomsten/nieuw');
    await axe(visitor);
    await visitor.getByLabel('Titel').fill('');
    await visitor.getByRole('button', { name: 'Plan deze bijeenkomst' }).click();
    await axe(visitor);
    await shoot(visitor, 'meeting-plan');
  }, SLOW);

  it.each([
    ['', 'meeting'], ['/wijzigen', 'meeting-change'], ['/doelgroep', 'audience'], ['/doelgroep?lijst=nee', 'audience-left-out'],
    ['/uitnodigen', 'invite'], ['/genodigden', 'guests'], ['/genodigden/eerste', 'guest'], ['/mails', 'ledger'], ['/besluit', 'decision'],
  ])('can be read by everybody, at a desk and on a phone: %s', async (path, name) => {
    await people();
    const region = await web.build.insert('region', { organisation_id: house.noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193', 'GM0166', 'GM0177', 'GM0180'] });
    const meeting = await web.build.meeting(house.noor, { region_id: region.id });
    await web.app.get(InviteService, { strict: false }).invite(house.noor, meeting.id);
    await web.sql(`update outgoing_mail set state = case when to_address like '%a%' then 'uncertain' else 'sent' end`);
    await web.sql(`update invitation set answer = 'yes', place = 'confirmed', place_since = invited_at, answered_at = invited_at, answer_origin = 'link' where function = 'ALDERMAN' and municipality_code = 'GM0166'`);
    await web.app.get(DecisionsService, { strict: false }).setQuorum(house.noor, meeting.id, SetQuorum.parse({ aldermen: 3, municipalities: 1 }));
    await web.app.get(DecisionsService, { strict: false }).decide(house.noor, meeting.id, Decide.parse({ outcome: 'call', reason: 'Twee wethouders twijfelen nog' }));
    const [guest] = await web.sql<{ id: string }>('select id from invitation order by sort_name limit 1');
    const visitor = await signedIn();

    await open(visitor, `/bijeenkomsten/${meeting.id}${path.replace('eerste', guest!.id)}`);
    await shoot(visitor, name);

    await expectNoViolationBesideTheMail(visitor);
  }, SLOW);

  it('has an invitation that stands on its own', async () => {
    await people();
    const meeting = await web.build.meeting(house.noor, { programme: 'Verhalen\nGesprek' });
    const { cookie } = await web.signIn(house.noor);
    const mail = await web.get(`/bijeenkomsten/${meeting.id}/uitnodigen/voorbeeld`, { cookie });

    const reader = await browser.visitor({ viewport: PHONE });
    await reader.setContent(mail.payload);

    expect(await reader.getByRole('link', { name: 'Ik kom', exact: true }).isVisible()).toBe(true);
    expect(await reader.getByRole('link', { name: 'Ik kom niet' }).isVisible()).toBe(true);
    await axe(reader);
    await shoot(reader, 'mail-invitation');
  });
});
