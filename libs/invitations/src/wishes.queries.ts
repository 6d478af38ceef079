import { isUuid } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';

/** How many guests who come wrote something down. */
export interface WishCounts {
  diet: number;
  access: number;
}

/** What one guest needs. */
export interface WishLine {
  invitationId: string;
  name: string;
  organisation: string;
  diet: string | null;
  access: string | null;
}

const PAGE = 200;

export async function wishCounts(tx: EntityManager, organisationId: string, meetingId: string): Promise<WishCounts> {
  const [counts] = await tx.query(
    `select count(w.diet)::int as diet, count(w.access)::int as access
     from invitation_wish w join invitation i on i.organisation_id = w.organisation_id and i.id = w.invitation_id
     where w.organisation_id = $1 and i.meeting_id = $2 and i.place = 'confirmed'`,
    [organisationId, meetingId],
  );
  return counts;
}

/** In the order of the guest list; `after` is the cursor of the page before. */
export async function wishLines(tx: EntityManager, organisationId: string, meetingId: string, after: string | null): Promise<{ items: WishLine[]; next: string | null }> {
  const from = after !== null && isUuid(after) ? after : null;
  const found: WishLine[] = await tx.query(
    `select i.id as "invitationId", i.display_name as name, i.contact_organisation_name as organisation, w.diet, w.access
     from invitation_wish w join invitation i on i.organisation_id = w.organisation_id and i.id = w.invitation_id
     where w.organisation_id = $1 and i.meeting_id = $2 and i.place = 'confirmed'
       and ($3::uuid is null or (i.sort_name, i.id) > (select sort_name, id from invitation where organisation_id = $1 and id = $3))
     order by i.sort_name, i.id limit $4`,
    [organisationId, meetingId, from, PAGE + 1],
  );
  const items = found.slice(0, PAGE);
  return { items, next: found.length > PAGE ? items.at(-1)!.invitationId : null };
}

/** Organisations in which wishes are due; needs the worker's view. */
export async function duePlaces(tx: EntityManager, now: Date): Promise<string[]> {
  const rows: { id: string }[] = await tx.query('select distinct organisation_id as id from invitation_wish where erase_after <= $1', [now]);
  return rows.map(({ id }) => id);
}

/** Says how many people's wishes were erased. */
export async function eraseDueWishes(tx: EntityManager, organisationId: string, now: Date): Promise<number> {
  const [{ people }] = await tx.query(
    'with gone as (delete from invitation_wish where organisation_id = $1 and erase_after <= $2 returning 1) select count(*)::int as people from gone',
    [organisationId, now],
  );
  return people;
}
