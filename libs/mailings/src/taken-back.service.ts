import { type SinceMove, UndoneGuests } from '@bijeen/invitations';
import { MailLedger } from '@bijeen/mail';
import { loadMeeting, MEETING_STATE_TEXTS, type Meeting, MeetingTransition } from '@bijeen/meetings';
import { type Actor, audit, Clock, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { endWaiting, type FormerDate, formerDate, latestMove, type MeetingMove, restoreMeeting, waitingMove } from './moves.queries.js';

/** A move whose mails have not left yet. */
export type WaitingMeetingMove = Pick<MeetingMove, 'kind' | 'reason' | 'fromStartsAt' | 'toStartsAt' | 'leavesAt' | 'movedBy' | 'at'> & SinceMove;

/** The minutes between a move and its mails: taking it back, or not waiting any longer (docs/decisions/0013). */
@Injectable()
export class TakenBackMoves {
  constructor(
    private readonly db: TenantDatabase,
    private readonly guests: UndoneGuests,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** The move of which the mails still wait; null when there is none. @throws DomainError `meeting.not-found` */
  async waiting(actor: Tenant, meetingId: string): Promise<WaitingMeetingMove | null> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const move = await waitingMove(tx, actor.organisationId, meeting.id, this.clock.now());
      if (!move) return null;
      const { kind, reason, fromStartsAt, toStartsAt, leavesAt, movedBy, at } = move;
      return { kind, reason, fromStartsAt, toStartsAt, leavesAt, movedBy, at, ...(await this.guests.since(tx, move)) };
    });
  }

  /** The date that was, with who would have come; null when the meeting never moved. @throws DomainError `meeting.not-found` */
  async former(actor: Tenant, meetingId: string): Promise<FormerDate | null> {
    return this.db.transaction(actor, async (tx) => formerDate(tx, actor.organisationId, (await loadMeeting(tx, meetingId)).id));
  }

  /**
   * Everything stands as before the move, in one transaction. Answers that were given since stay; who comes by such an answer is told of the date.
   * @throws DomainError `meeting.nothing-to-undo`, `meeting.undo-too-late`, `meeting.undo-overtaken`, `meeting.not-found`
   */
  async undo(actor: Actor, meetingId: string): Promise<{ meeting: Meeting; told: number }> {
    const undone = await this.inWindow(actor, meetingId, async (tx, meeting, move) => {
      const { left, others, answered } = await this.guests.since(tx, move);
      if (left) throw new DomainError('meeting.undo-too-late');
      if (others) throw new DomainError('meeting.undo-overtaken');
      const now = this.clock.now();
      await this.guests.takeBack(tx, move);
      await restoreMeeting(tx, move, { keepRevision: answered > 0, by: actor.name, now });
      const told = await this.guests.settle(tx, move);
      const restored = await loadMeeting(tx, meeting.id);
      if (restored.state !== meeting.state) await tx.save(this.transition(actor, meeting, restored, now));
      await audit(tx, actor, 'meeting.move-undone', { kind: 'meeting', id: meeting.id }, { kind: move.kind, answered });
      return { meeting: restored, told };
    });
    await this.ledger.wake(actor.organisationId);
    return undone;
  }

  /** Lets the mails leave without waiting. Says how many. @throws DomainError `meeting.nothing-to-undo`, `meeting.undo-too-late`, `meeting.not-found` */
  async sendNow(actor: Actor, meetingId: string): Promise<number> {
    const mails = await this.inWindow(actor, meetingId, async (tx, meeting, move) => {
      const released = await this.guests.release(tx, move);
      await endWaiting(tx, move, this.clock.now());
      await audit(tx, actor, 'meeting.move-sent-now', { kind: 'meeting', id: meeting.id }, { kind: move.kind, mails: released });
      return released;
    });
    await this.ledger.wake(actor.organisationId);
    return mails;
  }

  private async inWindow<T>(actor: Actor, meetingId: string, work: (tx: EntityManager, meeting: Meeting, move: MeetingMove) => Promise<T>): Promise<T> {
    return this.db.transaction(actor, async (tx) => {
      await this.ledger.hold(tx, actor);
      const meeting = await loadMeeting(tx, meetingId, true);
      const move = await latestMove(tx, actor.organisationId, meeting.id);
      if (!move) throw new DomainError('meeting.nothing-to-undo');
      if (move.leavesAt <= this.clock.now()) throw new DomainError('meeting.undo-too-late');
      return work(tx, meeting, move);
    });
  }

  private transition(actor: Actor, { organisationId, id: meetingId, state: fromState }: Meeting, { state: toState }: Meeting, at: Date): MeetingTransition {
    const reason = `Ongedaan gemaakt: ${MEETING_STATE_TEXTS[fromState]}`;
    return Object.assign(new MeetingTransition(), { organisationId, meetingId, fromState, toState, reason, actorName: actor.name, at });
  }
}
