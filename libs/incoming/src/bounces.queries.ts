import type { EntityManager } from 'typeorm';
import type { BounceKind } from './bounce-kind.js';

/** One of our mails. */
export interface WhichMail {
  organisationId: string;
  outgoingMailId: string;
}

/** What of a mail decides whether a report on it can be true. */
export interface ReportedMail {
  state: string;
  sentAt: Date | null;
  addressHash: Buffer;
  address: string;
  invitationId: string | null;
  bounceKind: BounceKind | null;
}

/** Reports on one mail wait for each other. */
export async function lockReported(tx: EntityManager, { organisationId, outgoingMailId }: WhichMail): Promise<ReportedMail | undefined> {
  const [found] = await tx.query<ReportedMail[]>(
    `select state, sent_at as "sentAt", address_hash as "addressHash", to_address as address, invitation_id as "invitationId", bounce_kind as "bounceKind"
     from outgoing_mail where organisation_id = $1 and id = $2 for no key update`,
    [organisationId, outgoingMailId],
  );
  return found;
}

/** A mail that came back was accepted before, whatever we knew of that. */
export async function noteBounce(tx: EntityManager, { organisationId, outgoingMailId }: WhichMail, { kind, text, now }: { kind: BounceKind; text: string; now: Date }): Promise<void> {
  await tx.query(
    `update outgoing_mail set bounced_at = $3, bounce_kind = $4, bounce_text = $5,
       state = case when state = 'uncertain' then 'sent' else state end, sent_at = case when state = 'uncertain' then $3 else sent_at end
     where organisation_id = $1 and id = $2`,
    [organisationId, outgoingMailId, now, kind, text],
  );
}

/** Mails to this address that came back for a passing reason, since a moment. */
export async function softBounces(tx: EntityManager, organisationId: string, addressHash: Buffer, since: Date): Promise<number> {
  const [row] = await tx.query<[{ mails: number }]>(`select count(*)::int as mails from outgoing_mail where organisation_id = $1 and address_hash = $2 and bounce_kind = 'soft' and bounced_at >= $3`, [organisationId, addressHash, since]);
  return row.mails;
}

/**
 * From now on nothing goes to this address; what waited there for the same person, about whatever meeting, is withdrawn, and the invitations that
 * went there have not arrived. What is written later is withdrawn by the ledger.
 */
export async function blockAddress(tx: EntityManager, { organisationId, outgoingMailId }: WhichMail, { addressHash, address, kind, text, now }: Pick<ReportedMail, 'addressHash' | 'address'> & { kind: 'hard' | 'soft'; text: string; now: Date }): Promise<void> {
  await tx.query(
    `insert into undeliverable_address (organisation_id, address_hash, kind, said, outgoing_mail_id, at) values ($1, $2, $3, $4, $5, $6) on conflict (organisation_id, address_hash) do nothing`,
    [organisationId, addressHash, kind, text, outgoingMailId, now],
  );
  await tx.query(
    `with waiting as (
       select m.id from outgoing_mail m where m.organisation_id = $1 and m.address_hash = $2 and m.state in ('queued', 'deferred', 'draft') and m.invitation_id = any(array(
         select other.id from outgoing_mail o
           join invitation i on i.organisation_id = $1 and i.id = o.invitation_id
           join invitation other on other.organisation_id = $1 and other.contact_id = i.contact_id
         where o.organisation_id = $1 and o.id = $4)) order by m.id for update of m skip locked
     ), withdrawn as (
       update outgoing_mail m set state = 'withdrawn', reason = 'undeliverable' from waiting w where m.organisation_id = $1 and m.id = w.id returning m.invitation_id
     )
     update invitation i set state = 'bounced'
     where i.organisation_id = $1 and i.state in ('queued', 'sent') and lower(i.email) = lower($3)
       and i.id in (select invitation_id from withdrawn union select invitation_id from outgoing_mail where organisation_id = $1 and id = $4)`,
    [organisationId, addressHash, address, outgoingMailId],
  );
}
