import type { ContactFunction } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';

/** A guest with the address that mail to it came back from. */
export interface LostGuest {
  id: string;
  contactId: string;
  secretariatId: string | null;
  email: string;
  bounced: boolean;
}

/** This guest and, when mail to it comes back, everybody at this meeting with the same address; locked. */
export async function lockLost(tx: EntityManager, { organisationId, meetingId, invitationId }: { organisationId: string; meetingId: string; invitationId: string }): Promise<LostGuest[]> {
  return tx.query(
    `select i.id, i.contact_id as "contactId", i.secretariat_id as "secretariatId", i.email, i.state = 'bounced' as bounced
     from invitation i where i.organisation_id = $1 and i.meeting_id = $2
       and (i.id = $3 or (i.state = 'bounced' and lower(i.email) = (select lower(email) from invitation where organisation_id = $1 and meeting_id = $2 and id = $3)))
     order by i.id for update`,
    [organisationId, meetingId, invitationId],
  );
}

/** Mail may go to this address again: a person says that it works. */
export async function openAddress(tx: EntityManager, organisationId: string, addressHash: Buffer): Promise<void> {
  await tx.query('delete from undeliverable_address where organisation_id = $1 and address_hash = $2', [organisationId, addressHash]);
}

/** These guests are mailed there from now on; who has not answered waits for the next mail. */
export async function readdress(tx: EntityManager, { organisationId, ids, email }: { organisationId: string; ids: string[]; email: string }): Promise<void> {
  await tx.query(`update invitation set email = $3, state = case when answer = 'none' then 'queued' else 'sent' end where organisation_id = $1 and id = any($2)`, [organisationId, ids, email]);
}

/** Somebody whose mail comes back, as the organiser sees it. */
export interface LostLine {
  invitationId: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  email: string;
  viaSecretariat: boolean;
  decides: boolean;
}

/** Those who decide first. */
export async function lostLines(tx: EntityManager, { organisationId, meetingId, deciding, limit }: { organisationId: string; meetingId: string; deciding: readonly ContactFunction[]; limit: number }): Promise<LostLine[]> {
  return tx.query(
    `select id as "invitationId", display_name as name, function, contact_organisation_name as organisation, email, secretariat_id is not null as "viaSecretariat", function = any($3) as decides
     from invitation where organisation_id = $1 and meeting_id = $2 and state = 'bounced' order by function = any($3) desc, sort_name, id limit $4`,
    [organisationId, meetingId, deciding, limit],
  );
}

/** What of the mail that came back gives an organiser something to do. */
export interface IncomingCount {
  /** People who decide and whose mail comes back; the first of them by name. */
  lostDeciding: number;
  firstDeciding: { invitationId: string; name: string } | null;
  /** The others. */
  lost: number;
  /** Messages of guests that nobody has read. */
  unread: number;
}

export async function countIncoming(tx: EntityManager, { organisationId, meetingId, deciding }: { organisationId: string; meetingId: string; deciding: readonly ContactFunction[] }): Promise<IncomingCount> {
  const [row] = await tx.query<[IncomingCount]>(
    `select count(*) filter (where function = any($3))::int as "lostDeciding", count(*) filter (where function <> all($3))::int as lost,
       (array_agg(jsonb_build_object('invitationId', id, 'name', display_name) order by sort_name, id) filter (where function = any($3)))[1] as "firstDeciding",
       (select count(*)::int from received_mail where organisation_id = $1 and meeting_id = $2 and kind = 'message' and seen_at is null) as unread
     from invitation where organisation_id = $1 and meeting_id = $2 and state = 'bounced'`,
    [organisationId, meetingId, deciding],
  );
  return row;
}

/** Invitations of a contact to which mail comes back, those to come first. */
export async function lostOfContact(tx: EntityManager, organisationId: string, contactId: string): Promise<{ meetingId: string; invitationId: string; title: string }[]> {
  return tx.query(
    `select m.id as "meetingId", i.id as "invitationId", m.title from invitation i join meeting m on m.organisation_id = $1 and m.id = i.meeting_id
     where i.organisation_id = $1 and i.contact_id = $2 and i.state = 'bounced' order by m.starts_at desc, i.id limit 10`,
    [organisationId, contactId],
  );
}
