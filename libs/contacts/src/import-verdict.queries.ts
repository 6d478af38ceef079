import type { EntityManager } from 'typeorm';
import type { ImportField } from './import-columns.js';

/** What an empty cell means: leave it as it is. A filled one wins, if it says something else. */
const CHANGES: [ImportField, string][] = [
  ['formOfAddress', `s.form_of_address <> c.form_of_address or (s.form_of_address is not null and c.form_of_address is null)`],
  ['titles', `s.titles is not null and s.titles is distinct from c.titles`],
  ['initials', `s.initials is not null and s.initials is distinct from c.initials`],
  ['firstName', `s.first_name is not null and s.first_name is distinct from c.first_name`],
  ['surname', `(s.infix, s.surname) is distinct from (c.infix, c.surname)`],
  ['salutation', `s.salutation is not null and s.salutation is distinct from c.salutation`],
  ['email', `s.email_key is not null and c.email_key is null`],
  ['phone', `s.phone is not null and s.phone is distinct from c.phone`],
  ['note', `s.note is not null and s.note is distinct from c.note`],
  ['function', `s.org_name is not null and p.id is null`],
  ['title', `p.id is not null and s.title is not null and s.title is distinct from p.title`],
  ['portfolio', `p.id is not null and s.portfolio is not null and s.portfolio is distinct from p.portfolio`],
  ['from', `p.id is not null and s.from_date is not null and s.from_date is distinct from p.from_date`],
  ['until', `p.id is not null and s.until_date is not null and s.until_date is distinct from p.until_date`],
  ['lastChecked', `p.id is not null and s.last_checked is not null and s.last_checked > coalesce(p.last_checked, '-infinity')`],
  ['municipality', `o.id is not null and o.municipality_code is null and s.municipality_code is not null`],
  ['secretariatEmail', `s.secretariat_email_key is not null and (k.id is null or k.id is distinct from c.secretariat_id)`],
  ['secretariatName', `k.id is not null and s.secretariat_name is not null and s.secretariat_name is distinct from k.name`],
  ['secretariatPhone', `k.id is not null and s.secretariat_phone is not null and s.secretariat_phone is distinct from k.phone`],
];
const CHANGED = `array_remove(array[${CHANGES.map(([field, condition]) => `case when ${condition} then '${field}' end`).join(', ')}]::text[], null)`;

/** Compares every matched row with what is known, and keeps what differs in a table that goes with the transaction. */
export async function judgeMatches(tx: EntityManager, organisationId: string): Promise<void> {
  await tx.query(
    `create temporary table judged on commit drop as
     select s.row, c.id as contact_id, p.id as position_id, ${CHANGED} as changed
       from staged s
       join matched t on t.row = s.row
       join contact c on c.organisation_id = $1 and c.id = t.contact_id
       left join workplace o on o.kind = s.org_kind and o.key = s.org_key
       left join position p on p.organisation_id = $1 and p.contact_id = c.id and p.contact_organisation_id = o.id and p.function = s.function
       left join secretariat k on k.organisation_id = $1 and k.email_key = s.secretariat_email_key`,
    [organisationId],
  );
  await tx.query('analyze judged');
}

/** How many rows are new, updated and same; refused ones are counted where they are refused. */
export async function countVerdicts(tx: EntityManager): Promise<{ new: number; updated: number; same: number }> {
  const [counts] = await tx.query(
    `select (select count(*) from staged)::int - count(*)::int as new, count(*) filter (where changed <> '{}')::int as updated, count(*) filter (where changed = '{}')::int as same from judged`,
  );
  return counts;
}

/** The verdicts in the order of the file, with the name and what changes. */
export async function listVerdicts(tx: EntityManager, most: number): Promise<{ row: number; verdict: 'new' | 'updated' | 'same'; name: string; changed: ImportField[] | null }[]> {
  return tx.query(
    `select s.row, case when j.row is null then 'new' when j.changed = '{}' then 'same' else 'updated' end as verdict,
            concat_ws(' ', coalesce(s.initials, s.first_name), s.infix, s.surname) as name, nullif(j.changed, '{}') as changed
       from staged s left join judged j on j.row = s.row order by s.row limit $1`,
    [most],
  );
}
