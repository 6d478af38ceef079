import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallsService, CallTasks, RecordCall } from '@bijeen/calls';
import { TenantDatabase } from '@bijeen/platform';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, shoot } from './harness/index.js';

/** A page on two screens, and axe: two cores take their time. */
const SLOW = 90_000;
const PEOPLE: [name: string, office: string, place: string, code: string, more?: object][] = [
  ['mevrouw A. de Boer', 'ALDERMAN', 'Kampen', 'GM0166'], ['meneer B. Faber', 'ALDERMAN', 'Zwolle', 'GM0193'], ['R. van Garderen', 'DIRECTOR', 'Raalte', 'GM0177'],
  ['mevrouw C. ter Haarlo', 'ALDERMAN', 'Raalte', 'GM0177', { state: 'bounced' }], ['meneer D. Jaarsma', 'POLICY_OFFICER', 'Zwolle', 'GM0193'], ['E. Kuperij', 'STRATEGIST', 'Kampen', 'GM0166'],
  ['mevrouw F. van der Linde', 'BOARD_MEMBER', 'Zwolle', 'GM0193'], ['meneer G. Meuleman', 'ALDERMAN', 'Dalfsen', 'GM0148'],
];

describe('calling people who do not answer, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let meeting: { id: string };
  const invitations: { meetingId: string; invitationId: string }[] = [];

  beforeEach(async () => {
    web.clock.set('2027-02-22T09:00:00Z');
    const [, kees] = [await web.build.colleague(house.noor, house.noor), await web.build.colleague(house.noor)];
    meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-02-03T09:00:00Z' });
    const own = { organisation_id: house.noor.organisationId, meeting_id: meeting.id };
    await web.build.insert('planned_mail', { ...own, kind: 'reminder-2', rule: '{}', due_at: '2027-02-19T08:00:00Z', state: 'done' });
    const mailing = await web.build.insert('mailing', { ...own, kind: 'invitation', content: '{}', created_at: web.clock.now() });
    invitations.length = 0;
    for (const [index, [name, office, place, code, more]] of PEOPLE.entries()) {
      const contact = await web.build.contact(house.noor, { phone: index === 5 ? null : `038 555 00${10 + index}`, owner_id: [house.noor.id, kees.id, null][index % 3] });
      const { id } = await web.build.invitation(house.noor, meeting, { contact_id: contact.id, display_name: name, sort_name: name, function: office, contact_organisation_name: `Gemeente ${place}`, municipality_code: code, travel_minutes: 10 + 5 * index, invited_at: '2027-02-03T09:00:00Z', ...more });
      invitations.push({ meetingId: meeting.id, invitationId: id });
      for (const [kind, day] of [['invitation', '03'], ['reminder-1', '15'], ['reminder-2', '19']]) await web.build.insert('outgoing_mail', { ...own, mailing_id: mailing.id, invitation_id: id, kind, recipient_key: id, to_address: 'a@example.nl', to_name: name, address_hash: Buffer.alloc(32), message_id: `${id}-${kind}`, state: more ? 'failed' : 'sent', sent_at: more ? null : `2027-02-${day}T09:00:00Z`, next_try_at: web.clock.now(), created_at: `2027-02-${day}T09:00:00Z` });
    }
  });
  /** Some people were tried, put off, spoken to, or asked for. */
  const someCalls = async (): Promise<void> => {
    const outcomes = [[0, { outcome: 'not-reached', note: 'Voicemail ingesproken' }], [0, { outcome: 'not-reached' }], [4, { outcome: 'call-again', callAgainOn: '2027-02-25', note: 'Is woensdag weer op kantoor' }], [7, { outcome: 'yes', note: 'Neemt een collega mee' }]] as const;
    for (const [index, input] of outcomes) await web.app.get(CallsService, { strict: false }).record(house.noor, invitations[index]!, RecordCall.parse(input));
    await web.app.get(TenantDatabase, { strict: false }).transaction(house.noor, async (tx) => web.app.get(CallTasks, { strict: false }).create(tx, house.noor, { ...invitations[1]!, reason: 'quorum', note: 'Met deze wethouder is het quorum gehaald' }));
  };

  it.each([true, false])('leads from the to-do to a call to an answer, on a phone (JavaScript: %s)', async (javaScriptEnabled) => {
    const visitor = await signedIn({ javaScriptEnabled, viewport: PHONE });
    await open(visitor, `/bijeenkomsten/${meeting.id}`);
    await visitor.getByRole('link', { name: 'Open de bellijst' }).click();
    const card = visitor.getByRole('listitem').filter({ hasText: 'mevrouw A. de Boer' });
    expect(await card.getByRole('link', { name: 'Bel 038 555 0010' }).getAttribute('href')).toBe('tel:0385550010');

    await card.getByText('Noteer hoe het ging').click();
    expect(await card.getByLabel('Reden (niet verplicht)').isVisible()).toBe(false);
    await card.getByLabel('Komt niet').check();
    await card.getByLabel('Reden (niet verplicht)').selectOption('date');
    await card.getByRole('button', { name: 'Bewaar' }).click();

    expect(await visitor.getByText('Het antwoord is genoteerd.').isVisible()).toBe(true);
    expect(await visitor.getByRole('row').filter({ hasText: 'mevrouw A. de Boer' }).textContent()).toContain('komt niet');
    expect(await web.sql('select answer, reason, answer_origin from invitation where id = $1', [invitations[0]!.invitationId])).toEqual([{ answer: 'no', reason: 'date', answer_origin: 'phone' }]);
  }, SLOW);

  it('can be read by everybody, at a desk and on a phone', async () => {
    await someCalls();
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}/bellen`);
    await axe(visitor);
    await shoot(visitor, 'calls');
    for (const summary of ['Wat kun je zeggen?', 'Noteer hoe het ging']) await visitor.getByText(summary).first().click();
    await visitor.getByLabel('Terugbellen op een andere dag').first().check();
    await visitor.getByRole('button', { name: 'Bewaar' }).first().click();
    expect(await visitor.locator('.call-card').first().getByText('Kies de dag waarop je terugbelt.').isVisible()).toBe(true);
    await axe(visitor);
    await shoot(visitor, 'calls-refused');

    await open(visitor, `/bijeenkomsten/${meeting.id}/bellen/gesprekspunten`);
    await visitor.getByText('Wijzig deze punten').first().click();
    await axe(visitor);
    await shoot(visitor, 'talking-points');
  }, SLOW);

  it('holds who comes and wants no mail at all, also when the meeting is cancelled', async () => {
    for (const index of [1, 4, 3, 6]) {
      const hash = Buffer.alloc(32, index);
      await web.sql(`update invitation set answer = 'yes', place = 'confirmed', place_since = $2, answered_at = $2 where id = $1`, [invitations[index]!.invitationId, '2027-02-20T09:00:00Z']);
      await web.sql('update contact set email_hash = $2 where id = (select contact_id from invitation where id = $1)', [invitations[index]!.invitationId, hash]);
      await web.build.insert('platform_stop', { email_hash: hash, origin: 'page', at: web.clock.now() });
    }
    const [waits, held] = [invitations[3]!.invitationId, invitations[6]!.invitationId];
    await web.sql(`update invitation set place = 'waiting' where id = $1`, [waits]);
    await web.sql(`update invitation set place = 'offered', offer_until = '2027-02-24T09:00:00Z' where id = $1`, [held]);
    await web.build.insert('place_move', { organisation_id: house.noor.organisationId, meeting_id: meeting.id, invitation_id: held, move: 'offered', moved_by: 'Bijeen', at: web.clock.now() });
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}/bellen`);
    expect(await visitor.getByText('Komt, maar wil geen mail meer.').count()).toBe(2);
    const card = visitor.getByRole('listitem').filter({ hasText: 'mevrouw F. van der Linde' });
    expect(await card.textContent()).toContain('weet dus niet dat er nu een plaats vrij is. Bel vóór woensdag 24 februari 2027 om 10.00 uur');
    await card.getByText('Wat kun je zeggen?').click();
    expect(await card.getByText('Er is een plaats voor u, tot woensdag 24 februari 2027 om 10.00 uur. Komt u?').isVisible()).toBe(true);
    await axe(visitor);
    await shoot(visitor, 'calls-without-mail');

    web.clock.set('2027-02-22T10:00:00Z');
    await web.sql(`update meeting set state = 'cancelled'`);
    await web.build.insert('meeting_move', { organisation_id: house.noor.organisationId, meeting_id: meeting.id, kind: 'cancel', reason: 'Ziekte', from_starts_at: '2027-03-11T12:30:00Z', revision: 1, leaves_at: web.clock.now(), moved_by: 'Noor', at: web.clock.now() });
    await open(visitor, `/bijeenkomsten/${meeting.id}/bellen`);
    await axe(visitor);
    expect(await visitor.getByText('Staat op de wachtlijst, maar wil geen mail meer. Bel dat de bijeenkomst niet doorgaat.').count()).toBe(1);
    await shoot(visitor, 'calls-cancelled');
    await visitor.emulateMedia({ media: 'print' });
    expect(await visitor.getByText('Bel dat die niet doorgaat.').first().isVisible()).toBe(true);
    expect(await visitor.locator('.paper__ticks').first().textContent()).toBe('weet hetniet bereikt');
    await visitor.emulateMedia({ media: 'screen' });

    await visitor.getByRole('button', { name: 'Gebeld: deze persoon weet het' }).first().click();
    expect(await visitor.getByText('Genoteerd: bellen is niet meer nodig.').isVisible()).toBe(true);
    expect(await visitor.locator('.call-card').count()).toBe(3);
  }, SLOW);

  it('can be printed: a block per person with boxes to tick, and no menus', async () => {
    await someCalls();
    const visitor = await signedIn();
    await open(visitor, `/bijeenkomsten/${meeting.id}/bellen`);
    mkdirSync('artifacts', { recursive: true });
    await visitor.emulateMedia({ media: 'print' });

    await visitor.pdf({ path: join('artifacts', 'calls.pdf'), format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });

    expect(await visitor.locator('.paper__ticks').first().isVisible()).toBe(true);
    for (const hidden of [visitor.getByRole('navigation').first(), visitor.getByText('Noteer hoe het ging').first(), visitor.getByRole('heading', { name: 'Gesproken', includeHidden: true })]) expect(await hidden.isVisible()).toBe(false);
    expect(await visitor.locator('.call-card').first().evaluate((card) => getComputedStyle(card).breakInside)).toBe('avoid');
  }, SLOW);
});
