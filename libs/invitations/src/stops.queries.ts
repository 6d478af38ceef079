import type { NameParts } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { OptOutScope } from './unsubscribe.js';

/** One stop as the query finds it: the hash was matched with the people this organisation knows. */
export interface StopRow {
  id: string;
  scope: OptOutScope;
  origin: string;
  at: Date;
  meeting: { id: string; title: string } | null;
  contact: ({ id: string } & NameParts) | null;
  secretariat: string | null;
}

/** Where a list goes on. */
export interface StopPlace {
  at: Date;
  id: string;
}

const COLUMNS = `
  s.id, s.scope, s.origin, s.at,
  case when m.id is not null then jsonb_build_object('id', m.id, 'title', m.title) end as meeting,
  case when c.id is not null then jsonb_build_object('id', c.id, 'formOfAddress', c.form_of_address, 'titles', c.titles, 'initials', c.initials, 'firstName', c.first_name, 'infix', c.infix, 'surname', c.surname) end as contact,
  k.name as secretariat`;
const PEOPLE = `
  left join meeting m on m.organisation_id = s.organisation_id and m.id = s.meeting_id
  left join lateral (select * from contact where organisation_id = s.organisation_id and email_hash = s.email_hash order by id limit 1) c on true
  left join lateral (select name from secretariat where organisation_id = s.organisation_id and email_hash = s.email_hash order by id limit 1) k on true`;

/** Stops that count now, the newest first; one more than asked for when there is a next piece. */
export async function listStops(tx: EntityManager, organisationId: string, { after, limit }: { after: StopPlace | null; limit: number }): Promise<StopRow[]> {
  return tx.query(
    `with page as materialized (
       select * from standing_stop where organisation_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid)) order by at desc, id desc limit $4)
     select ${COLUMNS} from page s ${PEOPLE} order by s.at desc, s.id desc`,
    [organisationId, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** What counts now for these addresses, the newest first. */
export async function stopsOfAddresses(tx: EntityManager, organisationId: string, hashes: Buffer[]): Promise<StopRow[]> {
  return tx.query(`select ${COLUMNS} from standing_stop s ${PEOPLE} where s.organisation_id = $1 and s.email_hash = any ($2) order by s.at desc, s.id desc`, [organisationId, hashes]);
}

/** The keyed hashes of a contact's own address and that of the secretariat through which it is invited. */
export async function addressesOf(tx: EntityManager, organisationId: string, contactId: string): Promise<Buffer[]> {
  const rows: { hash: Buffer }[] = await tx.query(
    `select c.email_hash as hash from contact c where c.organisation_id = $1 and c.id = $2 and c.email_hash is not null
     union
     select s.email_hash from contact c join secretariat s on s.organisation_id = c.organisation_id and s.id = c.secretariat_id where c.organisation_id = $1 and c.id = $2 and s.email_hash is not null`,
    [organisationId, contactId],
  );
  return rows.map(({ hash }) => hash);
}
