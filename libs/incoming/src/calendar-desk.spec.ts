import type { Actor, DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { CalendarDesk } from './calendar-desk.js';
import { IncomingModule } from './incoming.module.js';

describe('replies that wait for an organiser', () => {
  const app = testApp(IncomingModule);
  const desk = (): CalendarDesk => app.get(CalendarDesk);
  const guest = async (values: object = {}): Promise<{ actor: Actor; meeting: { id: string }; invitation: { id: string } }> => {
    const actor = await app.build.owner();
    const meeting = await app.build.meeting(actor, { state: 'inviting', capacity: null });
    const invitation = await app.build.invitation(actor, meeting, { calendar_buttons: true, calendar_stamp: '2027-01-11T08:00:00Z', ...values });
    for (const purpose of ['answer', 'unsubscribe'] as const) await app.build.link(actor, meeting, invitation, { purpose });
    return { actor, meeting, invitation };
  };
  const reply = async ({ actor, meeting, invitation }: Awaited<ReturnType<typeof guest>>, values: object = {}): Promise<{ meetingId: string; replyId: string }> => {
    const [{ id } = { id: '' }] = await app.sql<{ id: string }>('select uuidv7() as id');
    await app.build.insert('calendar_reply', {
      id, organisation_id: actor.organisationId, meeting_id: meeting.id, invitation_id: invitation.id, verdict: 'to-confirm', reason: 'sent-by', partstat: 'ACCEPTED', sequence: 0,
      said_at: '2027-01-12T08:00:00Z', received_at: '2027-01-12T08:01:00Z', by_address: 'secretariaat@zwolle.example.nl', awaits: true, ...values,
    });
    return { meetingId: meeting.id, replyId: id };
  };
  const refusal = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: DomainError) => error.code);

  it('become the answer when the organiser says so, with a confirmation and the calendar, once', async () => {
    const given = await guest();
    const which = await reply(given);
    expect(await desk().count(given.actor, given.meeting.id)).toBe(1);

    const pressed = await Promise.all([refusal(desk().takeOver(given.actor, which)), refusal(desk().takeOver(given.actor, which))]);

    expect(pressed.sort()).toEqual(['calendar-reply.settled', 'done']);
    expect(await app.sql('select answer, answer_origin, answer_revision from invitation')).toEqual([{ answer: 'yes', answer_origin: 'calendar', answer_revision: 1 }]);
    expect(await app.sql(`select kind, calendar->>'method' as method from outgoing_mail`)).toEqual([{ kind: 'confirmation', method: 'REQUEST' }]);
    expect(await app.sql('select awaits, outcome, settled_by from calendar_reply')).toEqual([{ awaits: false, outcome: 'taken', settled_by: 'Noor Verhoeven' }]);
    expect(await desk().count(given.actor, given.meeting.id)).toBe(0);
  });

  it('leave the answer alone when the organiser looked at them', async () => {
    const given = await guest();
    await desk().dismiss(given.actor, await reply(given));
    expect(await app.sql('select answer from invitation')).toEqual([{ answer: 'none' }]);
    expect((await desk().list(given.actor, given.meeting.id)).items).toEqual([]);
  });

  it('hold no answer when they ask for another time or name somebody else', async () => {
    const given = await guest();
    for (const values of [{ reason: 'proposal', verdict: 'proposal', partstat: 'TENTATIVE' }, { reason: 'delegated', partstat: 'DELEGATED' }]) expect(await refusal(desk().takeOver(given.actor, await reply(given, values)))).toBe('calendar-reply.no-answer');
    expect(await desk().count(given.actor, given.meeting.id)).toBe(2);
  });

  it('are nobody else’s business', async () => {
    const given = await guest();
    const which = await reply(given);
    const other = await app.build.owner({ name: 'Het Anker' });
    expect([await refusal(desk().takeOver(other, which)), await refusal(desk().dismiss(other, which)), await desk().count(other, given.meeting.id)]).toEqual(['calendar-reply.not-found', 'calendar-reply.not-found', 0]);
    expect((await desk().ofGuest(other, given.invitation.id)).replies).toEqual([]);
  });

  it('show a contradiction between two ways of answering within a day, and no change of mind', async () => {
    const given = await guest();
    const said = async (answer: string, origin: string, at: string): Promise<unknown> => app.build.insert('answer_history', { organisation_id: given.actor.organisationId, invitation_id: given.invitation.id, answer, origin, recorded_by: 'x', at });
    const conflict = async (): Promise<unknown> => (await desk().ofGuest(given.actor, given.invitation.id)).conflict;
    await said('no', 'secretariat', '2027-01-09T09:00:00Z');
    await said('yes', 'calendar', '2027-01-11T09:00:00Z');
    await said('maybe', 'calendar', '2027-01-11T10:00:00Z');
    expect(await conflict()).toBeNull();

    await said('no', 'link', '2027-01-11T12:00:00Z');
    expect(await conflict()).toMatchObject({ counts: { answer: 'no', origin: 'link' }, other: { answer: 'maybe', origin: 'calendar' } });
    await said('no', 'link', '2027-01-15T12:00:00Z');
    expect(await conflict()).toBeNull();
    await reply(given, { reason: 'later-answer', verdict: 'kept', awaits: false, said_at: '2027-01-15T11:00:00Z' });
    expect(await conflict()).toMatchObject({ other: { answer: 'yes', origin: 'calendar' } });
  });
});
