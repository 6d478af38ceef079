import type { Day } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { Contact } from './contact.entity.js';
import type { PositionInput } from './contact-input.js';

/** A position whose organisation is known. */
export type PositionToSave = Omit<PositionInput, 'organisation'> & { contactOrganisationId: string };

/** Makes these the positions of a contact: others go, the same function at the same organisation keeps its row. */
export async function savePositions(tx: EntityManager, contact: Pick<Contact, 'id' | 'organisationId'>, positions: PositionToSave[]): Promise<void> {
  const rows = JSON.stringify(positions.map(({ contactOrganisationId, function: kind, title, portfolio, from, until, lastChecked }) => ({ contact_organisation_id: contactOrganisationId, function: kind, title, portfolio, from_date: from, until_date: until, last_checked: lastChecked })));
  await tx.query(
    `delete from position p where p.organisation_id = $1 and p.contact_id = $2
        and (p.contact_organisation_id, p.function) not in (select contact_organisation_id, function from jsonb_to_recordset($3::jsonb) as n (contact_organisation_id uuid, function text))`,
    [contact.organisationId, contact.id, rows],
  );
  await tx.query(
    `insert into position as p (organisation_id, contact_id, contact_organisation_id, function, title, portfolio, from_date, until_date, last_checked)
     select distinct on (n.contact_organisation_id, n.function) $1::uuid, $2::uuid, n.*
       from jsonb_to_recordset($3::jsonb) as n (contact_organisation_id uuid, function text, title text, portfolio text, from_date date, until_date date, last_checked date)
     on conflict (organisation_id, contact_id, contact_organisation_id, function)
     do update set (title, portfolio, from_date, until_date, last_checked, doubted_on) = (excluded.title, excluded.portfolio, excluded.from_date, excluded.until_date, excluded.last_checked,
       case when excluded.last_checked is not distinct from p.last_checked then p.doubted_on end)`,
    [contact.organisationId, contact.id, rows],
  );
}

/** Marks the current positions of a contact as checked on `today`. */
export async function confirmPositions(tx: EntityManager, contactId: string, today: Day): Promise<void> {
  await tx.query(
    `update position set last_checked = $2, doubted_on = null where organisation_id = (select current_organisation()) and contact_id = $1
        and coalesce(from_date <= $2::date, true) and coalesce(until_date >= $2::date, true)`,
    [contactId, today],
  );
}

/** Marks a position as doubtful: whoever has it says that it does not fit. Checking it again takes the doubt away. */
export async function doubtPosition(tx: EntityManager, organisationId: string, positionId: string, today: Day): Promise<void> {
  await tx.query('update position set doubted_on = $3 where organisation_id = $1 and id = $2', [organisationId, positionId, today]);
}
