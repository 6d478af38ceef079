import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, addDays, dayInAmsterdam, DueWork, instantInAmsterdam } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { MailPlanService } from './mail-plan.service.js';
import { PLANNED_KINDS } from './mail-rules.js';
import { MailingsModule } from './mailings.module.js';

/** Thirty days on both sides of both nights on which the clock changes. */
const NIGHTS = [['in October', '2026-10-10'], ['in March', '2027-03-13']] as const;
const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', timeStyle: 'medium' });

describe('the clock of planned mail', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  beforeEach(async () => {
    noor = await app.build.owner();
  });

  /** A meeting on `day` with somebody who comes and somebody who does not answer, invited long ago. */
  const meetingOn = async (day: string): Promise<string> => {
    const [starts, ends, answerBy] = [instantInAmsterdam(day, '13:30'), instantInAmsterdam(day, '17:00'), instantInAmsterdam(addDays(day, -14), '23:59')];
    const { id } = await app.build.meeting(noor, { state: 'inviting', first_invited_at: app.clock.now(), starts_at: starts, ends_at: ends, answer_by: answerBy });
    for (const answer of ['yes', 'none']) await app.build.invitation(noor, { id }, { answer });
    await recompute(id);
    return id;
  };
  const recompute = async (id: string): Promise<void> => app.as(noor, async (tx) => app.get(MailPlanService).recompute(tx, noor, await loadMeeting(tx, id)));
  const run = async (moment: Date): Promise<void> => {
    app.clock.set(moment);
    await app.get(DueWork).run();
  };
  /** Lives through a day, with a clock that jumps an hour back and a day forward and back again. */
  const liveThrough = async (day: string): Promise<void> => {
    const nine = instantInAmsterdam(day, '09:00');
    for (const seconds of [-1, 0, -3600, 300]) await run(new Date(nine.getTime() + seconds * 1000));
  };

  it.each(NIGHTS)('lets every mail leave once, at nine o’clock in Amsterdam, for thirty meetings around the night %s', async (_name, first) => {
    app.clock.set(instantInAmsterdam(addDays(first, -60), '10:00'));
    const days = Array.from({ length: 30 }, (_, index) => addDays(first, index));
    for (const day of days) await meetingOn(day);

    for (let day = addDays(first, -33); day < addDays(first, 50); day = addDays(day, 1)) await liveThrough(day);

    const mails = await app.sql(`select meeting_id, kind, count(distinct mailing_id)::int as mailings, count(*)::int as mails from outgoing_mail group by 1, 2`);
    expect(mails).toHaveLength(30 * PLANNED_KINDS.length);
    expect(new Set(mails.map(({ kind, mails: amount }) => `${kind} ${amount}`))).toEqual(new Set(['reminder-1 1', 'reminder-2 1', 'practical 1', 'follow-up 2', 'call-to-action-reminder 1']));
    const moments = await app.sql('select created_at from mailing');
    expect(new Set(moments.map(({ created_at: at }) => local.format(at as Date)))).toEqual(new Set(['09:00:00']));
    expect(await app.sql(`select from planned_mail where state <> 'done'`)).toEqual([]);
  }, 120_000);

  it('reminds never of the old date and once of the new one when a meeting moves', async () => {
    const id = await meetingOn('2027-03-11');
    await run(new Date('2027-02-14T08:00:00Z'));
    await app.sql(`update meeting set starts_at = starts_at + interval '14 days', ends_at = ends_at + interval '14 days', answer_by = answer_by + interval '14 days'`);
    await recompute(id);

    for (let day = '2027-02-14'; day < '2027-03-26'; day = addDays(day, 1)) await liveThrough(day);

    const reminders = await app.sql(`select kind, created_at from outgoing_mail where kind <> 'follow-up' order by created_at`);
    expect(reminders.map(({ kind, created_at: at }) => [kind, dayInAmsterdam(at as Date)])).toEqual([['reminder-1', '2027-03-01'], ['reminder-2', '2027-03-05'], ['practical', '2027-03-24']]);
  });

  it('sends what fell due during half a day without a worker, and reports what fell due earlier', async () => {
    await meetingOn('2027-03-11');
    await run(new Date('2027-02-15T18:00:00Z'));
    await run(new Date('2027-02-20T08:00:00Z'));

    expect(await app.sql(`select kind, state, reason from planned_mail where kind like 'reminder%' order by kind`)).toEqual([{ kind: 'reminder-1', state: 'done', reason: null }, { kind: 'reminder-2', state: 'missed', reason: 'too-late' }]);
  });
});
