import type { EntityManager } from 'typeorm';
import type { Envelope, Whose } from './incoming-mail.js';

/** A mail that waits, in the hands of this process. */
export interface TakenIn {
  id: string;
  raw: Buffer;
  /** Of the whole mail; more than what is kept when it was too large. */
  bytes: number;
  recipient: string;
  envelopeFrom: string;
  receivedAt: Date;
  /** Rises whenever somebody takes the mail; a former owner settles nothing any more. */
  attempt: number;
}

/** Says whether it was not there yet. As worker. */
export async function insertIncoming(tx: EntityManager, { raw, digest, size, now }: { raw: Buffer; digest: Buffer; size: number; now: Date }, { from, to, via }: Envelope): Promise<boolean> {
  const rows: object[] = await tx.query(
    `insert into incoming_mail (digest, recipient, envelope_from, raw, bytes, via, received_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (digest, recipient) do nothing returning id`,
    [digest, to.toLowerCase(), from, raw, size, via, now],
  );
  return rows.length > 0;
}

/** Takes waiting mails, oldest first; who died with one in hand leaves it to others after a while that grows with every try. As worker. */
export async function takeWaiting(tx: EntityManager, most: number): Promise<TakenIn[]> {
  const [rows] = await tx.query<[TakenIn[], number]>(
    `update incoming_mail m set attempt = m.attempt + 1, lease_until = clock_timestamp() + make_interval(mins => least((m.attempt + 1) * (m.attempt + 1), 60))
     where m.id = any(array(
       select id from incoming_mail where state = 'waiting' and (lease_until is null or lease_until < clock_timestamp()) order by id limit $1 for update skip locked))
     returning m.id, m.raw, m.bytes, m.recipient, m.envelope_from as "envelopeFrom", m.received_at as "receivedAt", m.attempt`,
    [most],
  );
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What became of a mail, and whose it is when its bytes are to be kept. */
export interface Settlement {
  quarantinedFor: Pick<Whose, 'organisationId' | 'invitationId'> | null;
  reason: string;
  now: Date;
}

/** Settles a mail. The bytes of what is quarantined stay, with whose they are, so that they go when that guest or its sender is erased; of all others only the digest. False when somebody else has it by now. As worker. */
export async function settleIncoming(tx: EntityManager, { id, attempt }: Pick<TakenIn, 'id' | 'attempt'>, { quarantinedFor, reason, now }: Settlement): Promise<boolean> {
  const [, settled] = await tx.query<[unknown, number]>(
    `update incoming_mail set state = case when $3::uuid is null then 'done' else 'quarantined' end, organisation_id = $3, invitation_id = $4, reason = $5, settled_at = $6, lease_until = null,
       raw = case when $3 is not null then raw end, envelope_from = case when $3 is null then '' else envelope_from end
     where id = $1 and attempt = $2 and state = 'waiting'`,
    [id, attempt, quarantinedFor?.organisationId ?? null, quarantinedFor?.invitationId ?? null, reason, now],
  );
  return settled === 1;
}

/** The mails of ours with these ids, in whatever organisation, by id. As worker. */
export async function whoseMails(tx: EntityManager, ids: string[]): Promise<Map<string, Whose>> {
  const found = await tx.query<Whose[]>(
    'select organisation_id as "organisationId", meeting_id as "meetingId", invitation_id as "invitationId", id as "outgoingMailId", lower(to_address) as address from outgoing_mail where id = any($1)',
    [ids],
  );
  return new Map(found.map((whose) => [whose.outgoingMailId!, whose]));
}

/** The invitations with these ids, in whatever organisation, by id. As worker. */
export async function whoseInvitations(tx: EntityManager, ids: string[]): Promise<Map<string, Whose>> {
  const found = await tx.query<Whose[]>(
    `select distinct on (invitation_id) organisation_id as "organisationId", meeting_id as "meetingId", invitation_id as "invitationId", null as "outgoingMailId", null as address
     from personal_link where invitation_id = any($1) and purpose = 'answer' order by invitation_id`,
    [ids],
  );
  return new Map(found.map((whose) => [whose.invitationId!, whose]));
}
