import type { ContactFunction } from '@bijeen/contacts';
import { type Prepared, runPrepared } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { limitsAt, Room, type Seat } from './room.js';
import { type PlaceRule, USUAL_RULES } from './place-rule.entity.js';
import type { Party } from './waiting-list.js';

/** The meeting whose places these are. */
export interface MeetingRef {
  organisationId: string;
  meetingId: string;
}

/** The places of a meeting as they stand, with what time does to them. */
export interface Places {
  room: Room;
  rules: Omit<PlaceRule, 'organisationId' | 'meetingId' | 'lookAt'>;
  lookAt: Date | null;
  startsAt: Date;
  /** When the first offer ends. */
  firstOfferEnds: Date | null;
  /** When the first duo has to have a partner. */
  firstPartnerDue: Date | null;
}

interface PlacesRow extends Omit<Places, 'room' | 'rules'> {
  capacity: number | null;
  rule: Places['rules'] | null;
  taken: [Seat, number][];
}

/** One statement: it runs with every yes to a meeting with limited places. */
const PLACES: Prepared = { name: 'places', text: `
  select m.capacity, m.starts_at as "startsAt", r.look_at as "lookAt",
    case when r.meeting_id is not null then jsonb_build_object('protectedSeats', r.protected_seats, 'protectedUntil', r.protected_until, 'ceilings', r.ceilings,
      'offerHours', r.offer_hours, 'partnerDays', r.partner_days, 'onlyDecidingSubstitutes', r.only_deciding_substitutes) end as rule,
    (select min(offer_until) from invitation where organisation_id = $1 and meeting_id = $2 and place = 'offered') as "firstOfferEnds",
    (select min(partner_until) from duo where organisation_id = $1 and meeting_id = $2) as "firstPartnerDue",
    (select coalesce(jsonb_agg(jsonb_build_array(function, people)), '[]') from (
      select function, count(*) as people from invitation where organisation_id = $1 and meeting_id = $2 and place in ('confirmed', 'offered') group by 1
      union all
      select null, count(*) from duo d where d.organisation_id = $1 and d.meeting_id = $2 and d.partner_until > $3
        and exists (select from invitation i where i.organisation_id = $1 and i.duo_id = d.id and i.place in ('confirmed', 'offered'))) per_function) as taken
  from meeting m left join place_rule r on r.organisation_id = m.organisation_id and r.meeting_id = m.id
  where m.organisation_id = $1 and m.id = $2` };

/** Reads the places; lock the meeting first when you are going to give some away. */
export async function loadPlaces(tx: EntityManager, { organisationId, meetingId }: MeetingRef, now: Date): Promise<Places> {
  const [row] = await runPrepared<PlacesRow>(tx, PLACES, [organisationId, meetingId, now]);
  if (!row) throw new Error(`There is no meeting ${meetingId}.`);
  const rules = row.rule ?? { ...USUAL_RULES };
  const { lookAt, startsAt, firstOfferEnds, firstPartnerDue } = row;
  return { room: new Room(limitsAt(now, { capacity: row.capacity, ...rules }), row.taken), rules, lookAt, startsAt, firstOfferEnds, firstPartnerDue };
}

/** Everybody who waits, as parties; in no particular order. */
export async function waitingParties(tx: EntityManager, { organisationId, meetingId }: MeetingRef, now: Date): Promise<Party[]> {
  const rows: (Omit<Party, 'seats'> & { functions: ContactFunction[]; half: boolean })[] = await tx.query(
    `select coalesce(i.duo_id, i.id) as id, array_agg(i.id order by i.id) as members, array_agg(i.function order by i.id) as functions, i.duo_id is not null as duo,
       coalesce(d.partner_until > $3, false) as half, bool_or(i.place_priority > 0) as first, min(i.place_since) as since,
       coalesce(min(listed.number), 0)::int as number
     from invitation i left join duo d on d.organisation_id = i.organisation_id and d.id = i.duo_id
       left join lateral (select max(id) as number from place_move p where p.organisation_id = i.organisation_id and p.invitation_id = i.id and p.move = 'listed') listed on true
     where i.organisation_id = $1 and i.meeting_id = $2 and i.place = 'waiting' group by 1, i.duo_id, d.partner_until`,
    [organisationId, meetingId, now],
  );
  return rows.map(({ functions, half, ...party }) => ({ ...party, seats: half ? [...functions, null] : functions }));
}

/** Locks the meeting before its guests, in the order in which everything else does; the end of the transaction lets go. */
export async function lockMeeting(tx: EntityManager, { organisationId, meetingId }: MeetingRef): Promise<void> {
  await tx.query('select from meeting where organisation_id = $1 and id = $2 for no key update', [organisationId, meetingId]);
}

/** What happens to somebody's place. */
export const MOVES = ['placed', 'listed', 'offered', 'lapsed', 'left', 'first', 'not-first'] as const;
export type Move = (typeof MOVES)[number];

/** One line of the log, from which the order can be followed (R15). */
export interface NewMove {
  invitationId: string;
  move: Move;
  /** The rule that kept this guest from a place, as the guest reads it. */
  blockedBy?: string | null;
  /** Why an organiser did it. */
  reason?: string | null;
}

/** Writes what happened in the log. */
export async function logMoves(tx: EntityManager, { organisationId, meetingId }: MeetingRef, moves: NewMove[], { by, now }: { by: string; now: Date }): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ invitationId, move, blockedBy = null, reason = null }, place) => ({ place, invitation_id: invitationId, move, blocked_by: blockedBy, reason }));
  await tx.query(
    `insert into place_move (organisation_id, meeting_id, invitation_id, move, blocked_by, reason, moved_by, at)
     select $1, $2, r.invitation_id, r.move, r.blocked_by, r.reason, $4, $5
     from jsonb_to_recordset($3::jsonb) as r(place int, invitation_id uuid, move text, blocked_by text, reason text) order by r.place`,
    [organisationId, meetingId, JSON.stringify(rows), by, now],
  );
}

/** Remembers when time changes something next; null when nothing does. */
export async function lookAgainAt(tx: EntityManager, { organisationId, meetingId }: MeetingRef, lookAt: Date | null): Promise<void> {
  await tx.query(
    `insert into place_rule (organisation_id, meeting_id, look_at) values ($1, $2, $3)
     on conflict (organisation_id, meeting_id) do update set look_at = excluded.look_at where place_rule.look_at is distinct from excluded.look_at`,
    [organisationId, meetingId, lookAt],
  );
}

/** Meetings at whose places the clock must look now; needs the worker's view. */
export async function placesToLookAt(tx: EntityManager, now: Date): Promise<MeetingRef[]> {
  return tx.query(`select organisation_id as "organisationId", meeting_id as "meetingId" from place_rule where look_at <= $1 order by look_at limit 500`, [now]);
}
