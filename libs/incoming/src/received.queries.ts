import type { EntityManager } from 'typeorm';
import type { Filing } from './incoming-file.js';
import type { IncomingVerdict, ReceivedKind, Whose } from './incoming-mail.js';

/** Keeps what an organisation gets to see of a mail. */
export async function insertReceived(tx: EntityManager, { id, receivedAt, about, filing }: { id: string; receivedAt: Date; about: Whose; filing: Filing }): Promise<void> {
  const { organisationId, meetingId, invitationId, outgoingMailId } = about;
  const { kind, verdict, reason, from, subject, body, absentUntil } = filing;
  await tx.query(
    `insert into received_mail (id, organisation_id, meeting_id, invitation_id, outgoing_mail_id, kind, verdict, reason, from_address, subject, body, absent_until, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [id, organisationId, meetingId, invitationId, outgoingMailId, kind, verdict, reason, from, subject, body, absentUntil, receivedAt],
  );
}

/** One mail that came in, as a list shows it. */
export interface ReceivedLine {
  id: string;
  meetingId: string | null;
  invitationId: string | null;
  /** Who was invited; not necessarily who wrote. */
  guest: string | null;
  kind: ReceivedKind;
  verdict: IncomingVerdict;
  /** Dutch sentence. */
  reason: string;
  from: string | null;
  subject: string | null;
  absentUntil: string | null;
  receivedAt: Date;
  seenAt: Date | null;
}

/** Which part of the list, newest first. `after` is the id of the last line already read. */
export interface ReceivedPage {
  meetingId: string | null;
  invitationId: string | null;
  kind: ReceivedKind | null;
  verdict: IncomingVerdict | null;
  after: string | null;
  limit: number;
}

const LINE = `r.id, r.meeting_id as "meetingId", r.invitation_id as "invitationId", i.display_name as guest, r.kind, r.verdict, r.reason, r.from_address as "from", r.subject,
  r.absent_until::text as "absentUntil", r.received_at as "receivedAt", r.seen_at as "seenAt"`;

/** One line more than asked for when there is a next page. */
export async function receivedLines(tx: EntityManager, organisationId: string, { meetingId, invitationId, kind, verdict, after, limit }: ReceivedPage): Promise<ReceivedLine[]> {
  return tx.query(
    `select ${LINE} from received_mail r left join invitation i on i.organisation_id = $1 and i.id = r.invitation_id
     where r.organisation_id = $1 and ($2::uuid is null or r.meeting_id = $2) and ($3::uuid is null or r.invitation_id = $3) and ($4::text is null or r.kind = $4)
       and ($5::text is null or r.verdict = $5) and ($6::uuid is null or r.id < $6)
     order by r.id desc limit $7`,
    [organisationId, meetingId, invitationId, kind, verdict, after, limit + 1],
  );
}

/** One mail with its text. */
export interface ReceivedText extends ReceivedLine {
  body: string | null;
}

export async function receivedText(tx: EntityManager, { organisationId, meetingId, id }: { organisationId: string; meetingId: string; id: string }): Promise<ReceivedText | undefined> {
  const [found] = await tx.query<ReceivedText[]>(
    `select ${LINE}, r.body from received_mail r left join invitation i on i.organisation_id = $1 and i.id = r.invitation_id where r.organisation_id = $1 and r.meeting_id = $2 and r.id = $3`,
    [organisationId, meetingId, id],
  );
  return found;
}

/** Notes that somebody has read a mail; the first time counts. */
export async function markSeen(tx: EntityManager, { organisationId, id }: { organisationId: string; id: string }, now: Date): Promise<void> {
  await tx.query('update received_mail set seen_at = coalesce(seen_at, $3) where organisation_id = $1 and id = $2', [organisationId, id, now]);
}
