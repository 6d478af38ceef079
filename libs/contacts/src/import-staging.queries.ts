import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import { STAGED_COLUMNS } from './import-row.js';

const COLUMNS = STAGED_COLUMNS.join(', ');
/** Who is meant when there is no address: the name as written, at that organisation. */
const PERSON = `lower(s.sort_name), lower(coalesce(s.initials, '')), lower(coalesce(s.first_name, '')), coalesce(s.org_kind, ''), coalesce(s.org_key, '')`;

const SAME_NAME = `c.organisation_id = $1 and c.sort_name = s.sort_name
  and (lower(c.initials) = lower(s.initials) or lower(c.first_name) = lower(s.first_name) or (c.initials is null and c.first_name is null and s.initials is null and s.first_name is null))`;
const SAME_EMPLOYER = `not exists (select from matched m where m.row = s.row) and not exists (select from matched m where m.contact_id = c.id)
  and case when s.org_name is null then not exists (select from position p where p.organisation_id = $1 and p.contact_id = c.id)
      else exists (select from position p join workplace w on w.id = p.contact_organisation_id
                    where p.organisation_id = $1 and p.contact_id = c.id and w.kind = s.org_kind and w.key = s.org_key) end`;
const CANDIDATES_WITHOUT_ADDRESS = `select s.row, c.id as contact_id from staged s join contact c on ${SAME_NAME} where s.email_key is null and ${SAME_EMPLOYER}`;
const CANDIDATES_TO_ADDRESS = `select s.row, c.id from staged s join contact c on ${SAME_NAME} where s.email_key is not null and c.email_key is null and ${SAME_EMPLOYER}`;

/** A table for the rows of one file, gone with the transaction. Only this connection sees it, so it needs no tenant. */
export async function createStaging(tx: EntityManager): Promise<void> {
  await tx.query(
    `create temporary table staged (
       row int not null, form_of_address text, titles text, initials text, first_name text, infix text, surname text not null, sort_name text not null, salutation text,
       email text, email_key text, email_hash bytea, phone text, note text, function text, title text, portfolio text, from_date date, until_date date, last_checked date,
       org_kind text, org_name text, org_key text generated always as (lower(org_name)) stored, municipality_code text, secretariat_name text, secretariat_email text, secretariat_email_key text, secretariat_email_hash bytea, secretariat_phone text,
       new_id uuid not null default uuidv7()
     ) on commit drop`,
  );
  await tx.query('create temporary table workplace (id uuid not null, kind text not null, key text not null, name text not null, municipality_code text) on commit drop');
  await tx.query(`create temporary table doubled (row int not null, first int, reason text not null) on commit drop`);
}

/** Streams lines in COPY format into the staging table, on the connection of this transaction, with back-pressure. */
export async function copyToStaging(tx: EntityManager, lines: AsyncIterable<string>): Promise<void> {
  const connection = (await tx.queryRunner!.connect()) as PoolClient;
  await pipeline(Readable.from(lines, { objectMode: false, highWaterMark: 256 * 1024 }), connection.query(copyFrom(`copy staged (${COLUMNS}) from stdin`)));
  await tx.query('analyze staged');
}

/**
 * Finds the organisations that the rows speak of, as far as they exist. Joining this small table, whose size PostgreSQL knows, instead
 * of the real one keeps it from comparing every row with every organisation after a first import (54 instead of 9 µs per row).
 */
export async function findWorkplaces(tx: EntityManager, organisationId: string): Promise<void> {
  await tx.query('delete from workplace');
  await tx.query(
    `insert into workplace select o.id, o.kind, lower(o.name), o.name, o.municipality_code from contact_organisation o
      where o.organisation_id = $1 and (o.kind, lower(o.name)) in (select org_kind, org_key from staged where org_key is not null)`,
    [organisationId],
  );
  await tx.query('analyze workplace');
}

/** Takes the second of two equal people out of the staging table and remembers which row was first. */
export async function setDoublesAside(tx: EntityManager): Promise<void> {
  await tx.query(
    `insert into doubled
     select s.row, f.first, 'address' from staged s
       join (select email_key, min(row) as first from staged where email_key is not null group by email_key having count(*) > 1) f on f.email_key = s.email_key and s.row > f.first`,
  );
  await tx.query(
    `insert into doubled
     select row, coalesce(addressed, first), 'person'
       from (select s.row, s.email_key, min(s.row) over same as first, min(s.row) filter (where s.email_key is not null) over same as addressed
               from staged s where (${PERSON}) in (select ${PERSON} from staged s where s.email_key is null)
             window same as (partition by ${PERSON})) one
      where email_key is null and row <> coalesce(addressed, first)`,
  );
  await removeDoubles(tx);
}

/**
 * Finds who is in the list of contacts already: by address, else by name and organisation where one of both sides has no address.
 * More than one such person is a question, and two rows for one contact are doubles; both are set aside.
 */
export async function matchContacts(tx: EntityManager, organisationId: string): Promise<void> {
  await tx.query(
    `create temporary table matched on commit drop as
     select s.row, c.id as contact_id from staged s join contact c on c.organisation_id = $1 and c.email_key = s.email_key`,
    [organisationId],
  );
  await tx.query('analyze matched');
  await tx.query(`create temporary table candidate on commit drop as ${CANDIDATES_WITHOUT_ADDRESS} union ${CANDIDATES_TO_ADDRESS}`, [organisationId]);
  await tx.query(`insert into doubled select row, null, 'ambiguous' from candidate group by row having count(*) > 1`);
  await tx.query(
    `insert into doubled select row, first, 'person' from (select row, min(row) over (partition by contact_id) as first from candidate where row not in (select row from doubled)) one where row > first`,
  );
  await tx.query(`insert into matched select row, contact_id from candidate where row not in (select row from doubled)`);
  await removeDoubles(tx);
}

/** One mailbox has one name and number: where rows differ, the last one counts, so that a second import has nothing to say. */
export async function agreeOnSecretariats(tx: EntityManager): Promise<void> {
  await tx.query(
    `update staged s set secretariat_name = last.name, secretariat_phone = last.phone
       from (select secretariat_email_key as key, (array_agg(secretariat_name order by row desc) filter (where secretariat_name is not null))[1] as name,
                    (array_agg(secretariat_phone order by row desc) filter (where secretariat_phone is not null))[1] as phone
               from staged where secretariat_email_key is not null group by 1) last
      where s.secretariat_email_key = last.key and (s.secretariat_name, s.secretariat_phone) is distinct from (last.name, last.phone)`,
  );
}

/** The rows that were set aside, with the row they repeat. */
export async function doubledRows(tx: EntityManager, most: number): Promise<{ row: number; first: number | null; reason: 'address' | 'person' | 'ambiguous' }[]> {
  return tx.query('select row, first, reason from doubled order by row limit $1', [most]);
}

async function removeDoubles(tx: EntityManager): Promise<void> {
  await tx.query('delete from staged s using doubled d where d.row = s.row');
}
