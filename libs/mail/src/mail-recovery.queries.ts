import type { EntityManager } from 'typeorm';
import type { MailKind } from './mail-content.js';

/** A mail whose owner gave no sign of life any more. */
export interface StrandedMail {
  id: string;
  attempt: number;
  deferrals: number;
  kind: MailKind;
  messageId: string;
  /** When its message was about to leave: milliseconds since 1970. */
  attemptedAt: number;
  /** Milliseconds since nobody works on it any more: the end of its lease. */
  age: number;
  sentAgain: boolean;
}

/** What is decided about a stranded mail. */
export interface Rescue {
  id: string;
  attempt: number;
  state: 'queued' | 'sent' | 'uncertain';
  reason: string | null;
  delay: number;
  deferrals: number;
  again: boolean;
}

/** Mails in `sending` whose lease is over, by the database's clock. */
export async function strandedMails(tx: EntityManager, organisationId: string, limit: number): Promise<StrandedMail[]> {
  return tx.query(
    `select id, attempt, deferrals, kind, message_id as "messageId", sent_again as "sentAgain",
            (extract(epoch from attempted_at) * 1000)::float8 as "attemptedAt", (extract(epoch from clock_timestamp() - greatest(attempted_at, lease_until)) * 1000)::float8 as age
     from outgoing_mail where organisation_id = $1 and state = 'sending' and lease_until < clock_timestamp()
     order by lease_until limit $2`,
    [organisationId, limit],
  );
}

/** Carries out what was decided, where the mail is still stranded; says for how many. */
export async function rescueMails(tx: EntityManager, organisationId: string, rescues: Rescue[], now: Date): Promise<number> {
  const [{ rescued }] = await tx.query(
    `with changed as (
       update outgoing_mail m
       set state = r.state, reason = r.reason, lease_until = null, sent_again = m.sent_again or r.again, deferrals = m.deferrals + r.deferrals,
           attempted_at = case when r.state = 'queued' then null else m.attempted_at end,
           next_try_at = case when r.state = 'queued' then $2::timestamptz + r.delay * interval '1 millisecond' else m.next_try_at end,
           sent_at = case when r.state = 'sent' then $2::timestamptz end
       from jsonb_to_recordset($3::jsonb) as r(id uuid, attempt int, state text, reason text, delay float8, deferrals int, again boolean)
       where m.organisation_id = $1 and m.id = r.id and m.attempt = r.attempt and m.state = 'sending' and m.lease_until < clock_timestamp()
       returning m.state, m.kind, m.invitation_id
     ), invited as (
       update invitation i set state = 'sent' from changed c
       where c.kind = 'invitation' and c.state = 'sent' and i.organisation_id = $1 and i.id = c.invitation_id and i.state = 'queued'
     )
     select count(*)::int as rescued from changed`,
    [organisationId, now, JSON.stringify(rescues)],
  );
  return rescued;
}
