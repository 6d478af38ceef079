import { type Prepared, runPrepared } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { MailKind, MailRecipient } from './mail-content.js';

/** A mail that this process may send, as long as it keeps its lease. */
export interface ClaimedMail {
  id: string;
  /** Rises with every claim. Every later write names it, so that a former owner can change nothing (fencing). */
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

/**
 * One change to a claimed mail. `go` journals that its message is about to leave, unless a stop rule forbids it now; the others say
 * what became of it. `sending` stands for "the answer never came": the lease ends, and recovery asks the relay.
 */
export interface LedgerStep {
  id: string;
  attempt: number;
  to: 'go' | 'sent' | 'failed' | 'deferred' | 'queued' | 'sending';
  reason?: string;
  /** Milliseconds from now until the next try. */
  delay?: number;
  /** 1 when this counts towards giving up. */
  deferrals?: number;
}

/**
 * Takes the mails that are due: those that a stop rule forbids are withdrawn, the others are ours. The claim and its stop check are one
 * statement; whoever else looks at the same rows skips them.
 */
export async function claimMails(tx: EntityManager, organisationId: string, { now, limit, lease }: { now: Date; limit: number; lease: number }): Promise<(ClaimedMail & { state: 'sending' | 'withdrawn' })[]> {
  return tx.query(
    `with due as (
       select id from outgoing_mail
       where organisation_id = $1 and state in ('queued', 'deferred') and next_try_at <= $2
       order by next_try_at, id limit $3 for update skip locked
     ), judged as (
       select m.id, stopped.reason as stop from due join outgoing_mail m on m.organisation_id = $1 and m.id = due.id cross join lateral mail_stop_reason(m, $2) stopped
     ), claimed as (
       update outgoing_mail m
       set attempt = m.attempt + 1, state = case when j.stop is null then 'sending' else 'withdrawn' end, reason = j.stop, attempted_at = null,
           lease_until = case when j.stop is null then clock_timestamp() + $4 * interval '1 millisecond' end
       from judged j where m.organisation_id = $1 and m.id = j.id
       returning m.*
     )
     select id, state, attempt, deferrals, mailing_id as "mailingId", kind, to_address as address, to_name as name, "values", links, calendar, message_id as "messageId"
     from claimed order by next_try_at, id`,
    [organisationId, now, limit, lease],
  );
}

/**
 * By primary key, whatever the statistics of a busy table say: `is not distinct from` keeps the index of mails in flight out of it, whose
 * dead entries grow with every mail (measured: 1,200 mails/s fell to 300 after 10,000).
 */
const WRITE_STEPS: Prepared = {
  name: 'mail-write-steps',
  text: `
    with step as (
      select s.*, case when s."to" = 'go' then stopped.reason end as stop
      from jsonb_to_recordset($3::jsonb) as s(id uuid, attempt int, "to" text, reason text, delay float8, deferrals int)
        join outgoing_mail m on m.organisation_id = $1 and m.id = any($5::uuid[]) and m.id = s.id cross join lateral mail_stop_reason(m, $2) stopped
    ), changed as (
      update outgoing_mail m
      set state = case when s."to" <> 'go' then s."to" when s.stop is null then 'sending' else 'withdrawn' end,
          reason = coalesce(s.stop, s.reason),
          deferrals = m.deferrals + coalesce(s.deferrals, 0),
          next_try_at = coalesce($2::timestamptz + s.delay * interval '1 millisecond', m.next_try_at),
          attempted_at = case when s."to" = 'go' then clock_timestamp() when s."to" in ('deferred', 'queued') then null else m.attempted_at end,
          lease_until = case when s."to" = 'go' and s.stop is null then clock_timestamp() + $4 * interval '1 millisecond' when s."to" = 'sending' then clock_timestamp() end,
          sent_at = case when s."to" = 'sent' then $2::timestamptz end
      from step s
      where m.organisation_id = $1 and m.id = any($5::uuid[]) and m.id = s.id and m.attempt = s.attempt and m.state is not distinct from 'sending'
      returning m.id, m.state, m.kind, m.invitation_id
    ), invited as (
      update invitation i set state = 'sent' from changed c
      where c.kind = 'invitation' and c.state = 'sent' and i.organisation_id = $1 and i.id = c.invitation_id and i.state = 'queued'
    )
    select id, state from changed`,
};

/**
 * Writes a group of steps in one statement and says which mails stand in which state now; a mail that is missing from the answer
 * has another owner. The state of the invitation follows the mail (product.md: draft, queued, sent).
 */
export async function writeSteps(tx: EntityManager, organisationId: string, { steps, now, lease }: { steps: LedgerStep[]; now: Date; lease: number }): Promise<{ id: string; state: string }[]> {
  return runPrepared(tx, WRITE_STEPS, [organisationId, now, JSON.stringify(steps), lease, steps.map(({ id }) => id)]);
}

/** A sign of life for mails in hand; says which of them are still ours. */
export async function renewLeases(tx: EntityManager, organisationId: string, mails: ClaimedMail[], lease: number): Promise<{ id: string }[]> {
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

/** Organisations with something to send or to recover; needs the worker's view of the ledger. */
export async function organisationsWithDueMail(tx: EntityManager, now: Date): Promise<string[]> {
  const rows: { organisation_id: string }[] = await tx.query(
    `select distinct organisation_id from outgoing_mail where state in ('queued', 'deferred') and next_try_at <= $1
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
