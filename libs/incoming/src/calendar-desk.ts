import { Answer, AnswerRecorder, lockInvitation } from '@bijeen/invitations';
import { MailLedger } from '@bijeen/mail';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, DomainError, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { awaitingReplies, countAwaiting, findReply, type HistoryLine, historyOf, repliesOf, type ReplyLine, settleReply } from './calendar-desk.queries.js';
import { type Conflict, conflictIn } from './conflict.js';
import { COMING_OF } from './judge-reply.js';

/** What comes in to settle a reply: it becomes the guest's answer, or nothing changes. */
export const SettleReply = z.object({ outcome: z.enum(['taken', 'dismissed'], { error: 'Kies taken of dismissed.' }) });
export type SettleReply = z.output<typeof SettleReply>;

/** Which reply, by the mail that it came in. */
export interface WhichReply {
  meetingId: string;
  replyId: string;
}

/** What one guest answered, in whatever way. */
export interface GuestReplies {
  history: HistoryLine[];
  replies: ReplyLine[];
  conflict: Conflict | null;
}

const MOST_SHOWN = 200;

/** The organiser's side of what calendars send: what is not sure waits here, and nothing is done with it by itself. */
@Injectable()
export class CalendarDesk {
  constructor(
    private readonly db: TenantDatabase,
    private readonly recorder: AnswerRecorder,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** What awaits somebody, oldest first. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, meetingId: string): Promise<{ meeting: Meeting; items: ReplyLine[] }> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      return { meeting, items: await awaitingReplies(tx, actor.organisationId, meeting.id, MOST_SHOWN) };
    });
  }

  /** How many replies await somebody. */
  async count(actor: Tenant, meetingId: string): Promise<number> {
    return this.db.transaction(actor, async (tx) => countAwaiting(tx, actor.organisationId, meetingId));
  }

  /** What one guest answered in whatever way, newest first, and whether two answers contradict each other. */
  async ofGuest(actor: Tenant, invitationId: string): Promise<GuestReplies> {
    if (!isUuid(invitationId)) throw new DomainError('invitation.not-found');
    return this.db.transaction(actor, async (tx) => {
      const history = await historyOf(tx, actor.organisationId, invitationId);
      const replies = await repliesOf(tx, actor.organisationId, invitationId);
      return { history, replies, conflict: conflictIn(history, replies) };
    });
  }

  /**
   * Makes a reply that was not sure the guest's answer after all, also after the closing date; the guest gets the usual confirmation.
   * @throws DomainError `calendar-reply.not-found`, `calendar-reply.settled`, `calendar-reply.no-answer`, and as `AnswerRecorder.give`
   */
  async takeOver(actor: Actor, which: WhichReply): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const reply = await this.find(tx, actor, which);
      const coming = reply.reason === 'proposal' ? undefined : COMING_OF[reply.partstat];
      if (coming === undefined) throw new DomainError('calendar-reply.no-answer');
      const answer = Answer.parse({ coming, remark: reply.comment });
      const found = await lockInvitation(tx, { organisationId: actor.organisationId, invitationId: reply.invitationId }, answer);
      if (!found) throw new DomainError('calendar-reply.not-found');
      await this.settle(tx, actor, which, 'taken');
      await this.recorder.give(tx, found, answer, { actor, origin: 'calendar', byOrganiser: true });
    });
    void this.ledger.wake(actor.organisationId);
  }

  /** Lets a reply be: somebody saw it, and the answer stays as it is. @throws DomainError `calendar-reply.not-found`, `calendar-reply.settled` */
  async dismiss(actor: Actor, which: WhichReply): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await this.find(tx, actor, which);
      await this.settle(tx, actor, which, 'dismissed');
    });
  }

  private async find(tx: EntityManager, { organisationId }: Tenant, { meetingId, replyId }: WhichReply): Promise<ReplyLine> {
    const reply = isUuid(meetingId) && isUuid(replyId) ? await findReply(tx, { organisationId, meetingId, id: replyId }) : undefined;
    if (!reply) throw new DomainError('calendar-reply.not-found');
    return reply;
  }

  private async settle(tx: EntityManager, actor: Actor, { replyId: id }: WhichReply, outcome: 'taken' | 'dismissed'): Promise<void> {
    if (!(await settleReply(tx, { organisationId: actor.organisationId, id }, { outcome, by: actor.name, now: this.clock.now() }))) throw new DomainError('calendar-reply.settled');
    await audit(tx, actor, `calendar-reply.${outcome}`, { kind: 'calendar-reply', id });
  }
}
