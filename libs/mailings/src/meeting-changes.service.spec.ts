import { PlanMeeting, planOf, MeetingsService } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { MailingsModule } from './mailings.module.js';
import { MeetingChanges } from './meeting-changes.service.js';

const input = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25',
  venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode: '8011', place: 'Zwolle' }, functions: ['ALDERMAN'],
  contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' }, callToAction: { ask: 'Kies', owner: 'Noor', steps: [{ key: 'gesprek' }] },
};

describe('what happens to a meeting as a whole', () => {
  const app = testApp(MailingsModule);
  const changes = (): MeetingChanges => app.get(MeetingChanges);
  const replan = async (actor: Actor, id: string, wish: object): Promise<{ told: number }> =>
    changes().change(actor, id, PlanMeeting.parse({ ...planOf(await app.get(MeetingsService).find(actor, id)), ...wish }));
  const dueDays = async (id: string): Promise<Record<string, string>> =>
    Object.fromEntries((await app.sql<{ kind: string; day: string }>(`select kind, (due_at at time zone 'Europe/Amsterdam')::date::text as day from planned_mail where meeting_id = $1`, [id])).map(({ kind, day }) => [kind, day]));
  const mails = async (kind: string): Promise<object[]> => app.sql('select recipient_key, revision, calendar ->> \'method\' as method from outgoing_mail where kind = $1 order by recipient_key', [kind]);

  it('makes the mail plan with the meeting, and moves it along', async () => {
    const noor = await app.build.owner();
    const meeting = await changes().plan(noor, PlanMeeting.parse(input));
    expect(await dueDays(meeting.id)).toMatchObject({ 'practical': '2027-03-10', 'follow-up': '2027-03-12' });

    expect((await replan(noor, meeting.id, { date: '2027-03-18' })).told).toBe(0);

    expect(await dueDays(meeting.id)).toMatchObject({ 'practical': '2027-03-17', 'follow-up': '2027-03-19' });
    expect(await mails('change')).toEqual([]);
  });

  it('tells who comes, once per change, and only when the calendar changes', async () => {
    const noor = await app.build.owner();
    const { id } = await changes().plan(noor, PlanMeeting.parse(input));
    await app.sql(`update meeting set state = 'inviting', first_invited_at = $1`, [app.clock.now()]);
    const coming = await app.build.invitation(noor, { id }, { answer: 'yes', calendar_stamp: app.clock.now() });
    await app.build.invitation(noor, { id }, { answer: 'no' });
    await app.build.invitation(noor, { id });

    expect((await replan(noor, id, { programme: 'Verhalen' })).told).toBe(0);
    expect((await replan(noor, id, { from: '14:00' })).told).toBe(1);
    await app.sql(`update outgoing_mail set state = 'sent'`);
    expect((await replan(noor, id, { from: '14:00' })).told).toBe(0);
    expect((await replan(noor, id, { venue: { ...input.venue, name: 'De Nieuwe Werkplaats' } })).told).toBe(1);
    await expect(replan(noor, id, { date: '2027-03-18' })).rejects.toMatchObject({ code: 'meeting.date-asks-again', fields: { date: expect.any(String) } });

    expect(await mails('change')).toEqual([{ recipient_key: coming.contactId, revision: 1, method: 'REQUEST' }, { recipient_key: coming.contactId, revision: 2, method: 'REQUEST' }]);
    expect(await app.sql('select revision, calendar_sequence from meeting')).toEqual([{ revision: 2, calendar_sequence: 2 }]);
  });

  it('offers places to who waits when there are more, and keeps as many as are protected', async () => {
    const noor = await app.build.owner();
    const { id } = await changes().plan(noor, PlanMeeting.parse({ ...input, capacity: 1 }));
    await app.sql(`update meeting set state = 'inviting', first_invited_at = $1`, [app.clock.now()]);
    await app.build.invitation(noor, { id }, { answer: 'yes' });
    for (const place_since of ['2027-01-10T09:00:00Z', '2027-01-09T09:00:00Z']) await app.build.invitation(noor, { id }, { answer: 'yes', place: 'waiting', place_since });

    await replan(noor, id, { capacity: 2 });

    expect(await app.sql(`select place, place_since from invitation order by place, place_since`)).toEqual([
      { place: 'confirmed', place_since: app.clock.now() }, { place: 'offered', place_since: new Date('2027-01-09T09:00:00Z') }, { place: 'waiting', place_since: new Date('2027-01-10T09:00:00Z') },
    ]);
    expect(await mails('offer')).toHaveLength(1);
    await app.sql(`update place_rule set protected_seats = 2, protected_until = '2027-02-01'`);
    for (const capacity of [1, null]) await expect(replan(noor, id, { capacity })).rejects.toMatchObject({ code: 'input.invalid', fields: { capacity: 'Er worden 2 plaatsen vrij gehouden voor beslissers. Verander dat eerst, bij Plaatsen.' } });
    expect(await app.sql('select capacity from meeting')).toEqual([{ capacity: 2 }]);
  });

  it('tells another time also to who was asked again and has the item, and to who waits', async () => {
    const noor = await app.build.owner();
    const { id } = await changes().plan(noor, PlanMeeting.parse(input));
    await app.sql(`update meeting set state = 'inviting', first_invited_at = $1`, [app.clock.now()]);
    const asked = await app.build.invitation(noor, { id }, { calendar_stamp: app.clock.now(), previous_answer: 'yes', previous_starts_at: '2027-03-04T12:30:00Z' });
    const waits = await app.build.invitation(noor, { id }, { answer: 'yes', place: 'waiting' });
    await app.build.invitation(noor, { id }, { answer: 'maybe' });

    expect((await replan(noor, id, { from: '14:00' })).told).toBe(2);

    expect(await app.sql(`select o.recipient_key as key, m.variant, o.calendar->>'method' as method, o.calendar->>'ics' like '%PARTSTAT=NEEDS-ACTION%' as asks, s.reason
      from outgoing_mail o join mailing m on m.id = o.mailing_id, mail_stop_reason(o, o.created_at) s where o.kind = 'change' order by m.variant`)).toEqual([
      { key: asked.contactId, variant: 'asked', method: 'REQUEST', asks: true, reason: null }, { key: waits.contactId, variant: 'waits', method: null, asks: null, reason: null },
    ]);
  });
});
