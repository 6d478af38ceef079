import type { Partstat } from '@bijeen/calendar';
import type { EntityManager } from 'typeorm';
import type { IncomingVerdict } from './incoming-mail.js';
import type { ReplyReason } from './reply-verdicts.js';

/** A reply from a calendar as it is kept. */
export interface KeptReply {
  /** The mail that it came in. */
  id: string;
  organisationId: string;
  meetingId: string;
  invitationId: string;
  verdict: IncomingVerdict;
  reason: ReplyReason;
  partstat: Partstat;
  sequence: number;
  saidAt: Date;
  receivedAt: Date;
  byName: string | null;
  byAddress: string;
  delegatedTo: string | null;
  comment: string | null;
  proposedStart: Date | null;
  proposedEnd: Date | null;
  /** An organiser has still to look at it. */
  awaits: boolean;
}

/** What became of this mail before; undefined when nobody has looked at it yet. */
export async function replyOfMail(tx: EntityManager, organisationId: string, id: string): Promise<ReplyReason | undefined> {
  const [row] = await tx.query<{ reason: ReplyReason }[]>('select reason from calendar_reply where organisation_id = $1 and id = $2', [organisationId, id]);
  return row?.reason;
}

/** Where this guest can be reached, and the UIDs that the item had before. */
export async function knownOf(tx: EntityManager, organisationId: string, invitationId: string): Promise<{ addresses: string[]; formerUids: string[] }> {
  const [row] = await tx.query<[{ addresses: string[]; formerUids: string[] }]>(
    `select array_remove(array[lower(i.email), c.email_key], null) as addresses,
       array(select distinct substring(replace(o.calendar->>'ics', E'\\r\\n ', '') from E'\\nUID:([^\\r\\n]+)') from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = $2 and o.calendar is not null) as "formerUids"
     from invitation i join contact c on c.organisation_id = i.organisation_id and c.id = i.contact_id
     where i.organisation_id = $1 and i.id = $2`,
    [organisationId, invitationId],
  );
  return row;
}

/** Whether the very same was said before, in another mail. */
export async function saidBefore(tx: EntityManager, { organisationId, invitationId, byAddress, partstat, sequence, saidAt, reason }: KeptReply): Promise<boolean> {
  const rows: object[] = await tx.query(
    `select from calendar_reply where organisation_id = $1 and invitation_id = $2 and by_address = $3 and partstat = $4 and sequence = $5 and said_at = $6 and (reason = 'proposal') = $7 limit 1`,
    [organisationId, invitationId, byAddress, partstat, sequence, saidAt, reason === 'proposal'],
  );
  return rows.length > 0;
}

/** Keeps a reply. */
export async function insertReply(tx: EntityManager, reply: KeptReply): Promise<void> {
  const { id, organisationId, meetingId, invitationId, verdict, reason, partstat, sequence, saidAt, receivedAt, byName, byAddress, delegatedTo, comment, proposedStart, proposedEnd, awaits } = reply;
  await tx.query(
    `insert into calendar_reply (id, organisation_id, meeting_id, invitation_id, verdict, reason, partstat, sequence, said_at, received_at, by_name, by_address, delegated_to, comment, proposed_start, proposed_end, awaits)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [id, organisationId, meetingId, invitationId, verdict, reason, partstat, sequence, saidAt, receivedAt, byName, byAddress, delegatedTo, comment, proposedStart, proposedEnd, awaits],
  );
}
