import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, dayInAmsterdam, DomainError, instantInAmsterdam, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DatePoll, mayPoll } from './date-poll.entity.js';
import type { AskDates } from './date-poll-input.js';
import { insertBallots, insertOptions, latestPoll, optionsOf } from './date-poll.queries.js';
import { type PollBoard, PollBoards } from './poll-board.js';
import { PollMails } from './poll-mails.js';

const END_OF_DAY = '23:59';

/** Asking which dates people can make: an organiser begins a poll, reminds, and closes it. Guests answer by `PollAnswers`. */
@Injectable()
export class DatePolls {
  constructor(
    private readonly db: TenantDatabase,
    private readonly boards: PollBoards,
    private readonly mails: PollMails,
    private readonly clock: Clock,
  ) {}

  /** The newest poll of a meeting and how it stands; the same number of queries however many people were asked. @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<PollBoard> {
    return this.db.transaction(actor, async (tx) => this.boards.of(tx, await loadMeeting(tx, meetingId)));
  }

  /**
   * Begins a poll, and mails everybody who is asked: all of it, or nothing.
   * @throws DomainError `input.invalid` with a sentence per field, `date-poll.already-open`, `date-poll.nobody`, `date-poll.wrong-state`, `mail.blocked`, `meeting.not-found`
   */
  async ask(actor: Actor, meetingId: string, input: AskDates): Promise<PollBoard> {
    const board = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      const slots = this.checked(input);
      const before = await this.makeRoom(tx, meeting);
      const poll = await tx.save(this.pollOf(actor, meeting, { ...input, ...slots, mailRevision: before === null ? 0 : before.mailRevision + 1 }));
      const which = { organisationId: actor.organisationId, pollId: poll.id };
      await insertOptions(tx, which, slots.dates);
      if ((await insertBallots(tx, { ...which, meetingId, everyone: input.everyone })) === 0) throw new DomainError('date-poll.nobody');
      const { written } = await this.mails.write(tx, actor, { meeting, poll, options: await optionsOf(tx, which), reminder: false });
      await audit(tx, actor, 'date-poll.asked', { kind: 'meeting', id: meetingId }, { dates: slots.dates.length, people: written });
      return this.boards.of(tx, meeting);
    });
    await this.mails.wake(actor.organisationId);
    return board;
  }

  /** Mails those of whom there is no answer, once a day at most; says how many. @throws DomainError `date-poll.not-found`, `date-poll.not-open`, `date-poll.mailed-today`, `date-poll.all-answered`, `mail.blocked` */
  async remind(actor: Actor, meetingId: string): Promise<{ reminded: number }> {
    const reminded = await this.db.transaction(actor, async (tx) => {
      const { meeting, poll } = await this.openPoll(tx, actor, meetingId);
      const now = this.clock.now();
      if (dayInAmsterdam(poll.mailedAt) >= dayInAmsterdam(now)) throw new DomainError('date-poll.mailed-today');
      Object.assign(poll, { mailRevision: poll.mailRevision + 1, mailedAt: now });
      const { written } = await this.mails.write(tx, actor, { meeting, poll, options: await optionsOf(tx, { organisationId: actor.organisationId, pollId: poll.id }), reminder: true });
      if (written === 0) throw new DomainError('date-poll.all-answered');
      await tx.save(poll);
      await audit(tx, actor, 'date-poll.reminded', { kind: 'meeting', id: meetingId }, { people: written });
      return written;
    });
    await this.mails.wake(actor.organisationId);
    return { reminded };
  }

  /** An organiser closes the poll: nobody can answer any more. @throws DomainError `date-poll.not-found`, `date-poll.not-open`, `meeting.not-found` */
  async stop(actor: Actor, meetingId: string): Promise<PollBoard> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      const poll = await latestPoll(tx, { organisationId: actor.organisationId, meetingId }, true);
      if (!poll) throw new DomainError('date-poll.not-found');
      if (poll.closedAt !== null) throw new DomainError('date-poll.not-open');
      await this.close(tx, actor, meetingId);
      return this.boards.of(tx, meeting);
    });
  }

  /**
   * Closes the poll of a meeting if it has one, in the transaction of the caller. Whoever gives a meeting another date may call this; without it the poll ends all the
   * same (`DatePoll.stateAt`).
   */
  async close(tx: EntityManager, actor: Actor, meetingId: string): Promise<void> {
    const { affected } = await tx.createQueryBuilder().update(DatePoll).set({ closedAt: this.clock.now(), closedBy: actor.name }).where('organisationId = :organisationId and meetingId = :meetingId and closedAt is null', { organisationId: actor.organisationId, meetingId }).execute();
    if (affected) await audit(tx, actor, 'date-poll.closed', { kind: 'meeting', id: meetingId });
  }

  /** A poll that nobody can answer any more makes room for the next; gives the newest one there was. */
  private async makeRoom(tx: EntityManager, meeting: Meeting): Promise<DatePoll | null> {
    if (!mayPoll(meeting)) throw new DomainError('date-poll.wrong-state');
    const before = await latestPoll(tx, { organisationId: meeting.organisationId, meetingId: meeting.id }, true);
    const now = this.clock.now();
    if (before?.stateAt(now, meeting) === 'open') throw new DomainError('date-poll.already-open');
    if (before?.closedAt === null) await tx.save(Object.assign(before, { closedAt: now, closedBy: 'Bijeen' }));
    return before;
  }

  private async openPoll(tx: EntityManager, { organisationId }: Actor, meetingId: string): Promise<{ meeting: Meeting; poll: DatePoll }> {
    const meeting = await loadMeeting(tx, meetingId, true);
    const poll = await latestPoll(tx, { organisationId, meetingId }, true);
    if (!poll) throw new DomainError('date-poll.not-found');
    if (poll.stateAt(this.clock.now(), meeting) !== 'open') throw new DomainError('date-poll.not-open');
    return { meeting, poll };
  }

  private pollOf(actor: Actor, meeting: Meeting, { deadlineAt, mailRevision, everyone, introduction }: { deadlineAt: Date; mailRevision: number; everyone: boolean; introduction?: string | undefined }): DatePoll {
    const now = this.clock.now();
    return Object.assign(new DatePoll(), {
      organisationId: actor.organisationId, meetingId: meeting.id, meetingStartsAt: meeting.startsAt, introduction: introduction ?? null, deadline: deadlineAt, everyone, mailRevision,
      mailedAt: now, createdBy: actor.name, createdAt: now, closedAt: null, closedBy: null,
    });
  }

  /** From wall clock to instants. @throws DomainError `input.invalid` for what is past or does not exist (R14) */
  private checked({ options, deadline }: AskDates): { dates: { startsAt: Date; endsAt: Date }[]; deadlineAt: Date } {
    const now = this.clock.now();
    const problems: Record<string, string> = {};
    const instant = (field: string, day: string, time: string): Date => {
      try {
        return instantInAmsterdam(day, time);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        problems[field] = error.message;
        return now;
      }
    };
    const dates = options.map(({ day, from, to }, place) => ({ startsAt: instant(`options.${place}.from`, day, from), endsAt: instant(`options.${place}.to`, day, to) }));
    dates.forEach(({ startsAt }, place) => {
      if (startsAt <= now && problems[`options.${place}.from`] === undefined) problems[`options.${place}.day`] = 'Deze datum is al geweest. Kies een datum die nog komt.';
    });
    const deadlineAt = instant('deadline', deadline, END_OF_DAY);
    const first = options.map(({ day }) => day).filter((day) => day >= dayInAmsterdam(now)).sort()[0];
    if (deadline < dayInAmsterdam(now)) problems['deadline'] = 'Deze dag is al geweest. Kies een dag die nog komt.';
    else if (first !== undefined && deadline >= first) problems['deadline'] = 'Antwoorden moet kunnen vóór de eerste datum. Kies een eerdere dag.';
    if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
    return { dates, deadlineAt };
  }
}
