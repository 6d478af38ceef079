import type { EntityManager } from 'typeorm';

/** An address that turned out not to work, and the mail that showed it. */
export interface ClosedAddress {
  outgoingMailId: string;
  address: string;
  addressHash: Buffer;
  kind: 'hard' | 'soft';
  /** What the mail server said, one line. Written by a stranger. */
  said: string;
}

/**
 * From now on nothing goes to these addresses; what waited there for the same people, about whatever meeting, is withdrawn, and the invitations
 * that went there have not arrived. What is written later is withdrawn by the ledger. Again is harmless, and so is any number at once.
 */
export async function closeAddresses(tx: EntityManager, organisationId: string, closed: ClosedAddress[], now: Date): Promise<void> {
  const [mails, hashes] = [closed.map(({ outgoingMailId }) => outgoingMailId), closed.map(({ addressHash }) => addressHash)];
  await tx.query(
    `insert into undeliverable_address (organisation_id, address_hash, kind, said, outgoing_mail_id, at)
     select $1, hash, kind, said, mail, $6 from unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[]) as closed(mail, hash, kind, said) order by hash
     on conflict (organisation_id, address_hash) do nothing`,
    [organisationId, mails, hashes, closed.map(({ kind }) => kind), closed.map(({ said }) => said), now],
  );
  await tx.query(
    `with waiting as (
       select m.id from outgoing_mail m where m.organisation_id = $1 and m.address_hash = any($3::bytea[]) and m.state in ('queued', 'deferred', 'draft') and m.invitation_id = any(array(
         select other.id from outgoing_mail o
           join invitation i on i.organisation_id = $1 and i.id = o.invitation_id
           join invitation other on other.organisation_id = $1 and other.contact_id = i.contact_id
         where o.organisation_id = $1 and o.id = any($2::uuid[]))) order by m.id for update of m skip locked
     ), withdrawn as (
       update outgoing_mail m set state = 'withdrawn', reason = 'undeliverable' from waiting w where m.organisation_id = $1 and m.id = w.id returning m.invitation_id, m.to_address
     ), lost as (
       select i.id from invitation i
       where i.organisation_id = $1 and i.state in ('queued', 'sent') and (i.id, lower(i.email)) in (
         select invitation_id, lower(to_address) from withdrawn union select invitation_id, lower(to_address) from outgoing_mail where organisation_id = $1 and id = any($2::uuid[]))
       order by i.id for no key update
     )
     update invitation i set state = 'bounced' from lost where i.organisation_id = $1 and i.id = lost.id`,
    [organisationId, mails, hashes],
  );
}
