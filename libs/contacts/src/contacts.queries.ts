import type { Day } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { addressColumns } from './contact.entity.js';
import type { ContactFilter } from './contact-filter.js';
import type { SecretariatInput } from './contact-input.js';
import type { ContactRow, Cursor, PositionRow } from './contact-view.js';
import { FUNCTION_LABELS } from './functions.js';
import type { OrganisationKind } from './organisation-kinds.js';

const FUNCTION_WORD = `case p.function ${Object.entries(FUNCTION_LABELS).map(([code, label]) => `when '${code}' then '${label}'`).join(' ')} end`;
/** What a contact is found by: the person as `c`, and a position as `p` at organisation `o` in municipality `m`. */
export const PERSON_WORDS = `concat_ws(' ', c.first_name, c.initials, c.infix, c.surname, c.email, c.phone)`;
export const POSITION_WORDS = `concat_ws(' ', ${FUNCTION_WORD}, p.title, p.portfolio, o.name, case when o.kind <> 'MUNICIPALITY' then m.name end)`;
/** Short enough to fit into the index (a third of a page). */
export const MOST_SEARCH_TEXT = 400;

const CONTACT = `
  select c.id, c.form_of_address "formOfAddress", c.titles, c.initials, c.first_name "firstName", c.infix, c.surname, c.sort_name "sortName", c.salutation,
         c.email, c.phone, c.source, c.basis, c.note, c.created_at "createdAt", c.updated_at "updatedAt",
         case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name, 'email', s.email, 'phone', s.phone) end secretariat,
         case when w.id is not null then jsonb_build_object('id', w.id, 'name', w.name) end owner,
         exists (select from standing_stop u where u.organisation_id = c.organisation_id and u.email_hash = c.email_hash and u.meeting_id is null) unsubscribed
    from contact c left join secretariat s on s.organisation_id = c.organisation_id and s.id = c.secretariat_id
      left join app_user w on w.id = c.owner_id`;

/**
 * First the page of ids, from the index alone where the filter allows it; then everything about those few. PostgreSQL guesses too low
 * how many rows a LIKE leaves, and would otherwise fetch and sort all contacts of the organisation.
 */
const LIST = `
  with page as materialized (
    select c.id, c.sort_name from contact c
     where ($1::text is null or (c.sort_name, c.id) > ($1, $2::uuid))
       and ($3::text[] = '{}' or c.search_text like all (array(select '%' || regexp_replace(searchable(word), '([\\\\%_])', '\\\\\\1', 'g') || '%' from unnest($3::text[]) word)))
       and (($4::text is null and $5::text is null and $6::text is null) or exists (
             select from position p join contact_organisation o on o.organisation_id = p.organisation_id and o.id = p.contact_organisation_id
              where p.organisation_id = c.organisation_id and p.contact_id = c.id
                and ($4::text is null or p.function = $4) and ($5::text is null or o.kind = $5) and ($6::text is null or o.municipality_code = $6)))
       and ($7::date is null or coalesce(
             (select bool_or(p.doubted_on is not null or coalesce(p.last_checked, (c.created_at at time zone 'Europe/Amsterdam')::date) < $7) from position p
               where p.organisation_id = c.organisation_id and p.contact_id = c.id and coalesce(p.from_date <= $8::date, true) and coalesce(p.until_date >= $8::date, true)),
             (c.created_at at time zone 'Europe/Amsterdam')::date < $7))
       and (not $9 or c.email is null)
       and (not $10 or exists (select from standing_stop u where u.organisation_id = c.organisation_id and u.email_hash = c.email_hash and u.meeting_id is null))
     order by c.sort_name, c.id limit $11)
  ${CONTACT} join page on page.id = c.id order by page.sort_name, page.id`;

/** Contacts by name, after the cursor; one more than asked for when there is a next piece. */
export async function listContacts(tx: EntityManager, filter: ContactFilter, page: { after: Cursor | null; today: Day; election: Day }): Promise<ContactRow[]> {
  const words = (filter.search ?? '').split(/\s+/).filter(Boolean).slice(0, 10);
  return tx.query(LIST, [
    page.after?.sortName ?? null, page.after?.id ?? null, words, filter.function ?? null, filter.kind ?? null, filter.municipality ?? null,
    filter.needsCheck ? page.election : null, page.today, filter.withoutEmail ?? false, filter.unsubscribed ?? false, filter.limit + 1,
  ]);
}

/** These contacts, in no particular order. */
export async function contactsById(tx: EntityManager, ids: string[]): Promise<ContactRow[]> {
  return tx.query(`${CONTACT} where c.id = any ($1::uuid[])`, [ids]);
}

/** The positions of these contacts, the newest first. */
export async function positionsOf(tx: EntityManager, contactIds: string[]): Promise<PositionRow[]> {
  return tx.query(
    `with own as materialized (select * from position where organisation_id = (select current_organisation()) and contact_id = any ($1::uuid[]))
     select p.id, p.contact_id "contactId", p.function, p.title, p.portfolio, p.from_date::text "from", p.until_date::text "until", p.last_checked::text "lastChecked", p.doubted_on::text "doubtedOn",
            jsonb_build_object('id', o.id, 'kind', o.kind, 'name', o.name, 'municipality', case when m.code is not null then jsonb_build_object('code', m.code, 'name', m.name) end) organisation
       from own p
       join contact_organisation o on o.organisation_id = p.organisation_id and o.id = p.contact_organisation_id
       left join municipality m on m.code = o.municipality_code
      order by p.from_date desc nulls last, p.id desc`,
    [contactIds],
  );
}

/** Makes the search text of these contacts right again, after a change to them, their positions or their organisations. */
export async function refreshSearchText(tx: EntityManager, contactIds: string[]): Promise<void> {
  await tx.query(
    `update contact k set search_text = fresh.search_text
       from (select c.id, left(searchable(concat_ws(' ', ${PERSON_WORDS}, (
               select string_agg(${POSITION_WORDS}, ' ' order by p.id) from position p
                 join contact_organisation o on o.organisation_id = p.organisation_id and o.id = p.contact_organisation_id
                 left join municipality m on m.code = o.municipality_code
                where p.organisation_id = c.organisation_id and p.contact_id = c.id))), ${MOST_SEARCH_TEXT}) search_text
               from contact c where c.id = any ($1::uuid[])) fresh
      where k.id = fresh.id and k.search_text is distinct from fresh.search_text`,
    [contactIds],
  );
}

/** The organisation of that kind and name, made when it is new. Where it sits is filled in only while that is unknown. */
export async function ensureOrganisation(tx: EntityManager, organisationId: string, { kind, name, municipalityCode }: { kind: OrganisationKind; name: string; municipalityCode: string | null }): Promise<string> {
  const [{ id }] = await tx.query(
    `insert into contact_organisation as o (organisation_id, kind, name, municipality_code) values ($1, $2, $3, $4)
     on conflict (organisation_id, kind, lower(name)) do update set municipality_code = coalesce(o.municipality_code, excluded.municipality_code) returning id`,
    [organisationId, kind, name, municipalityCode],
  );
  return id;
}

/** The secretariat with that address, made when it is new, else brought up to date. */
export async function ensureSecretariat(tx: EntityManager, organisationId: string, secretariat: SecretariatInput & { contactOrganisationId: string | null; secretKey: string }): Promise<string> {
  const { email, emailKey, emailHash } = addressColumns(secretariat.email, secretariat.secretKey);
  const [{ id }] = await tx.query(
    `insert into secretariat as s (organisation_id, contact_organisation_id, name, email, email_key, email_hash, phone) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organisation_id, email_key) do update set name = excluded.name, email = excluded.email, email_hash = excluded.email_hash,
       phone = coalesce(excluded.phone, s.phone), contact_organisation_id = coalesce(excluded.contact_organisation_id, s.contact_organisation_id) returning id`,
    [organisationId, secretariat.contactOrganisationId, secretariat.name, email, emailKey, emailHash, secretariat.phone],
  );
  return id;
}
