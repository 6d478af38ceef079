import { addressHash } from '@bijeen/mail';
import type { EntityManager } from 'typeorm';

/** Whether the person with this address was erased on request; only a keyed hash remembers (R36). */
export async function wasErased(tx: EntityManager, secretKey: string, emailKey: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(`select 1 from suppression where email_hash = $1 and origin = 'erased' and withdrawn_at is null`, [addressHash(secretKey, emailKey)]);
  return rows.length > 0;
}

/** Forgets an erasure: this person asked to come back. */
export async function withdrawErasure(tx: EntityManager, secretKey: string, emailKey: string, now: Date): Promise<void> {
  await tx.query(`update suppression set withdrawn_at = $2 where email_hash = $1 and origin = 'erased' and withdrawn_at is null`, [addressHash(secretKey, emailKey), now]);
}

/** Remembers by a keyed hash that this address must not be written to again. */
export async function rememberErasure(tx: EntityManager, organisationId: string, emailHash: Buffer, now: Date): Promise<void> {
  await tx.query(`update suppression set origin = 'erased' where email_hash = $1 and scope = 'organisation' and withdrawn_at is null`, [emailHash]);
  await tx.query(
    `insert into suppression (organisation_id, email_hash, scope, origin, at) values ($1, $2, 'organisation', 'erased', $3)
     on conflict (organisation_id, email_hash, scope, coalesce(meeting_id, '00000000-0000-0000-0000-000000000000')) where withdrawn_at is null do nothing`,
    [organisationId, emailHash, now],
  );
}

/**
 * Takes a person's name and words out of every table that keeps rows after the contact is gone. Invitations, their mails, answers and
 * links go with the contact (foreign keys); a commitment stays as a fact of the municipality, without the person.
 */
export async function forgetElsewhere(tx: EntityManager, contactId: string): Promise<void> {
  await tx.query(
    `update commitment set name = 'Iemand die niet meer in de lijst staat', remark = null, date_wish = null
      where invitation_id in (select id from invitation where organisation_id = (select current_organisation()) and contact_id = $1)`,
    [contactId],
  );
  await tx.query(`delete from interest where organisation_id = (select current_organisation()) and email_key = (select email_key from contact where id = $1)`, [contactId]);
  await tx.query(
    `with asked as (
       select r.id, r.meeting_id from registration r join contact c on c.organisation_id = r.organisation_id and c.email_hash = r.email_hash
       where r.organisation_id = (select current_organisation()) and c.id = $1
     ), mails as (
       delete from outgoing_mail o using asked where o.organisation_id = (select current_organisation()) and o.meeting_id = asked.meeting_id and o.kind = 'registration' and o.recipient_key = asked.id::text
     )
     delete from registration where organisation_id = (select current_organisation()) and id in (select id from asked)`,
    [contactId],
  );
  // A text that only this person got may name them, and what a mail server said about their address does.
  await tx.query(
    `with theirs as (select id from invitation where organisation_id = (select current_organisation()) and contact_id = $1)
     delete from mailing g using outgoing_mail m where g.organisation_id = (select current_organisation()) and m.organisation_id = g.organisation_id and m.mailing_id = g.id and m.invitation_id in (select id from theirs)
       and not exists (select from outgoing_mail o where o.organisation_id = g.organisation_id and o.mailing_id = g.id and (o.invitation_id is null or o.invitation_id not in (select id from theirs)))`,
    [contactId],
  );
  await tx.query(`delete from undeliverable_address where organisation_id = (select current_organisation()) and address_hash = (select email_hash from contact where id = $1)`, [contactId]);
  await tx.query(`update contact_import set file = null, report = case when state = 'applied' then report - 'rows' end, state = case when state = 'applied' then state else 'refused' end`);
}

/**
 * Takes away what a person sent to this organisation, also about other guests, and reports on mail to them. What is about their own
 * invitations goes with those; of mail of which bytes were kept the digest stays, so that it is known when it is handed over again.
 */
export async function forgetIncoming(tx: EntityManager, contactId: string): Promise<void> {
  await tx.query(
    `with addresses as (
       select email_key as address from contact where organisation_id = (select current_organisation()) and id = $1
       union select lower(email) from invitation where organisation_id = (select current_organisation()) and contact_id = $1 and secretariat_id is null
     ), replies as (
       delete from calendar_reply where organisation_id = (select current_organisation()) and lower(by_address) in (select address from addresses)
     ), received as (
       delete from received_mail r where r.organisation_id = (select current_organisation()) and (r.from_address in (select address from addresses) or r.outgoing_mail_id in (
         select o.id from outgoing_mail o join contact c on c.organisation_id = o.organisation_id and c.email_hash = o.address_hash where o.organisation_id = (select current_organisation()) and c.id = $1))
       returning r.id
     )
     update incoming_mail set raw = null, envelope_from = ''
     where organisation_id = (select current_organisation()) and (id in (select id from received) or lower(envelope_from) in (select address from addresses))`,
    [contactId],
  );
}

/** Secretariats that nobody uses any more and no invitation went through. */
export async function dropUnusedSecretariat(tx: EntityManager, secretariatId: string): Promise<void> {
  await tx.query(
    `delete from secretariat s where s.id = $1
        and not exists (select from contact c where c.organisation_id = s.organisation_id and c.secretariat_id = s.id)
        and not exists (select from invitation i where i.organisation_id = s.organisation_id and i.secretariat_id = s.id)`,
    [secretariatId],
  );
}
