import type { EntityManager } from 'typeorm';
import { MOST_SEARCH_TEXT, PERSON_WORDS, POSITION_WORDS, refreshSearchText } from './contacts.queries.js';
import { findWorkplaces } from './import-staging.queries.js';

/** What the rows of one import have in common. */
export interface ImportedFrom {
  organisationId: string;
  source: string;
  basis: string;
  now: Date;
}

/** Writes the staged rows: organisations and secretariats first, then people, then what they do. Rows that say nothing new are not touched. */
export async function applyStaged(tx: EntityManager, from: ImportedFrom): Promise<void> {
  await applyOrganisations(tx, from.organisationId);
  await applySecretariats(tx, from.organisationId);
  await updateContacts(tx, from);
  await insertContacts(tx, from);
  await updatePositions(tx);
  await insertPositions(tx, from.organisationId);
  const changed: { contact_id: string }[] = await tx.query(`select contact_id from judged where changed <> '{}'`);
  await refreshSearchText(tx, changed.map((row) => row.contact_id));
}

async function applyOrganisations(tx: EntityManager, organisationId: string): Promise<void> {
  await tx.query(
    `insert into contact_organisation (organisation_id, kind, name, municipality_code)
     select $1, org_kind, min(org_name), min(municipality_code) from staged where org_key is not null group by org_kind, org_key
     on conflict (organisation_id, kind, lower(name)) do nothing`,
    [organisationId],
  );
  await tx.query(
    `update contact_organisation o set municipality_code = s.code
       from (select org_kind, org_key, min(municipality_code) as code from staged where municipality_code is not null group by 1, 2) s
       join workplace w on w.kind = s.org_kind and w.key = s.org_key and w.municipality_code is null
      where o.organisation_id = $1 and o.id = w.id`,
    [organisationId],
  );
  await findWorkplaces(tx, organisationId);
}

async function applySecretariats(tx: EntityManager, organisationId: string): Promise<void> {
  await tx.query(
    `update secretariat k set name = coalesce(s.secretariat_name, k.name), phone = coalesce(s.secretariat_phone, k.phone) from staged s
      where k.organisation_id = $1 and k.email_key = s.secretariat_email_key
        and (k.name, k.phone) is distinct from (coalesce(s.secretariat_name, k.name), coalesce(s.secretariat_phone, k.phone))`,
    [organisationId],
  );
  await tx.query(
    `insert into secretariat (organisation_id, contact_organisation_id, name, email, email_key, email_hash, phone)
     select distinct on (s.secretariat_email_key) $1::uuid, o.id, coalesce(s.secretariat_name, 'Secretariaat ' || coalesce(o.name, s.surname)),
            s.secretariat_email, s.secretariat_email_key, s.secretariat_email_hash, s.secretariat_phone
       from staged s left join workplace o on o.kind = s.org_kind and o.key = s.org_key
      where s.secretariat_email_key is not null order by s.secretariat_email_key, s.row
     on conflict (organisation_id, email_key) do nothing`,
    [organisationId],
  );
}

async function updateContacts(tx: EntityManager, { organisationId, source, basis, now }: ImportedFrom): Promise<void> {
  await tx.query(
    `update contact c set form_of_address = coalesce(s.form_of_address, c.form_of_address), titles = coalesce(s.titles, c.titles), initials = coalesce(s.initials, c.initials),
            first_name = coalesce(s.first_name, c.first_name), infix = s.infix, surname = s.surname, sort_name = s.sort_name, salutation = coalesce(s.salutation, c.salutation),
            email = coalesce(c.email, s.email), email_key = coalesce(c.email_key, s.email_key), email_hash = coalesce(c.email_hash, s.email_hash),
            phone = coalesce(s.phone, c.phone), note = coalesce(s.note, c.note), secretariat_id = coalesce(k.id, c.secretariat_id), source = $2, basis = $3, updated_at = $4
       from judged j join staged s on s.row = j.row left join secretariat k on k.organisation_id = $1 and k.email_key = s.secretariat_email_key
      where c.organisation_id = $1 and c.id = j.contact_id and j.changed <> '{}'`,
    [organisationId, source, basis, now],
  );
}

async function insertContacts(tx: EntityManager, { organisationId, source, basis, now }: ImportedFrom): Promise<void> {
  await tx.query(
    `insert into contact (id, organisation_id, form_of_address, titles, initials, first_name, infix, surname, sort_name, salutation, email, email_key, email_hash, phone, note,
                          secretariat_id, source, basis, created_at, updated_at, search_text)
     select c.new_id, $1, c.form_of_address, c.titles, c.initials, c.first_name, c.infix, c.surname, c.sort_name, c.salutation, c.email, c.email_key, c.email_hash, c.phone, c.note,
            k.id, $2, $3, $4, $4, left(searchable(concat_ws(' ', ${PERSON_WORDS}, case when o.id is not null then ${POSITION_WORDS} end)), ${MOST_SEARCH_TEXT})
       from staged c
       cross join lateral (select c.function, c.title, c.portfolio) p
       left join workplace o on o.kind = c.org_kind and o.key = c.org_key
       left join municipality m on m.code = o.municipality_code
       left join secretariat k on k.organisation_id = $1 and k.email_key = c.secretariat_email_key
      where not exists (select from matched t where t.row = c.row)`,
    [organisationId, source, basis, now],
  );
}

async function updatePositions(tx: EntityManager): Promise<void> {
  await tx.query(
    `update position p set title = coalesce(s.title, p.title), portfolio = coalesce(s.portfolio, p.portfolio), from_date = coalesce(s.from_date, p.from_date),
            until_date = coalesce(s.until_date, p.until_date), last_checked = greatest(s.last_checked, p.last_checked)
       from judged j join staged s on s.row = j.row
      where p.id = j.position_id and j.changed && '{title,portfolio,from,until,lastChecked}'`,
  );
}

async function insertPositions(tx: EntityManager, organisationId: string): Promise<void> {
  await tx.query(
    `insert into position (organisation_id, contact_id, contact_organisation_id, function, title, portfolio, from_date, until_date, last_checked)
     select $1, coalesce(j.contact_id, s.new_id), o.id, s.function, s.title, s.portfolio, s.from_date, s.until_date, s.last_checked
       from staged s
       join workplace o on o.kind = s.org_kind and o.key = s.org_key
       left join judged j on j.row = s.row
      where j.position_id is null`,
    [organisationId],
  );
}
