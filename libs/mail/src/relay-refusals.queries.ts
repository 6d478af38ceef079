import type { EntityManager } from 'typeorm';
import type { RefusalOfUs } from './refusal-of-us.js';

/** That the relay refuses us: for mail from one domain, or for all of it ('' as domain). */
export interface RelayRefusal {
  senderDomain: string;
  cause: RefusalOfUs;
  /** What the relay said, on one line and without addresses. */
  answer: string;
  since: Date;
}

/** A refusal of which nothing was heard for so long is over, or holds nothing up any more. */
const REMEMBERED = '1 day';

/** Writes it down, at most once in `between` milliseconds for all processes together. Who refuses still has done so since the first time. */
export async function noteRefusalOfUs(tx: EntityManager, { senderDomain, cause, answer, since }: RelayRefusal, between: number): Promise<void> {
  await tx.query(
    `insert into relay_refusal as r (sender_domain, cause, answer, since, heard_at) values ($1, $2, $3, $4, $4)
     on conflict (sender_domain, cause) do update
     set answer = excluded.answer, heard_at = excluded.heard_at, since = case when r.heard_at < excluded.heard_at - $6::interval then excluded.since else r.since end
     where r.heard_at <= excluded.heard_at - $5 * interval '1 millisecond'`,
    [senderDomain, cause, answer, since, between, REMEMBERED],
  );
}

/** The relay took mail from this domain; says what that ends. */
export async function endRefusals(tx: EntityManager, senderDomain: string, now: Date): Promise<Pick<RelayRefusal, 'senderDomain' | 'cause'>[]> {
  return tx.query(
    `with ended as (delete from relay_refusal where sender_domain in ('', $1) or heard_at < $2::timestamptz - $3::interval returning sender_domain, cause)
     select sender_domain as "senderDomain", cause from ended`,
    [senderDomain, now, REMEMBERED],
  );
}

/** Everything that the relay refuses about us now. */
export async function refusalsOfUs(tx: EntityManager, now: Date): Promise<RelayRefusal[]> {
  return tx.query(
    `select sender_domain as "senderDomain", cause, answer, since from relay_refusal where heard_at >= $1::timestamptz - $2::interval order by since, sender_domain, cause`,
    [now, REMEMBERED],
  );
}
