import { Answer, AnswersService, InviteService } from '@bijeen/invitations';
import { MailSender } from '@bijeen/mail';
import { PlanMeeting } from '@bijeen/meetings';
import { type Actor, DueWork } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailPlanRunner } from './mail-plan-runner.js';
import { MailingsModule } from './mailings.module.js';
import { MeetingChanges } from './meeting-changes.service.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { Reschedule } from './moves-input.js';
import { TakenBackMoves } from './taken-back.service.js';

const APRIL = Reschedule.parse({ date: '2027-04-08', from: '13:30', to: '17:00', reason: 'Te weinig wethouders' });
const PLAN = {
  title: 'Inspiratiebijeenkomst Zwolle', date: '2027-03-11', from: '13:30', to: '17:00', answerBy: '2027-02-25',
  venue: { name: 'De Werkplaats', address: 'Grote Markt 1', postcode: '8011', place: 'Zwolle' }, functions: ['ALDERMAN'],
  contact: { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' }, callToAction: { ask: 'Kies', owner: 'Noor', steps: [{ key: 'gesprek' }] },
};
const NAMES = ['bakker', 'bos', 'mulder', 'smit', 'visser', 'zijlstra'];

describe('the ten minutes after a move', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let id: string;
  const at = (time: string): void => app.clock.set(['2027-01-', time, 'Z'].join(''));
  const taken = (): TakenBackMoves => app.get(TakenBackMoves);
  const move = { reschedule: async () => app.get(MeetingMoves).reschedule(noor, id, APRIL), postpone: async () => app.get(MeetingMoves).postpone(noor, id, 'Te weinig'), cancel: async () => app.get(MeetingMoves).cancel(noor, id, 'Te weinig') };
  const invitationOf = async (name: string): Promise<string> => (await app.sql<{ id: string }>('select id from invitation where sort_name = $1', [name]))[0]!.id;
  const answer = async (name: string, given: object): Promise<unknown> => app.get(AnswersService).record(noor, { meetingId: id, invitationId: await invitationOf(name) }, Answer.parse(given), 'phone');

  /** Six invited: three answered and two did not; the invitation of the last has not left, and she has not heard of it. */
  beforeEach(async () => {
    noor = await app.build.owner();
    at('12T09:00:00');
    ({ id } = await app.get(MeetingChanges).plan(noor, PlanMeeting.parse(PLAN)));
    const invite = async (names: string[]): Promise<void> => {
      for (const name of names) await app.build.contact(noor, { surname: name, sort_name: name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl` });
      await app.get(InviteService).invite(noor, id);
    };
    await invite(NAMES.slice(0, 5));
    await app.get(MailSender).send(noor.organisationId);
    at('12T10:00:00');
    await answer('bos', { coming: 'yes', diet: 'noten', remark: 'Ik kom met de trein' });
    await answer('visser', { coming: 'no', reason: 'date' });
    await answer('smit', { coming: 'yes' });
    await app.sql(`update invitation set place = 'waiting', calendar_stamp = null where sort_name = 'smit'`);
    await app.get(MailSender).send(noor.organisationId);
    await invite(NAMES.slice(5));
    await answer('mulder', { coming: 'maybe' });
    at('12T11:00:00');
  });

  /** All rows of the organisation, but for what was done and when. */
  const rows = async (): Promise<Record<string, object[]>> => {
    const dump: Record<string, object[]> = {};
    for (const table of ['meeting', 'invitation', 'answer_history', 'invitation_wish', 'personal_link', 'planned_mail', 'mailing', 'outgoing_mail', 'place_move']) dump[table] = await app.sql(`select to_jsonb(t) as row from ${table} t order by t::text`);
    dump['mail_tally'] = await app.sql('select kind, state, mails from mail_tally where mails > 0 order by 1, 2');
    dump['meeting_tally'] = await app.sql('select function, answer, people from meeting_tally where people > 0 order by 1, 2');
    return dump;
  };

  it.each(['reschedule', 'postpone', 'cancel'] as const)('can take back a %s: every row is as it was, and it can be done again', async (kind) => {
    const before = await rows();
    const done = await move[kind]();
    expect(await rows()).not.toEqual(before);

    at('12T11:09:59');
    const restored = await taken().undo(noor, id);

    expect(restored).toMatchObject({ told: 0, meeting: { state: 'inviting' } });
    expect(await rows()).toEqual(before);
    expect(await taken().waiting(noor, id)).toBeNull();
    await expect(taken().undo(noor, id)).rejects.toMatchObject({ code: 'meeting.nothing-to-undo' });
    expect((await move[kind]()).told).toBe(done.told);
    expect(await app.sql(`select undone_by from meeting_move order by at, id`)).toEqual([{ undone_by: 'Noor Verhoeven' }, { undone_by: null }]);
  });

  it.each(['reschedule', 'postpone', 'cancel'] as const)('are foreseen exactly: the preview of a %s is what happens', async (kind) => {
    const before = await rows();
    const { consequences } = await app.get(MeetingMoves).preview(noor, id, kind === 'reschedule' ? { kind, ...APRIL } : { kind });
    expect(await rows()).toEqual(before);

    expect((await move[kind]()).consequences).toEqual(consequences);

    expect(consequences).toMatchObject({ calendar: 1, invitations: 1, offers: 0, mails: expect.arrayContaining([{ variant: 'came', people: 1 }, { variant: 'waiting', people: 1 }, { variant: 'none', people: 2 }, { variant: 'date', people: 1 }]) });
    const own = { reschedule: 'asked-again', postpone: 'postponement', cancel: 'cancellation' }[kind];
    expect(await app.sql(`select m.variant, count(*)::int as people from outgoing_mail o join mailing m on m.id = o.mailing_id where o.kind = $1 group by 1 order by 1`, [own])).toEqual([...consequences.mails].sort((one, other) => one.variant.localeCompare(other.variant)));
    expect(await app.sql(`select count(*)::int as items from outgoing_mail where kind = $1 and calendar is not null`, [own])).toEqual([{ items: consequences.calendar }]);
    expect(consequences.planned).toHaveLength(5);
  });

  it('are over when the time is, or when a mail has left', async () => {
    await move.postpone();
    at('12T11:10:00');
    await expect(taken().undo(noor, id)).rejects.toMatchObject({ code: 'meeting.undo-too-late', status: 409 });

    await move.reschedule();
    expect(await taken().sendNow(noor, id)).toBe(6);
    await expect(taken().undo(noor, id)).rejects.toMatchObject({ code: 'meeting.undo-too-late' });
    await app.get(MailSender).send(noor.organisationId);
    expect(await app.sql(`select state, count(*)::int as mails from outgoing_mail where kind in ('asked-again', 'invitation') and revision = 2 group by 1`)).toEqual([{ state: 'sent', mails: 6 }]);
  });

  it('are over as soon as somebody else was invited to the new date', async () => {
    await move.reschedule();
    at('12T11:00:01');
    await app.build.contact(noor, { surname: 'nieuw' });
    await app.get(InviteService).invite(noor, id);
    await expect(taken().undo(noor, id)).rejects.toMatchObject({ code: 'meeting.undo-overtaken' });
  });

  it('keep an answer that came in meanwhile, and tell who comes of the date that holds after all', async () => {
    await move.reschedule();
    at('12T11:05:00');
    await answer('bos', { coming: 'yes' });
    await answer('visser', { coming: 'no', reason: 'other' });
    expect(await taken().waiting(noor, id)).toMatchObject({ kind: 'reschedule', answered: 2, left: false });

    expect(await taken().undo(noor, id)).toMatchObject({ told: 1 });

    expect(await app.sql('select sort_name as name, answer, reason, place from invitation order by 1')).toEqual([
      { name: 'bakker', answer: 'none', reason: null, place: null }, { name: 'bos', answer: 'yes', reason: null, place: 'confirmed' }, { name: 'mulder', answer: 'maybe', reason: null, place: null },
      { name: 'smit', answer: 'yes', reason: null, place: 'waiting' }, { name: 'visser', answer: 'no', reason: 'other', place: null }, { name: 'zijlstra', answer: 'none', reason: null, place: null },
    ]);
    // The confirmation had not left, so it says the date that holds too.
    const items = await app.sql<{ kind: string; ics: string }>(`select kind, calendar->>'ics' as ics from outgoing_mail where calendar is not null and to_name like '%bos%' order by id`);
    expect(items.map(({ kind, ics }) => [kind, /SEQUENCE:(\d)/.exec(ics)?.[1], /DTSTART:(\d{8})/.exec(ics)?.[1]])).toEqual([['confirmation', '0', '20270311'], ['confirmation', '3', '20270311'], ['change', '3', '20270311']]);
  });

  it('end with forgetting how everybody stood', async () => {
    await move.reschedule();
    await app.get(DueWork).run();
    expect(await app.sql('select count(*)::int as guests from meeting_move_guest')).toEqual([{ guests: 5 }]);
    at('12T11:10:00');
    await app.get(DueWork).run();
    expect(await app.sql('select count(*)::int as guests from meeting_move_guest')).toEqual([{ guests: 0 }]);
    expect(await app.sql('select before is null as forgotten, consequences from meeting_move')).toMatchObject([{ forgotten: true, consequences: { kind: 'reschedule', calendar: 1 } }]);
  });

  const live = async (to: string): Promise<void> => {
    app.clock.set(to);
    await app.get(DueWork).runUntilNothingIsDue();
    await app.get(MailSender).send(noor.organisationId);
  };

  it('freeze the mail plan of what is postponed, and thaw it for the new date, where what left before leaves again', async () => {
    await live('2027-02-15T08:00:00Z');
    const plan = async (): Promise<object[]> => app.sql(`select kind, state, (due_at at time zone 'Europe/Amsterdam')::date::text as day, round from planned_mail where kind <> 'call-to-action-reminder' order by due_at`);
    expect((await plan())[0]).toEqual({ kind: 'reminder-1', state: 'done', day: '2027-02-15', round: 0 });
    await move.postpone();
    const frozen = await plan();

    await live('2027-03-20T09:00:00Z');

    expect(await plan()).toEqual(frozen);
    await expect(app.get(MailPlanRunner).sendNow(noor, id, 'practical')).rejects.toMatchObject({ code: 'mail-plan.stopped' });
    await app.get(MeetingMoves).reschedule(noor, id, { ...APRIL, date: '2027-06-10' });
    await live('2027-03-20T09:10:00Z');
    expect(await plan()).toEqual([
      { kind: 'reminder-1', state: 'planned', day: '2027-05-14', round: 2 }, { kind: 'reminder-2', state: 'planned', day: '2027-05-21', round: 0 },
      { kind: 'practical', state: 'planned', day: '2027-06-09', round: 0 }, { kind: 'follow-up', state: 'planned', day: '2027-06-11', round: 0 },
    ]);
    await live('2027-05-14T08:00:00Z');
    expect(await app.sql(`select revision, count(*)::int as mails from outgoing_mail where kind = 'reminder-1' group by 1 order by 1`)).toEqual([{ revision: 0, mails: 1 }, { revision: 2, mails: 6 }]);
  });
});
