import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { ChangeMailPlan } from './change-mail-plan.js';
import { MailPlanService, type PlanItem } from './mail-plan.service.js';
import type { PlannedKind } from './mail-rules.js';
import { MailingsModule } from './mailings.module.js';

describe('the mail plan', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meetingId: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    ({ id: meetingId } = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now() }));
    await recompute();
  });
  const recompute = async (): Promise<void> => app.as(noor, async (tx) => app.get(MailPlanService).recompute(tx, noor, await loadMeeting(tx, meetingId)));
  const plan = async (): Promise<PlanItem[]> => app.get(MailPlanService).list(noor, meetingId);
  const item = async (kind: PlannedKind): Promise<PlanItem> => (await plan()).find((each) => each.kind === kind)!;
  const change = async (body: object): Promise<void> => app.get(MailPlanService).change(noor, meetingId, ChangeMailPlan.parse(body));
  const moveMeeting = async (days: number): Promise<void> => {
    await app.sql(`update meeting set starts_at = starts_at + make_interval(days => $2), ends_at = ends_at + make_interval(days => $2), answer_by = answer_by + make_interval(days => $2) where id = $1`, [meetingId, days]);
    await recompute();
  };
  const moments = async (): Promise<Record<string, string>> => Object.fromEntries((await plan()).map(({ kind, dueAt }) => [kind, dueAt.toISOString()]));

  it('is made with the meeting', async () => {
    expect(await moments()).toEqual({
      'reminder-1': '2027-02-15T08:00:00.000Z',
      'reminder-2': '2027-02-19T08:00:00.000Z',
      'practical': '2027-03-10T08:00:00.000Z',
      'follow-up': '2027-03-12T08:00:00.000Z',
      'call-to-action-reminder': '2027-03-30T07:00:00.000Z',
    });
    expect(new Set((await plan()).map(({ state }) => state))).toEqual(new Set(['planned']));
  });

  it('stays as it is when it is computed again', async () => {
    const before = await app.sql('select * from planned_mail order by kind');
    await recompute();
    expect(await app.sql('select * from planned_mail order by kind')).toEqual(before);
  });

  it('moves with the meeting', async () => {
    await moveMeeting(7);
    expect(await moments()).toMatchObject({ 'reminder-1': '2027-02-22T08:00:00.000Z', 'practical': '2027-03-17T08:00:00.000Z', 'follow-up': '2027-03-19T08:00:00.000Z', 'call-to-action-reminder': '2027-04-02T07:00:00.000Z' });
  });

  it('lets the meeting say how many working days later the aftermail leaves', async () => {
    await app.sql('update meeting set follow_up_working_days = 3 where id = $1', [meetingId]);
    await recompute();
    expect(await moments()).toMatchObject({ 'follow-up': '2027-03-16T08:00:00.000Z', 'call-to-action-reminder': '2027-03-30T07:00:00.000Z' });
  });

  it('keeps a moment that was chosen by hand, and warns when it no longer fits', async () => {
    await change({ kind: 'practical', date: '2027-03-11', time: '08:30' });
    expect(await item('practical')).toMatchObject({ dueAt: new Date('2027-03-11T07:30:00Z'), movedByHand: true, warning: null });

    await moveMeeting(-2);

    expect(await item('practical')).toMatchObject({ dueAt: new Date('2027-03-11T07:30:00Z'), movedByHand: true, warning: 'after-start' });
  });

  it('lets the reminder of the call to action count from where the aftermail was moved to', async () => {
    await change({ kind: 'follow-up', dueAt: '2027-03-17T14:00:00+01:00' });
    expect(await moments()).toMatchObject({ 'follow-up': '2027-03-17T13:00:00.000Z', 'call-to-action-reminder': '2027-03-31T07:00:00.000Z' });
  });

  it('leaves out what was past already when the meeting was planned, and plans it again when the meeting moves away', async () => {
    app.clock.set('2027-02-16T09:00:00Z');
    await app.sql('delete from planned_mail');
    await recompute();
    expect(await item('reminder-1')).toMatchObject({ state: 'missed', reason: 'past-when-planned' });
    expect(await item('reminder-2')).toMatchObject({ state: 'planned' });

    await moveMeeting(14);

    expect(await item('reminder-1')).toMatchObject({ state: 'planned', reason: null, dueAt: new Date('2027-03-01T08:00:00Z') });
  });

  it('does not touch what is a few hours late when something else of the meeting changes', async () => {
    app.clock.set('2027-02-15T10:00:00Z');
    await recompute();
    expect(await item('reminder-1')).toMatchObject({ state: 'planned', dueAt: new Date('2027-02-15T08:00:00Z') });
  });

  it('leaves done and skipped mails alone when the meeting moves', async () => {
    await app.sql(`update planned_mail set state = 'done', recipients = 3, settled_at = '2027-02-15T08:00:05Z' where kind = 'reminder-1'`);
    await change({ kind: 'practical', state: 'skipped' });

    await moveMeeting(28);

    expect(await item('reminder-1')).toMatchObject({ state: 'done', dueAt: new Date('2027-02-15T08:00:00Z'), expectedRecipients: 3 });
    expect(await item('practical')).toMatchObject({ state: 'skipped', settledBy: 'Noor Verhoeven', dueAt: new Date('2027-04-07T07:00:00Z') });
  });

  it('skips a mail and takes that back', async () => {
    await change({ kind: 'reminder-2', state: 'skipped' });
    expect((await item('reminder-2')).state).toBe('skipped');
    await change({ kind: 'reminder-2', state: 'planned' });
    expect(await item('reminder-2')).toMatchObject({ state: 'planned', settledBy: null });
    expect(await app.sql(`select actor_name, details->>'state' as state from audit_log where action = 'mail-plan.changed' order by id`)).toEqual([{ actor_name: 'Noor Verhoeven', state: 'skipped' }, { actor_name: 'Noor Verhoeven', state: 'planned' }]);
  });

  it.each([
    ['a reminder after the answer-by date', 'reminder-2', '2027-02-26', '09:00', 'mail-plan.after-answer-by'],
    ['practical matters after the start', 'practical', '2027-03-11', '13:30', 'mail-plan.after-start'],
    ['an aftermail before the end', 'follow-up', '2027-03-11', '16:59', 'mail-plan.before-end'],
    ['a moment that is past', 'practical', '2027-01-12', '10:00', 'mail-plan.in-the-past'],
    ['a time that does not exist', 'call-to-action-reminder', '2027-03-28', '02:30', 'time.does-not-exist'],
  ])('refuses %s', async (_name, kind, date, time, code) => {
    await expect(change({ kind, date, time })).rejects.toMatchObject({ code });
    expect(await item(kind as PlannedKind)).toMatchObject({ movedByHand: false });
  });

  it('refuses to plan a skipped mail again when its moment is past, and to change one that left', async () => {
    await change({ kind: 'reminder-1', state: 'skipped' });
    app.clock.set('2027-02-16T09:00:00Z');
    await expect(change({ kind: 'reminder-1', state: 'planned' })).rejects.toMatchObject({ code: 'mail-plan.in-the-past' });
    await app.sql(`update planned_mail set state = 'done' where kind = 'reminder-1'`);
    await expect(change({ kind: 'reminder-1', state: 'skipped' })).rejects.toMatchObject({ code: 'mail-plan.done' });
    await expect(change({ kind: 'reminder-1', date: '2027-02-20', time: '09:00' })).rejects.toMatchObject({ code: 'mail-plan.done' });
  });

  it('says to how many each mail would go now', async () => {
    const meeting = { id: meetingId };
    const invited = { invited_at: '2027-01-01T09:00:00Z' };
    for (const answer of ['none', 'none', 'yes', 'yes', 'yes', 'maybe', 'no']) await app.build.invitation(noor, meeting, { ...invited, answer });
    await app.build.invitation(noor, meeting, { ...invited, answer: 'no', reason: 'not-my-subject' });
    await app.build.invitation(noor, meeting, { ...invited, state: 'bounced' });

    expect((await plan()).map(({ kind, expectedRecipients }) => [kind, expectedRecipients])).toEqual([['reminder-1', 2], ['reminder-2', 2], ['practical', 3], ['follow-up', 7], ['call-to-action-reminder', 3]]);
    expect((await item('follow-up')).perVariant).toEqual(expect.arrayContaining([{ variant: 'came', people: 3 }, { variant: 'absent', people: 3 }, { variant: 'declined', people: 1 }]));
  });

  it('is of one organisation only', async () => {
    const other = await app.build.owner({ name: 'Het Anker' });
    await expect(app.get(MailPlanService).list(other, meetingId)).rejects.toMatchObject({ code: 'meeting.not-found' });
    await expect(app.get(MailPlanService).change(other, meetingId, ChangeMailPlan.parse({ kind: 'practical', state: 'skipped' }))).rejects.toMatchObject({ code: 'meeting.not-found' });
  });
});
