import { type GuestConsequences, MoveGuests, type MoveKind } from '@bijeen/invitations';
import { loadMeeting, Meeting, MeetingsService } from '@bijeen/meetings';
import { type Actor, Clock, clockTime, DomainError, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailPlanService, type MovedPlan } from './mail-plan.service.js';
import { keepMove, noteConsequences, waitingMove } from './moves.queries.js';
import type { MoveWish, Reschedule } from './moves-input.js';

/** The mails of a move wait this long, so that it can be taken back. */
export const UNDO_MINUTES = 10;
const UNDO_MS = UNDO_MINUTES * 60_000;

/** Everything that a move brings about. */
export interface MoveConsequences extends GuestConsequences {
  kind: MoveKind;
  /** Mails of the plan that get another moment, or stand still. */
  planned: MovedPlan[];
}

/** What was done. */
export interface MovedMeeting {
  meeting: Meeting;
  consequences: MoveConsequences;
  /** So many people get a mail about it. */
  told: number;
  /** When those mails leave; until then it can be taken back. */
  leavesAt: Date;
}

/**
 * Moves a meeting to another date, postpones or cancels it, each in one transaction of as many statements for five thousand guests as for one
 * (docs/decisions/0013). It counts at once; the mails leave ten minutes later.
 */
@Injectable()
export class MeetingMoves {
  constructor(
    private readonly db: TenantDatabase,
    private readonly meetings: MeetingsService,
    private readonly mailPlan: MailPlanService,
    private readonly guests: MoveGuests,
    private readonly clock: Clock,
  ) {}

  /** What a move would bring about now; changes nothing. @throws DomainError as the move itself */
  async preview(actor: Actor, meetingId: string, wish: MoveWish): Promise<{ meeting: Meeting; consequences: MoveConsequences }> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      await refuseWhileWaiting(tx, meeting, this.clock.now());
      const changed = Object.assign(new Meeting(), meeting);
      this.apply(changed, actor, wish);
      const planned = await this.mailPlan.foresee(tx, changed, wish.kind === 'reschedule');
      return { meeting, consequences: { kind: wish.kind, ...(await this.guests.foresee(tx, actor, meetingId, wish.kind)), planned } };
    });
  }

  /**
   * Another date: what people had answered is history, and everybody is asked again.
   * @throws DomainError as `Meeting.reschedule`, `mail.blocked`, `meeting.move-waiting`, `meeting.not-found`
   */
  async reschedule(actor: Actor, meetingId: string, wish: Reschedule): Promise<MovedMeeting> {
    return this.move(actor, meetingId, 'reschedule', wish.reason, async (tx, meeting) => this.meetings.reschedule(tx, actor, meeting, wish));
  }

  /** No date for now. @throws DomainError as `Meeting.moveTo`, `mail.blocked`, `meeting.move-waiting`, `meeting.not-found` */
  async postpone(actor: Actor, meetingId: string, reason: string): Promise<MovedMeeting> {
    return this.move(actor, meetingId, 'postpone', reason, async (tx, meeting) => this.meetings.move(tx, actor, meeting, { to: 'postponed', reason }));
  }

  /** It does not take place. @throws DomainError as `Meeting.moveTo`, `mail.blocked`, `meeting.move-waiting`, `meeting.not-found` */
  async cancel(actor: Actor, meetingId: string, reason: string): Promise<MovedMeeting> {
    return this.move(actor, meetingId, 'cancel', reason, async (tx, meeting) => this.meetings.move(tx, actor, meeting, { to: 'cancelled', reason }));
  }

  private apply(meeting: Meeting, actor: Actor, wish: MoveWish): void {
    const move = { now: this.clock.now(), reason: 'vooraf bekeken' };
    if (wish.kind === 'reschedule') meeting.reschedule(wish, actor, move);
    else meeting.moveTo(wish.kind === 'postpone' ? 'postponed' : 'cancelled', actor, move);
  }

  /** The sender stands still first, then the meeting is locked, then its guests: what was and who knows is read before anything changes. */
  private async move(actor: Actor, meetingId: string, kind: MoveKind, reason: string, change: (tx: EntityManager, meeting: Meeting) => Promise<void>): Promise<MovedMeeting> {
    return this.db.transaction(actor, async (tx) => {
      await this.guests.holdSender(tx, actor);
      const meeting = await loadMeeting(tx, meetingId, true);
      const at = this.clock.now();
      await refuseWhileWaiting(tx, meeting, at);
      const leavesAt = new Date(at.getTime() + UNDO_MS);
      const wasPostponed = meeting.state === 'postponed';
      const id = await keepMove(tx, meeting, { kind, reason: reason.trim(), leavesAt, movedBy: actor.name, at });
      const which = { id, organisationId: actor.organisationId, meetingId: meeting.id, kind };
      await this.guests.keep(tx, which);
      await change(tx, meeting);
      const planned = kind === 'reschedule' ? await this.mailPlan.moveToNewDate(tx, meeting) : await this.mailPlan.foresee(tx, meeting, false);
      const consequences = { kind, ...(await this.guests.carryOut(tx, actor, { ...which, meeting, wasPostponed, notBefore: leavesAt })), planned };
      await noteConsequences(tx, { ...which, revision: meeting.revision, toStartsAt: kind === 'reschedule' ? meeting.startsAt : null }, consequences);
      return { meeting, consequences, told: consequences.mails.reduce((sum, { people }) => sum + people, 0), leavesAt };
    });
  }
}

/** One move at a time: its mails have left or were taken back before the next. @throws DomainError `meeting.move-waiting` */
export async function refuseWhileWaiting(tx: EntityManager, meeting: Pick<Meeting, 'organisationId' | 'id' | 'firstInvitedAt'>, now: Date): Promise<void> {
  if (!meeting.firstInvitedAt) return;
  const waiting = await waitingMove(tx, meeting.organisationId, meeting.id, now);
  if (waiting) throw new DomainError('meeting.move-waiting', { time: clockTime(waiting.leavesAt) });
}
