import type { Prepared, Tenant, TenantDatabase } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { MailKind, MailRecipient } from './mail-content.js';

/** A mail that this process must send now, as long as it keeps its lease. */
export interface TakenMail {
  id: string;
  /** Rises whenever somebody takes the mail. Every later write names it, so that a former owner can change nothing (fencing). */
  attempt: number;
  deferrals: number;
  mailingId: string;
  kind: MailKind;
  address: string;
  name: string;
  values: Record<string, string>;
  links: MailRecipient['links'];
  calendar: MailRecipient['calendar'];
  messageId: string;
}

/** What became of a mail. `sending` stands for "the answer never came": the lease ends, and recovery asks the relay. */
export interface MailReport {
  id: string;
  attempt: number;
  to: 'sent' | 'failed' | 'deferred' | 'queued' | 'sending';
  reason?: string;
  /** Milliseconds from now until the next try. */
  delay?: number;
  /** 1 when this counts towards giving up. */
  deferrals?: number;
  /** With `failed`: the code with which the relay said that the address does not exist (`550 5.1.1`). */
  refusal?: string;
}

/** Every turn at the ledger passes it; `MailLedger.hold` closes it. */
export const SENDING_GATE = 'sending';

/** A place in the queue of due mail. */
export interface QueuePlace {
  dueAt: string;
  id: string;
}
export const START_OF_QUEUE: QueuePlace = { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** One turn at the ledger: what became of mails, and how many new ones are wanted. */
export interface LedgerTurn {
  reports: MailReport[];
  /** Mails wanted, from behind this place in the queue. */
  wanted: number;
  after: QueuePlace;
  /** Receiving domains that get nothing at this moment. */
  notTo: string[];
  /** Who takes them. */
  holder: string;
  now: Date;
  /** Milliseconds that a taken mail is left alone without a sign of life. */
  lease: number;
}

/**
 * Reports and takes in one statement. Taking is the journal line (performance.md B7): from here on the message may be on its way, so stop
 * rules are asked now, and whoever looks at the same rows skips them. The state of the invitation follows the mail (product.md: queued, sent).
 * `is not distinct from` keeps the index of mails in flight out of it, whose dead entries grow with every mail (measured: 1,200 mails/s fell
 * to 300 after 10,000); the place in the queue does the same for the dead entries of what was sent before. `offset 0` asks the stop rules once
 * per mail: without it PostgreSQL writes them out at each of the four places that want the answer (measured: 2,600 mails/s against 3,800).
 */
const LEDGER_TURN: Prepared = {
  name: 'mail-ledger-turn',
  text: `
    with report as materialized (
      select * from jsonb_to_recordset($3::jsonb) as r(id uuid, attempt int, "to" text, reason text, delay float8, deferrals int)
    ), reported as (
      update outgoing_mail m
      set state = r."to", reason = r.reason, deferrals = m.deferrals + coalesce(r.deferrals, 0),
          next_try_at = coalesce($2::timestamptz + r.delay * interval '1 millisecond', m.next_try_at),
          attempted_at = case when r."to" not in ('deferred', 'queued') then m.attempted_at end,
          lease_until = case when r."to" = 'sending' then clock_timestamp() end,
          sent_at = case when r."to" = 'sent' then $2::timestamptz end
      from report r
      where m.organisation_id = $1 and m.id = any($4::uuid[]) and m.id = r.id and m.attempt = r.attempt and m.state is not distinct from 'sending'
      returning m.state, m.kind, m.invitation_id
    ), invited as (
      update invitation i set state = 'sent' from reported r
      where r.kind = 'invitation' and r.state = 'sent' and i.organisation_id = $1 and i.id = r.invitation_id and i.state = 'queued'
    ), taken as (
      update outgoing_mail m
      set (state, reason, lease_until, attempted_at) = (
            select case when stop is null then 'sending' else 'withdrawn' end, stop,
                   case when stop is null then clock_timestamp() + $8 * interval '1 millisecond' end, case when stop is null then clock_timestamp() end
            from (select stop from mail_stop_reason(m, $2) as rules(stop) offset 0) asked),
          attempt = m.attempt + 1, holder = $9
      where m.organisation_id = $1 and m.id = any(array(
        select id from outgoing_mail
        where organisation_id = $1 and state in ('queued', 'deferred') and next_try_at <= $2 and (next_try_at, id) > ($6::timestamptz, $7::uuid)
          and exists (select from mail_may_leave($1)) and split_part(to_address, '@', 2) <> all($10::text[])
        order by next_try_at, id limit $5 for update skip locked))
      returning m.*
    )
    select id, state, attempt, deferrals, mailing_id as "mailingId", kind, to_address as address, to_name as name, "values", links, calendar,
           message_id as "messageId", next_try_at::text as "dueAt"
    from taken order by next_try_at, id`,
};

/** Writes the reports and takes due mails, in a transaction of its own; a report on a mail that has another owner by now changes nothing. */
export async function ledgerTurn(db: TenantDatabase, tenant: Tenant, { reports, wanted, after, notTo, holder, now, lease }: LedgerTurn): Promise<(TakenMail & QueuePlace & { state: 'sending' | 'withdrawn' })[]> {
  return db.statement(tenant, LEDGER_TURN, [tenant.organisationId, now, JSON.stringify(reports), reports.map(({ id }) => id), wanted, after.dueAt, after.id, lease, holder, notTo], SENDING_GATE);
}

/** Gives back what `holder` took without knowing it: its mails in flight, except those it knows. Not one byte of them has left. */
export async function giveBackUnknown(tx: EntityManager, organisationId: string, { holder, known }: { holder: string; known: string[] }): Promise<void> {
  await tx.query(
    `update outgoing_mail set state = 'queued', lease_until = null, attempted_at = null
     where organisation_id = $1 and state = 'sending' and holder = $2 and lease_until > clock_timestamp() and id <> all ($3::uuid[])`,
    [organisationId, holder, known],
  );
}

/** A sign of life for mails in hand; says which of them are still ours. */
export async function renewLeases(tx: EntityManager, organisationId: string, mails: Pick<TakenMail, 'id' | 'attempt'>[], lease: number): Promise<{ id: string }[]> {
  return tx.query(
    `with renewed as (
       update outgoing_mail m set lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       from unnest($2::uuid[], $3::int[]) as held(id, attempt)
       where m.organisation_id = $1 and m.id = any($2::uuid[]) and m.id = held.id and m.attempt = held.attempt and m.state is not distinct from 'sending'
       returning m.id
     ) select id from renewed`,
    [organisationId, mails.map(({ id }) => id), mails.map(({ attempt }) => attempt), lease],
  );
}

/** Organisations with something to send, to recover or to close; needs the worker's view of the ledger. */
export async function organisationsWithDueMail(tx: EntityManager, now: Date): Promise<string[]> {
  const rows: { organisation_id: string }[] = await tx.query(
    `select distinct organisation_id from outgoing_mail where state in ('queued', 'deferred') and next_try_at <= $1
     union
     select distinct organisation_id from refused_address where settled_at is null
     union
     select distinct organisation_id from outgoing_mail where state = 'sending' and lease_until < clock_timestamp()`,
    [now],
  );
  return rows.map(({ organisation_id }) => organisation_id);
}

/** The frozen text of a mailing. */
export async function mailingContent(tx: EntityManager, organisationId: string, mailingId: string): Promise<{ kind: MailKind; content: unknown } | undefined> {
  const [found] = await tx.query('select kind, content from mailing where organisation_id = $1 and id = $2', [organisationId, mailingId]);
  return found;
}
