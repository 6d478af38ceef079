import type { AnswerOrigin, Invitation } from '@bijeen/invitations';
import type { EntityManager } from 'typeorm';
import type { KeptReply } from './calendar-replies.queries.js';

/** A reply as an organiser sees it. */
export interface ReplyLine extends Omit<KeptReply, 'organisationId' | 'meetingId' | 'sequence'> {
  guest: string;
  /** What counts now. */
  answer: Invitation['answer'];
  settledAt: Date | null;
  settledBy: string | null;
  outcome: 'taken' | 'dismissed' | null;
}

/** One answer as it was kept. */
export interface HistoryLine {
  answer: Invitation['answer'];
  origin: AnswerOrigin;
  recordedBy: string;
  at: Date;
}

const LINE = `
  select r.id, r.invitation_id as "invitationId", r.verdict, r.reason, r.partstat, r.said_at as "saidAt", r.received_at as "receivedAt", r.by_name as "byName", r.by_address as "byAddress",
    r.delegated_to as "delegatedTo", r.comment, r.proposed_start as "proposedStart", r.proposed_end as "proposedEnd", r.awaits, r.settled_at as "settledAt", r.settled_by as "settledBy", r.outcome,
    i.display_name as guest, i.answer
  from calendar_reply r join invitation i on i.organisation_id = r.organisation_id and i.id = r.invitation_id`;

/** What awaits an organiser, oldest first. */
export async function awaitingReplies(tx: EntityManager, organisationId: string, meetingId: string, limit: number): Promise<ReplyLine[]> {
  return tx.query(`${LINE} where r.organisation_id = $1 and r.meeting_id = $2 and r.awaits order by r.received_at, r.id limit $3`, [organisationId, meetingId, limit]);
}

export async function countAwaiting(tx: EntityManager, organisationId: string, meetingId: string): Promise<number> {
  const [{ replies }] = await tx.query<[{ replies: number }]>('select count(*)::int as replies from calendar_reply where organisation_id = $1 and meeting_id = $2 and awaits', [organisationId, meetingId]);
  return replies;
}

/** Everything that one guest's calendar sent, newest first. */
export async function repliesOf(tx: EntityManager, organisationId: string, invitationId: string): Promise<ReplyLine[]> {
  return tx.query(`${LINE} where r.organisation_id = $1 and r.invitation_id = $2 order by r.received_at desc, r.id desc limit 100`, [organisationId, invitationId]);
}

export async function historyOf(tx: EntityManager, organisationId: string, invitationId: string): Promise<HistoryLine[]> {
  return tx.query(`select answer, origin, recorded_by as "recordedBy", at from answer_history where organisation_id = $1 and invitation_id = $2 order by at desc, id desc limit 100`, [organisationId, invitationId]);
}

/** One reply of this meeting. */
export async function findReply(tx: EntityManager, { organisationId, meetingId, id }: { organisationId: string; meetingId: string; id: string }): Promise<ReplyLine | undefined> {
  const [line] = await tx.query<ReplyLine[]>(`${LINE} where r.organisation_id = $1 and r.meeting_id = $2 and r.id = $3`, [organisationId, meetingId, id]);
  return line;
}

/** Says whether it still awaited somebody: of two organisers who press at once, one did it. */
export async function settleReply(tx: EntityManager, { organisationId, id }: { organisationId: string; id: string }, { outcome, by, now }: { outcome: 'taken' | 'dismissed'; by: string; now: Date }): Promise<boolean> {
  const [, settled] = await tx.query<[unknown, number]>(
    'update calendar_reply set awaits = false, outcome = $3, settled_by = $4, settled_at = $5 where organisation_id = $1 and id = $2 and awaits',
    [organisationId, id, outcome, by, now],
  );
  return settled === 1;
}
