import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { MailPlanClock } from './mail-plan-clock.js';
import { MailPlanRunner } from './mail-plan-runner.js';
import { MailPlanService } from './mail-plan.service.js';
import type { PlannedKind } from './mail-rules.js';
import { MailingsModule } from './mailings.module.js';
import { PlannedMailTexts } from './planned-mail-texts.service.js';

describe('planned mail that is sent now', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meetingId: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    ({ id: meetingId } = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-12T09:00:00Z' }));
    await app.as(noor, async (tx) => app.get(MailPlanService).recompute(tx, noor, await loadMeeting(tx, meetingId)));
  });
  const guest = async (name: string, overrides: object = {}): Promise<{ id: string }> => app.build.invitation(noor, { id: meetingId }, { display_name: name, sort_name: name, invited_at: '2027-01-12T09:00:00Z', ...overrides });
  const at = async (moment: string): Promise<number> => {
    app.clock.set(moment);
    return app.get(MailPlanClock).runDue();
  };
  const row = async (kind: PlannedKind): Promise<object> => (await app.sql('select state, recipients, reason, settled_by from planned_mail where meeting_id = $1 and kind = $2', [meetingId, kind]))[0]!;
  const state = async (): Promise<string> => (await app.sql('select state from meeting where id = $1', [meetingId]))[0]!['state'];
  const now = async (kind: PlannedKind): Promise<number> => app.get(MailPlanRunner).sendNow(noor, meetingId, kind);

  it('goes to everybody it is meant for, also to who was invited just now, and only once', async () => {
    await guest('Stil', { invited_at: app.clock.now() });
    expect(await now('reminder-1')).toBe(1);
    expect(await row('reminder-1')).toMatchObject({ state: 'done', recipients: 1, settled_by: 'Noor Verhoeven' });
    await expect(now('reminder-1')).rejects.toMatchObject({ code: 'mail-plan.done' });
    expect(await at('2027-02-15T08:00:00Z')).toBe(0);
    expect(await app.sql('select from outgoing_mail')).toHaveLength(1);
  });

  it('also leaves when it was missed or skipped', async () => {
    await guest('Stil');
    await app.sql(`update planned_mail set state = 'missed', reason = 'too-late' where kind = 'reminder-1'`);
    expect(await now('reminder-1')).toBe(1);
  });

  it('lets the reminder of the call to action count from then on', async () => {
    await guest('Er', { answer: 'yes' });
    app.clock.set('2027-03-11T19:00:00Z');
    await now('follow-up');
    expect(await app.sql(`select due_at from planned_mail where kind = 'call-to-action-reminder'`)).toEqual([{ due_at: new Date('2027-03-25T08:00:00Z') }]);
    expect(await state()).toBe('following-up');
  });

  const write = async (body: string): Promise<void> => app.get(PlannedMailTexts).save(noor, meetingId, { kind: 'reminder-1', variant: 'alderman', text: { subject: 'Komt u?', body } });
  const mended = async (): Promise<void> => {
    await write('{aanhef}, komt u ook?');
    expect(await now('reminder-1')).toBe(1);
    expect(await row('reminder-1')).toMatchObject({ state: 'done', recipients: 1, reason: null });
  };

  it('is refused with a certain mistake in its text, until that is mended', async () => {
    await guest('Stil');
    await write('{aanhef}, kijk op https://localhost/a');

    await expect(now('reminder-1')).rejects.toMatchObject({ code: 'mail.blocked', members: { findings: [{ kind: 'reminder-1', code: 'link-to-nowhere' }] } });

    expect(await app.sql('select from outgoing_mail')).toEqual([]);
    expect(await row('reminder-1')).toEqual({ state: 'planned', recipients: null, reason: null, settled_by: null });
    await mended();
  });

  it('does not leave at its moment either with such a mistake: the plan says why, and it leaves once that is mended', async () => {
    await guest('Stil');
    await write('{aanhef}, kijk op https://localhost/a');

    expect(await at('2027-02-15T08:00:00Z')).toBe(1);

    expect(await app.sql('select from outgoing_mail')).toEqual([]);
    expect(await row('reminder-1')).toEqual({ state: 'missed', recipients: null, reason: 'blocked', settled_by: 'Bijeen' });
    expect(await app.sql(`select details->>'reason' as reason from audit_log where action = 'mail-plan.missed'`)).toEqual([{ reason: 'blocked' }]);
    await mended();
  });

  it.each([
    ['nobody to send it to', 'practical', 'inviting', '2027-02-01T09:00:00Z', 'mail-plan.nobody'],
    ['a cancelled meeting', 'reminder-1', 'cancelled', '2027-02-01T09:00:00Z', 'mail-plan.stopped'],
    ['a meeting that nobody was invited to', 'reminder-1', 'planned', '2027-02-01T09:00:00Z', 'mail-plan.not-invited'],
    ['an answer-by date that is past', 'reminder-1', 'inviting', '2027-02-26T09:00:00Z', 'mail-plan.after-answer-by'],
    ['a meeting that has begun', 'practical', 'inviting', '2027-03-11T12:30:00Z', 'mail-plan.after-start'],
    ['a meeting that is not over', 'follow-up', 'inviting', '2027-03-11T15:00:00Z', 'mail-plan.before-end'],
    ['a meeting that is closed', 'follow-up', 'closed', '2027-03-15T15:00:00Z', 'meeting.closed'],
  ])('is refused for %s', async (_name, kind, meetingState, moment, code) => {
    await guest('Stil');
    await app.sql('update meeting set state = $1', [meetingState]);
    app.clock.set(moment);

    await expect(now(kind as PlannedKind)).rejects.toMatchObject({ code });

    expect(await app.sql('select from outgoing_mail')).toEqual([]);
    expect(await row(kind as PlannedKind)).toMatchObject({ state: 'planned' });
  });
});
