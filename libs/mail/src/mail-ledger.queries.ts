import { type Prepared, runPrepared } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { LedgerLine, LedgerPage, MailKindCount } from './outgoing-mail.js';

/** One recipient on the way into the ledger; names are those of the columns. */
export interface LedgerRow {
  invitation_id: string | null;
  recipient_key: string;
  revision: number;
  to_address: string;
  to_name: string;
  /** Hexadecimal. */
  address_hash: string;
  values: object;
  links: object;
  calendar: object | null;
  message_id: string;
  state: 'queued' | 'failed';
  reason: string | null;
}

/** What the rows of one mailing have in common. */
export interface MailingRow {
  organisationId: string;
  meetingId: string | null;
  kind: string;
  variant: string;
  content: object;
  now: Date;
  notBefore: Date;
  held: boolean;
}

/**
 * The logical key decides which recipients are new; prepared, because a confirmation is written with every answer (G7). What somebody wants to
 * see first becomes a draft: the meeting's own choice, else that of the organisation (docs/decisions/0021). So does what is held, with its reason.
 * What would go to an address from which mail comes back is withdrawn at once.
 */
const INSERT_MAILING: Prepared = {
  name: 'insert-mailing',
  text: `
    with review as (
      select $3 = any (kinds) as first from mail_review
      where organisation_id = $1 and $2::uuid is not null and (meeting_id = $2 or meeting_id is null) order by meeting_id nulls last limit 1
    ), made as (
      insert into mailing (organisation_id, meeting_id, kind, variant, content, created_at) values ($1, $2, $3, $4, $5, $6) returning id
    ), added as (
      insert into outgoing_mail (organisation_id, mailing_id, meeting_id, kind, invitation_id, recipient_key, revision, to_address, to_name,
                                 address_hash, "values", links, calendar, message_id, state, drafted, reason, next_try_at, created_at)
      select $1, made.id, $2, $3, r.invitation_id, r.recipient_key, r.revision, r.to_address, r.to_name,
             decode(r.address_hash, 'hex'), r."values", r.links, r.calendar, r.message_id,
             case when u.kind is not null then 'withdrawn' when r.state = 'queued' and (review.first or $9) then 'draft' else r.state end,
             r.state = 'queued' and ($9 or coalesce(review.first, false)), case when u.kind is not null then 'undeliverable' when r.state = 'queued' and $9 then 'blocked' else r.reason end, $8, $6
      from made left join review on true, jsonb_to_recordset($7::jsonb) as r(invitation_id uuid, recipient_key text, revision int, to_address text, to_name text,
             address_hash text, "values" jsonb, links jsonb, calendar jsonb, message_id text, state text, reason text)
        left join undeliverable_address u on u.organisation_id = $1 and u.address_hash = decode(r.address_hash, 'hex') and $3 <> 'test'
      on conflict (organisation_id, meeting_id, recipient_key, kind, revision, copy) do nothing
      returning state, invitation_id, to_address
    ) select made.id, (select count(*)::int from added) as written,
        (select jsonb_agg(jsonb_build_object('id', invitation_id, 'address', to_address)) from added where state = 'withdrawn') as lost from made`,
};

/** Writes a mailing with all its recipients in one statement; says how many were not in the ledger yet. */
export async function insertMailing(tx: EntityManager, mailing: MailingRow, rows: LedgerRow[]): Promise<number> {
  const { organisationId, meetingId, kind, variant, content, now, notBefore, held } = mailing;
  const values = [organisationId, meetingId, kind, variant, JSON.stringify(content), now, JSON.stringify(rows), notBefore, held];
  const [{ id, written, lost }] = (await runPrepared<InsertedMailing>(tx, INSERT_MAILING, values)) as [InsertedMailing];
  if (written === 0) await tx.query('delete from mailing where organisation_id = $1 and id = $2', [organisationId, id]);
  if (lost !== null) await noteLost(tx, organisationId, lost);
  return written;
}

interface InsertedMailing {
  id: string;
  written: number;
  /** Invitations whose mail was withdrawn, because it would come back. */
  lost: { id: string | null; address: string }[] | null;
}

async function noteLost(tx: EntityManager, organisationId: string, lost: { id: string | null; address: string }[]): Promise<void> {
  await tx.query(
    `update invitation i set state = 'bounced' from jsonb_to_recordset($2::jsonb) as l(id uuid, address text)
     where i.organisation_id = $1 and i.id = l.id and lower(i.email) = lower(l.address) and i.state in ('queued', 'sent')`,
    [organisationId, JSON.stringify(lost)],
  );
}

/** How many mails without a meeting stand in which state: a handful, so they are counted. */
export async function countWithoutMeeting(tx: EntityManager, organisationId: string): Promise<MailKindCount[]> {
  return tx.query('select kind, state, count(*)::int as mails from outgoing_mail where organisation_id = $1 and meeting_id is null group by 1, 2 order by 1, 2', [organisationId]);
}

/** One page of a meeting's ledger, or of the mails without a meeting, oldest first, by key; one line more than asked for when there is a next page. */
export async function ledgerLines(tx: EntityManager, organisationId: string, meetingId: string | null, page: LedgerPage & { limit: number }): Promise<LedgerLine[]> {
  return tx.query(
    `select id, kind, invitation_id as "invitationId", to_name as name, to_address as address, state, reason, attempt,
            created_at as "createdAt", sent_at as "sentAt", next_try_at as "nextTryAt", message_id as "messageId", bounce_kind as "bounceKind", bounce_text as "bounceText"
     from outgoing_mail
     where organisation_id = $1 and (meeting_id = $2 or ($2::uuid is null and meeting_id is null)) and ($3::uuid is null or id > $3) and ($4::text is null or kind = $4) and ($5::text is null or state = $5)
       and ($7::text is null or strpos(lower(to_name || ' ' || to_address), lower($7)) > 0)
     order by id limit $6`,
    [organisationId, meetingId, page.after, page.kind, page.state, page.limit + 1, page.person],
  );
}

/** Seconds that the oldest due mail of all organisations is waiting; needs the worker's view of the ledger. */
export async function ledgerLag(tx: EntityManager, now: Date): Promise<number> {
  const [{ lag }] = await tx.query(
    `select coalesce(extract(epoch from $1::timestamptz - min(next_try_at)), 0)::float as lag
     from outgoing_mail where state in ('queued', 'deferred') and next_try_at <= $1`,
    [now],
  );
  return lag;
}
