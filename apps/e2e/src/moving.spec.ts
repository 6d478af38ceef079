import { beforeEach, describe, expect, it } from '@jest/globals';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, press, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;

describe('a meeting that moves, in a browser', () => {
  const house = useHouse();
  const { web, browser, signedIn } = house;
  let here: string;
  let guest: string;

  /** Of everybody one: comes, waits, cannot on this date, is silent, wants none of it; and one whose invitation has not left. */
  beforeEach(async () => {
    const meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: web.clock.now() });
    here = `/bijeenkomsten/${meeting.id}`;
    const bos = await web.build.invitation(house.noor, meeting, { salutation: 'Geachte mevrouw Bos', answer: 'yes', calendar_stamp: web.clock.now() });
    guest = `/u/${await web.build.link(house.noor, meeting, bos)}`;
    await web.build.invitation(house.noor, meeting, { answer: 'yes', place: 'waiting', place_since: web.clock.now() });
    await web.build.invitation(house.noor, meeting, { answer: 'no', reason: 'date' });
    await web.build.invitation(house.noor, meeting);
    await web.build.invitation(house.noor, meeting, { answer: 'no', reason: 'not-my-subject' });
    const own = { organisation_id: house.noor.organisationId, meeting_id: meeting.id };
    await web.build.insert('planned_mail', { ...own, kind: 'practical', rule: JSON.stringify({ anchor: 'start', days: -1, workingDays: true, time: '09:00', shiftTo: 'earlier' }), due_at: '2027-03-10T08:00:00Z' });
  });

  it.each([true, false])('is moved after a look, asks a guest again in one tap, and is moved back (JavaScript: %s)', async (javaScriptEnabled) => {
    const visitor = await signedIn({ javaScriptEnabled });
    await open(visitor, here);
    await visitor.getByRole('link', { name: 'Verplaats naar een andere dag' }).click();
    await visitor.getByLabel('Nieuwe datum').fill('2027-04-08');
    await press(visitor, 'button', 'Bekijk wat er gebeurt');
    expect(await web.sql('select from outgoing_mail')).toEqual([]);
    await visitor.getByLabel('Waarom een andere datum?').fill('Te weinig wethouders');
    await press(visitor, 'button', 'Verplaats naar donderdag 8 april 2027 en mail 4 mensen');
    expect(await visitor.getByText('De mails vertrekken om 10.10 uur.').isVisible()).toBe(true);

    const phone = await browser.visitor({ javaScriptEnabled, viewport: PHONE });
    await open(phone, guest);
    expect(await phone.getByText('U zou komen op donderdag 11 maart 2027. Komt u ook op donderdag 8 april 2027?').isVisible()).toBe(true);
    await phone.getByRole('link', { name: 'Ja, ik kom' }).click();
    await press(phone, 'button', 'Verstuur mijn antwoord');

    await visitor.reload();
    expect(await visitor.getByText('1 persoon heeft al op de nieuwe datum geantwoord.').isVisible()).toBe(true);
    await press(visitor, 'button', 'Maak ongedaan');
    expect(await visitor.getByText('Alles staat weer zoals het stond. 1 persoon krijgt hierover een mail.').isVisible()).toBe(true);
    expect(await web.sql(`select (starts_at at time zone 'Europe/Amsterdam')::date::text as day from meeting`)).toEqual([{ day: '2027-03-11' }]);
  });

  it.each([['/verplaatsen', 'move'], ['/verplaatsen?date=2027-04-08&from=13:30&to=17:00', 'move-preview'], ['/verplaatsen?date=2027-03-11&from=13:30&to=17:00', 'move-refused'], ['/uitstellen?besloten=ja', 'postpone'], ['/annuleren', 'cancel']])('can be read by everybody before anything is done: %s', async (path, name) => {
    const visitor = await signedIn();
    await open(visitor, `${here}${path}`);
    await shoot(visitor, `meeting-${name}`);
    await axe(visitor);
  }, SLOW);

  it.each(['verplaatsen', 'uitstellen', 'annuleren'])('can be read by everybody after it, organiser and guest: %s', async (path) => {
    const visitor = await signedIn();
    await open(visitor, `${here}/${path}${path === 'verplaatsen' ? '?date=2027-04-08&from=13:30&to=17:00' : ''}`);
    await visitor.getByLabel(/Waarom/).fill('Te weinig wethouders');
    await press(visitor, 'button', /^(Verplaats naar|Stel deze|Annuleer deze)/);
    await shoot(visitor, `meeting-done-${path}`);
    await axe(visitor);

    await open(visitor, `${here}/mailplan`);
    await shoot(visitor, `mail-plan-${path}`);
    await axe(visitor);
    await open(visitor, guest);
    await shoot(visitor, `invitee-${path}`);
    await axe(visitor);
  }, SLOW);
});
