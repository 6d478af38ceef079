import { DomainError, isUuid } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { Meeting } from './meeting.entity.js';
import type { MeetingState } from './meeting-state.js';

/** One line of the overview, with its numbers from the counters. */
export interface MeetingLine {
  id: string;
  title: string;
  state: MeetingState;
  startsAt: Date;
  endsAt: Date;
  venueName: string;
  venuePlace: string;
  invited: number;
  answered: number;
  coming: number;
}

/** Which meetings: those still to come (soonest first) or those that were (latest first), after the cursor of the page before. */
export interface MeetingListPage {
  when: 'upcoming' | 'past' | 'all';
  now: Date;
  after: string | null;
  limit: number;
}

/** @throws DomainError `meeting.not-found`, also for an id that cannot be one */
export async function loadMeeting(tx: EntityManager, id: string, lock = false): Promise<Meeting> {
  const meeting = isUuid(id) ? await tx.findOne(Meeting, { where: { id }, ...(lock && { lock: { mode: 'pessimistic_write' } }) }) : null;
  if (!meeting) throw new DomainError('meeting.not-found');
  return meeting;
}

const LINE = `select m.id, m.title, m.state, m.starts_at as "startsAt", m.ends_at as "endsAt", m.venue_name as "venueName", m.venue_place as "venuePlace",
  coalesce(t.invited, 0)::int as invited, coalesce(t.answered, 0)::int as answered, coalesce(t.coming, 0)::int as coming
  from meeting m left join lateral (
    select sum(people) as invited, sum(people) filter (where answer <> 'none') as answered, sum(people) filter (where answer = 'yes') as coming
    from meeting_tally where organisation_id = m.organisation_id and meeting_id = m.id) t on true`;

/** A page of meetings in one query; `next` is the cursor of the page after it. */
export async function listMeetings(tx: EntityManager, organisationId: string, page: MeetingListPage): Promise<{ items: MeetingLine[]; next: string | null }> {
  const [startsAt, id] = readCursor(page.after);
  const values = [organisationId, page.now, startsAt, id, page.limit + 1];
  const found: MeetingLine[] = page.when === 'upcoming'
    ? await tx.query(`${LINE} where m.organisation_id = $1 and m.ends_at > $2 and ($3::timestamptz is null or (m.starts_at, m.id) > ($3, $4::uuid)) order by m.starts_at, m.id limit $5`, values)
    : await tx.query(`${LINE} where m.organisation_id = $1 and (m.ends_at <= $2 or $6) and ($3::timestamptz is null or m.starts_at < $3 or (m.starts_at = $3 and m.id > $4::uuid)) order by m.starts_at desc, m.id limit $5`, [...values, page.when === 'all']);
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: found.length > page.limit && last ? `${last.startsAt.toISOString()}_${last.id}` : null };
}

/** Municipality codes that are no codes of ours. */
export async function unknownMunicipalities(tx: EntityManager, codes: string[]): Promise<string[]> {
  const rows: { code: string }[] = await tx.query('select code from unnest($1::text[]) as given (code) where code not in (select code from municipality)', [codes]);
  return rows.map(({ code }) => code);
}

/** A meeting that is over although nobody said so, with its organisation. Needs the worker's view. */
export async function meetingsThatAreOver(tx: EntityManager, now: Date): Promise<{ id: string; organisationId: string }[]> {
  return tx.query(`select id, organisation_id as "organisationId" from meeting where state in ('inviting', 'confirmed') and ends_at <= $1 order by ends_at limit 100`, [now]);
}

function readCursor(after: string | null): [Date | null, string | null] {
  const [instant = '', id = ''] = (after ?? '').split('_');
  const startsAt = new Date(instant);
  return Number.isNaN(startsAt.getTime()) || !isUuid(id) ? [null, null] : [startsAt, id];
}
