import type { EntityManager } from 'typeorm';
import type { ClosedAddress } from './closed-addresses.queries.js';
import type { MailReport } from './mail-sender.queries.js';

/** A mail whose address was refused and of which nobody decided yet what that means. The address is null when the mail is gone by now. */
export type OpenRefusal = { outgoingMailId: string; code: string } & (Pick<ClosedAddress, 'address' | 'addressHash' | 'said'> | { address: null });

/** Notes refused mails as failed and remembers why: both, or neither. What is refused a second time is decided about anew. A report on a mail that has another owner by now changes nothing. */
export async function noteRefusals(tx: EntityManager, organisationId: string, reports: MailReport[], now: Date): Promise<void> {
  await tx.query(
    `with failed as (
       update outgoing_mail m set state = 'failed', reason = r.reason, lease_until = null
       from jsonb_to_recordset($3::jsonb) as r(id uuid, attempt int, reason text, refusal text)
       where m.organisation_id = $1 and m.id = any($4::uuid[]) and m.id = r.id and m.attempt = r.attempt and m.state is not distinct from 'sending'
       returning m.id, r.refusal
     )
     insert into refused_address (organisation_id, outgoing_mail_id, code, at) select $1, id, refusal, $2 from failed
     on conflict (organisation_id, outgoing_mail_id) do update set code = excluded.code, at = excluded.at, settled_at = null`,
    [organisationId, now, JSON.stringify(reports), reports.map(({ id }) => id)],
  );
}

/** Refusals that nobody else is deciding about at this moment, the oldest first. */
export async function openRefusals(tx: EntityManager, organisationId: string, limit: number): Promise<OpenRefusal[]> {
  return tx.query(
    `select r.code, r.outgoing_mail_id as "outgoingMailId", m.to_address as address, m.address_hash as "addressHash", m.reason as said
     from refused_address r left join outgoing_mail m on m.organisation_id = $1 and m.id = r.outgoing_mail_id
     where r.organisation_id = $1 and r.settled_at is null order by r.outgoing_mail_id limit $2 for update of r skip locked`,
    [organisationId, limit],
  );
}

/** In how many receiving domains each code was heard since a moment. */
export async function refusingDomains(tx: EntityManager, organisationId: string, since: Date): Promise<{ code: string; domains: number }[]> {
  return tx.query(
    `select r.code, count(distinct split_part(m.to_address, '@', 2))::int as domains
     from refused_address r join outgoing_mail m on m.organisation_id = $1 and m.id = r.outgoing_mail_id
     where r.organisation_id = $1 and r.at > $2 group by r.code`,
    [organisationId, since],
  );
}

/** In how many receiving domains the relay took a mail since a moment. */
export async function takenDomains(tx: EntityManager, organisationId: string, since: Date): Promise<number> {
  const [row] = await tx.query<[{ domains: number }]>(
    `select count(distinct split_part(to_address, '@', 2))::int as domains from outgoing_mail where organisation_id = $1 and state = 'sent' and sent_at > $2`,
    [organisationId, since],
  );
  return row.domains;
}

/** These are decided about. What was decided before `since` is forgotten. */
export async function settleRefusals(tx: EntityManager, organisationId: string, { ids, now, since }: { ids: string[]; now: Date; since: Date }): Promise<void> {
  await tx.query('update refused_address set settled_at = $3 where organisation_id = $1 and outgoing_mail_id = any($2::uuid[])', [organisationId, ids, now]);
  await tx.query('delete from refused_address where organisation_id = $1 and settled_at < $2', [organisationId, since]);
}
