import type { ContactFunction } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';

/** Somebody who wants to hear of the next date. */
export interface InterestLine {
  id: string;
  /** Null for somebody who was not invited. */
  invitationId: string | null;
  name: string;
  email: string;
  /** Null for somebody who was not invited; then `functionText` may say what they do. */
  function: ContactFunction | null;
  functionText: string | null;
  organisation: string | null;
  remark: string | null;
  at: Date;
}

/** How many people with this function; null: not invited, so not known. */
export interface InterestCount {
  function: ContactFunction | null;
  people: number;
}

interface Whose {
  organisationId: string;
  meetingId: string;
}

/** More are not shown on one page. */
export const MOST_INTEREST = 500;

/** Keeps the interest of a guest; what the same person left without a link goes into it. False when it was there already. */
export async function insertInvited(tx: EntityManager, { organisationId, meetingId, invitationId, remark, now }: Whose & { invitationId: string; remark: string | null; now: Date }): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `with before as (
       delete from interest n using invitation i, contact c where n.organisation_id = $1 and n.meeting_id = $2 and i.organisation_id = $1 and i.id = $3
         and c.organisation_id = $1 and c.id = i.contact_id and n.email_key = c.email_key returning n.remark
     )
     insert into interest (organisation_id, meeting_id, invitation_id, remark, at) values ($1, $2, $3, coalesce($4, (select remark from before)), $5)
     on conflict (organisation_id, meeting_id, invitation_id) do nothing returning id`,
    [organisationId, meetingId, invitationId, remark, now],
  );
  return rows.length > 0;
}

/** Keeps the interest of somebody without an invitation, once per address. False when it was there already. */
export async function insertPerson(tx: EntityManager, { organisationId, meetingId, person, now }: Whose & { person: { name: string; email: string; emailKey: string; functionText: string | null; organisationText: string | null; remark: string | null }; now: Date }): Promise<boolean> {
  const { name, email, emailKey, functionText, organisationText, remark } = person;
  const rows: unknown[] = await tx.query(
    `insert into interest (organisation_id, meeting_id, name, email, email_key, function_text, organisation_text, remark, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (organisation_id, meeting_id, email_key) do nothing returning id`,
    [organisationId, meetingId, name, email, emailKey, functionText, organisationText, remark, now],
  );
  return rows.length > 0;
}

/** The guest with this address, when there is exactly one. */
export async function guestWithAddress(tx: EntityManager, { organisationId, meetingId, emailKey }: Whose & { emailKey: string }): Promise<string | null> {
  const rows: { id: string }[] = await tx.query(
    `select i.id from invitation i join contact c on c.organisation_id = i.organisation_id and c.id = i.contact_id
     where i.organisation_id = $1 and i.meeting_id = $2 and c.email_key = $3 limit 2`,
    [organisationId, meetingId, emailKey],
  );
  return rows.length === 1 ? rows[0]!.id : null;
}

export async function isInterested(tx: EntityManager, { organisationId, invitationId }: { organisationId: string; invitationId: string }): Promise<boolean> {
  const rows: unknown[] = await tx.query('select from interest where organisation_id = $1 and invitation_id = $2', [organisationId, invitationId]);
  return rows.length > 0;
}

export async function deleteInterest(tx: EntityManager, { organisationId, invitationId }: { organisationId: string; invitationId: string }): Promise<boolean> {
  const [, deleted]: [unknown, number] = await tx.query('delete from interest where organisation_id = $1 and invitation_id = $2', [organisationId, invitationId]);
  return deleted > 0;
}

/** Everybody, newest last, and how many there are per function: two queries. */
export async function interestOf(tx: EntityManager, { organisationId, meetingId }: Whose): Promise<{ items: InterestLine[]; counts: InterestCount[] }> {
  const items: InterestLine[] = await tx.query(
    `select n.id, n.invitation_id as "invitationId", coalesce(i.display_name, n.name) as name, coalesce(i.email, n.email) as email, i.function, n.function_text as "functionText",
       coalesce(i.contact_organisation_name, n.organisation_text) as organisation, n.remark, n.at
     from interest n left join invitation i on i.organisation_id = n.organisation_id and i.id = n.invitation_id
     where n.organisation_id = $1 and n.meeting_id = $2 order by n.at, n.id limit $3`,
    [organisationId, meetingId, MOST_INTEREST],
  );
  const counts: InterestCount[] = await tx.query(
    `select i.function, count(*)::int as people from interest n left join invitation i on i.organisation_id = n.organisation_id and i.id = n.invitation_id
     where n.organisation_id = $1 and n.meeting_id = $2 group by 1 order by 2 desc, 1`,
    [organisationId, meetingId],
  );
  return { items, counts };
}

const OLD = `from interest n join meeting m on m.organisation_id = n.organisation_id and m.id = n.meeting_id where m.ends_at + make_interval(months => $1) <= $2`;

/** Organisations in which interest is past its end; needs the worker's view. */
export async function placesWithOldInterest(tx: EntityManager, months: number, now: Date): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(`select distinct n.organisation_id as id ${OLD}`, [months, now]);
  return rows.map(({ id }) => id);
}

/** Says how many people that were. */
export async function eraseOldInterest(tx: EntityManager, { organisationId, months, now }: { organisationId: string; months: number; now: Date }): Promise<number> {
  const [{ people }] = await tx.query(`with gone as (delete from interest where id in (select n.id ${OLD} and n.organisation_id = $3) returning 1) select count(*)::int as people from gone`, [months, now, organisationId]);
  return people;
}

/** How many on the list were not invited. */
export async function peopleWithoutInvitation(tx: EntityManager, { organisationId, meetingId }: { organisationId: string; meetingId: string }): Promise<number> {
  const [row]: { people: number }[] = await tx.query('select count(*)::int as people from interest where organisation_id = $1 and meeting_id = $2 and invitation_id is null', [organisationId, meetingId]);
  return row!.people;
}

/** Somebody on the list who has not heard of the new date yet. */
export interface ToTell {
  id: string;
  invitationId: string | null;
  name: string;
  /** "Geachte mevrouw Bos": as in the invitation, or by the name that was typed. */
  salutation: string;
  email: string;
}

/** The meeting has a date again since they asked, and that can no longer be taken back. */
const HAS_A_DATE = `m.moved_at > n.at and m.state in ('planned', 'inviting', 'confirmed') and m.starts_at > $1 and n.told_at is null
  and not exists (select from meeting_move v where v.organisation_id = n.organisation_id and v.meeting_id = n.meeting_id and v.undone_at is null and v.leaves_at > $1)`;

/** Meetings of which people on the list are to hear; needs the worker's view. */
export async function meetingsToTellOf(tx: EntityManager, now: Date): Promise<Whose[]> {
  return tx.query(
    `select distinct n.organisation_id as "organisationId", n.meeting_id as "meetingId" from interest n join meeting m on m.organisation_id = n.organisation_id and m.id = n.meeting_id where ${HAS_A_DATE} limit 100`,
    [now],
  );
}

/** Marks everybody on the list as told, once, and gives those who were not asked again already. */
export async function takeToTell(tx: EntityManager, { organisationId, meetingId }: Whose, now: Date): Promise<ToTell[]> {
  const [people] = await tx.query<[(ToTell & { asked: boolean })[]]>(
    `update interest n set told_at = $1 from meeting m
     where n.organisation_id = $2 and n.meeting_id = $3 and m.organisation_id = $2 and m.id = $3 and ${HAS_A_DATE}
     returning n.id, n.invitation_id as "invitationId",
       coalesce((select i.display_name from invitation i where i.organisation_id = $2 and i.id = n.invitation_id), n.name) as name,
       coalesce((select i.salutation from invitation i where i.organisation_id = $2 and i.id = n.invitation_id), 'Geachte ' || n.name) as salutation,
       coalesce((select i.email from invitation i where i.organisation_id = $2 and i.id = n.invitation_id), n.email) as email,
       exists (select from outgoing_mail o where o.organisation_id = $2 and o.invitation_id = n.invitation_id and o.kind in ('asked-again', 'invitation') and o.created_at >= m.moved_at) as asked`,
    [now, organisationId, meetingId],
  );
  return people.filter(({ asked }) => !asked);
}

/** The address of the public page; null when the meeting has none. */
export async function publicPath(tx: EntityManager, { organisationId, meetingId }: Whose): Promise<string | null> {
  const [row]: { slug: string }[] = await tx.query('select slug from published_meeting where organisation_id = $1 and meeting_id = $2', [organisationId, meetingId]);
  return row ? `/b/${row.slug}` : null;
}
