import { isUuid } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';

/** An invitee on the list at the door. */
export interface AttendanceLine {
  invitationId: string;
  name: string;
  function: string;
  organisation: string;
  answer: 'none' | 'yes' | 'no' | 'maybe' | 'substitute';
  /** null: nobody has noted anything. */
  attended: boolean | null;
}

/** Whoever was expected first, then by name. */
const ORDER = `case i.answer when 'yes' then 0 when 'maybe' then 1 when 'substitute' then 1 when 'none' then 2 else 3 end`;

/** A page of the list, by key. `search` narrows it to names and organisations. */
export async function listAttendance(tx: EntityManager, organisationId: string, meetingId: string, { after, limit, search }: { after: string | null; limit: number; search: string | null }): Promise<{ items: AttendanceLine[]; next: string | null }> {
  const found: (AttendanceLine & { rank: number; sortName: string })[] = await tx.query(
    `select i.id as "invitationId", i.display_name as name, i.function, i.contact_organisation_name as organisation, i.answer, i.attended, ${ORDER} as rank, i.sort_name as "sortName"
     from invitation i
     where i.organisation_id = $1 and i.meeting_id = $2
       and ($3::uuid is null or (${ORDER}, i.sort_name, i.id) > (select ${ORDER}, i.sort_name, i.id from invitation i where i.organisation_id = $1 and i.id = $3))
       and ($4::text is null or searchable(i.display_name || ' ' || i.contact_organisation_name) like '%' || searchable($4) || '%')
     order by rank, i.sort_name, i.id limit $5`,
    [organisationId, meetingId, after && isUuid(after) ? after : null, search && likePattern(search), limit + 1],
  );
  const items = found.slice(0, limit).map(({ rank: _rank, sortName: _sortName, ...line }) => line);
  return { items, next: found.length > limit ? items.at(-1)!.invitationId : null };
}

/** Ticks these invitations in one statement; says which are none of this meeting. */
export async function tickAttendance(tx: EntityManager, organisationId: string, meetingId: string, ticks: { invitationId: string; attended: boolean | null }[]): Promise<string[]> {
  const rows = ticks.map(({ invitationId, attended }) => ({ id: invitationId, attended }));
  const strangers: { id: string }[] = await tx.query(
    `select r.id from jsonb_to_recordset($3::jsonb) as r(id uuid)
     where not exists (select from invitation i where i.organisation_id = $1 and i.meeting_id = $2 and i.id = r.id)`,
    [organisationId, meetingId, JSON.stringify(rows)],
  );
  if (strangers.length > 0) return strangers.map(({ id }) => id);
  await tx.query(
    `update invitation i set attended = r.attended from jsonb_to_recordset($3::jsonb) as r(id uuid, attended boolean)
     where i.organisation_id = $1 and i.meeting_id = $2 and i.id = r.id and i.attended is distinct from r.attended`,
    [organisationId, meetingId, JSON.stringify(rows)],
  );
  return [];
}

/** Everybody who said yes was there, as far as nobody noted otherwise; says how many that ticked. */
export async function tickEverybodyWhoSaidYes(tx: EntityManager, organisationId: string, meetingId: string): Promise<number> {
  const [, ticked] = await tx.query(`update invitation set attended = true where organisation_id = $1 and meeting_id = $2 and place = 'confirmed' and attended is null`, [organisationId, meetingId]);
  return ticked;
}

/** The numbers above the list, from the counters. */
export async function attendanceTally(tx: EntityManager, organisationId: string, meetingId: string): Promise<{ saidYes: number; present: number; absent: number; noted: number }> {
  const [tally] = await tx.query(
    `select coalesce(sum(people) filter (where answer = 'yes'), 0)::int as "saidYes", coalesce(sum(people) filter (where attended = 'true'), 0)::int as present,
       coalesce(sum(people) filter (where attended = 'false'), 0)::int as absent, coalesce(sum(people) filter (where attended <> ''), 0)::int as noted
     from meeting_tally where organisation_id = $1 and meeting_id = $2`,
    [organisationId, meetingId],
  );
  return tally;
}

function likePattern(text: string): string {
  return text.trim().replace(/[\\%_]/g, '\\$&');
}
