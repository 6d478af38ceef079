import type { EntityManager } from 'typeorm';
import { LIMITED } from './answer.queries.js';
import type { ToldGuest } from './meeting-mails.queries.js';

/** What can happen to a meeting before it is held. */
export const MOVE_KINDS = ['reschedule', 'postpone', 'cancel'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

/** How a guest stands towards the date that falls away: each gets a text of its own. */
export const MOVE_VARIANTS = ['came', 'waiting', 'date', 'none', 'substitute', 'declined'] as const;
export type MoveVariant = (typeof MOVE_VARIANTS)[number];

/** One move of one meeting. */
export interface WhichMove {
  id: string;
  organisationId: string;
  meetingId: string;
  kind: MoveKind;
}

/** A guest as far as a move has consequences. */
export interface ForeseenGuest {
  variant: MoveVariant;
  formerAnswer: string | null;
  email: string;
  /** An item stands in the guest's calendar. */
  inCalendar: boolean;
  /** Had been offered a place and loses that offer. */
  offered: boolean;
}

/** A guest after a move, with what goes into the mail. `uid`, `sequence` and `stamp` are those of the version to send. */
export interface MovedGuest extends ForeseenGuest, ToldGuest {
  formerStartsAt: Date | null;
  /** A place is held for the guest until the new answer-by date. */
  holds: boolean;
  viaSecretariat: boolean;
}

/**
 * Whoever knows of the meeting: an invitation or question was sent or is on its way, or an answer came. The sender stands still while this
 * is asked for a move (`MailLedger.hold`), so that nobody falls between two statements.
 */
export const KNOWS = `(i.state = 'sent' or i.answer <> 'none' or i.previous_answer is not null or exists (
    select from outgoing_mail o where o.organisation_id = i.organisation_id and o.invitation_id = i.id
      and o.kind in ('invitation', 'asked-again') and (o.state in ('sent', 'sending', 'uncertain') or o.sent_again)))`;

/**
 * Everybody who knows, before the move; $3 is its kind. Who has not answered since the last move stands as before it; a place that was held for them
 * counts as theirs for as long as it still is. Asked: whose answer is history. Not so who declined for another reason than the date, and not who
 * sent a substitute: that one is asked. Holds: who had a place or was offered one keeps it for the new date, where places are limited.
 */
const CLASSIFIED = `
  select i.id, former.answer as former_answer, former.place as former_place, former.starts_at as former_starts_at, standing.variant,
    $3::text <> 'cancel' and standing.variant not in ('declined', 'substitute') as asked,
    $3::text = 'reschedule' and limited.places and (standing.variant = 'came' or (former.place is not distinct from 'offered' and (i.place is not distinct from 'offered' or m.state = 'postponed'))) as holds
  from invitation i
    join meeting m on m.organisation_id = i.organisation_id and m.id = i.meeting_id
    cross join lateral (select ${LIMITED} as places) limited
    cross join lateral (
      select case when i.answer = 'none' then i.previous_answer else i.answer end as answer,
        case when i.answer = 'none' then i.previous_place else i.place end as place,
        case when i.answer = 'none' then i.previous_starts_at else m.starts_at end as starts_at,
        case when i.answer = 'none' then 'date' else i.reason end as reason) former
    cross join lateral (
      select case
        when i.place is not distinct from 'confirmed' then 'came'
        when i.answer = 'none' and former.answer = 'yes' and former.place = 'confirmed' and (i.place = 'offered' or (i.place is null and (m.state = 'postponed' or not limited.places))) then 'came'
        when former.answer = 'yes' and i.place in ('waiting', 'offered') then 'waiting'
        when former.answer = 'no' and former.reason = 'date' then 'date'
        when i.answer = 'no' then 'declined'
        when i.answer = 'substitute' then 'substitute'
        else 'none'
      end as variant) standing
  where i.organisation_id = $1 and i.meeting_id = $2 and ${KNOWS}`;

/** Everybody whom a move would touch, without touching them. */
export async function foreseenGuests(tx: EntityManager, organisationId: string, meetingId: string, kind: MoveKind): Promise<ForeseenGuest[]> {
  return tx.query(
    `with classified as (${CLASSIFIED})
     select c.variant, c.former_answer as "formerAnswer", i.email, i.calendar_stamp is not null as "inCalendar", i.place is not distinct from 'offered' and c.variant <> 'came' and not c.holds as offered
     from classified c join invitation i on i.organisation_id = $1 and i.id = c.id`,
    [organisationId, meetingId, kind],
  );
}

/** Keeps how everybody stands, for the move and for undoing it. Before the meeting itself changes. */
export async function keepGuests(tx: EntityManager, { id, organisationId, meetingId, kind }: WhichMove): Promise<void> {
  await tx.query(
    `insert into meeting_move_guest (organisation_id, move_id, invitation_id, variant, asked, holds, former_answer, former_place, former_starts_at, answer_revision, before)
     select $1, $4, c.id, c.variant, c.asked, c.holds, c.former_answer, c.former_place, c.former_starts_at, i.answer_revision + case when c.asked then 1 else 0 end,
       jsonb_build_object('answer', i.answer, 'reason', i.reason, 'reason_text', i.reason_text, 'remark', i.remark, 'answer_origin', i.answer_origin, 'answer_revision', i.answer_revision,
         'answered_at', i.answered_at, 'place', i.place, 'place_since', i.place_since, 'offer_until', i.offer_until, 'calendar_uid', i.calendar_uid,
         'calendar_sequence', i.calendar_sequence, 'calendar_stamp', i.calendar_stamp, 'calendar_since', i.calendar_since, 'said_at', i.said_at, 'previous_answer', i.previous_answer, 'previous_place', i.previous_place, 'previous_starts_at', i.previous_starts_at)
     from (${CLASSIFIED}) c join invitation i on i.organisation_id = $1 and i.id = c.id`,
    [organisationId, meetingId, kind, id],
  );
}

/**
 * Moves everybody in one statement. Answers become history and a new one is awaited (not when the meeting is cancelled, and not from who declined
 * for another reason). Whoever had a place, or the offer of one, keeps it until the new answer-by date; the waiting list keeps its order. An item in a calendar moves along under its UID, or is taken out, after which the invitation has a new one (R17).
 */
export async function moveGuests(tx: EntityManager, { id, organisationId, kind }: WhichMove, { now, answerBy, domain }: { now: Date; answerBy: Date; domain: string }): Promise<MovedGuest[]> {
  const [guests] = await tx.query<[MovedGuest[]]>(
    `update invitation i set
       answer = case when g.asked then 'none' else i.answer end, reason = case when not g.asked then i.reason end, reason_text = case when not g.asked then i.reason_text end,
       remark = case when not g.asked then i.remark end, answer_origin = case when not g.asked then i.answer_origin end, answered_at = case when not g.asked then i.answered_at end,
       answer_revision = g.answer_revision,
       previous_answer = case when g.asked then g.former_answer else i.previous_answer end, previous_place = case when g.asked then g.former_place else i.previous_place end,
       previous_starts_at = case when g.asked then g.former_starts_at else i.previous_starts_at end,
       place = case when g.holds then 'offered' when g.asked and (g.variant = 'came' or i.place = 'lapsed') then null when i.place = 'offered' then 'waiting' else i.place end,
       place_since = case when g.holds then coalesce(i.place_since, $4::timestamptz) when g.asked and i.place = 'lapsed' then null else i.place_since end,
       offer_until = case when g.holds then $5::timestamptz end,
       calendar_uid = case when i.calendar_stamp is null or $3 = 'reschedule' then i.calendar_uid else gen_random_uuid() || '@' || $6::text end,
       calendar_sequence = case when i.calendar_stamp is null then i.calendar_sequence when $3 = 'reschedule' then i.calendar_sequence + 1 else 0 end,
       calendar_since = case when i.calendar_stamp is null then i.calendar_since when $3 = 'reschedule' then i.calendar_sequence + 1 else 0 end,
       said_at = case when not g.asked then i.said_at end,
       calendar_stamp = case when $3 = 'reschedule' and i.calendar_stamp is not null then greatest($4::timestamptz, i.calendar_stamp + interval '1 second') end
     from meeting_move_guest g
     where g.organisation_id = $1 and g.move_id = $2 and i.organisation_id = $1 and i.id = g.invitation_id
     returning i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName", i.travel_minutes as "travelMinutes",
       i.email, i.calendar_buttons as "calendarButtons", i.secretariat_id is not null as "viaSecretariat", old.answer, g.holds, g.variant, g.former_answer as "formerAnswer", g.former_starts_at as "formerStartsAt",
       old.calendar_stamp is not null as "inCalendar", old.place is not distinct from 'offered' and g.variant <> 'came' and not g.holds as offered,
       old.calendar_uid as uid, old.calendar_sequence + 1 as sequence, greatest($4::timestamptz, old.calendar_stamp + interval '1 second') as stamp`,
    [organisationId, id, kind, now, answerBy, domain],
  );
  return guests.map((guest) => ({ ...guest, stamp: guest.inCalendar ? guest.stamp : null }));
}

/** The answers that count no longer, as a line of their history; and what became of places, in their log. */
export async function noteMoves(tx: EntityManager, { id, organisationId, meetingId }: WhichMove, { by, now, reason }: { by: string; now: Date; reason: string }): Promise<void> {
  await tx.query(
    `with noted as (
       insert into answer_history (organisation_id, invitation_id, answer, origin, recorded_by, at)
       select $1, i.id, 'none', 'organiser', $4, $5 from meeting_move_guest g join invitation i on i.organisation_id = $1 and i.id = g.invitation_id
       where g.organisation_id = $1 and g.move_id = $3 and i.answer = 'none' and g.before->>'answer' <> 'none'
     )
     insert into place_move (organisation_id, meeting_id, invitation_id, move, reason, moved_by, at)
     select $1, $2, i.id, case i.place when 'offered' then 'offered' when 'waiting' then 'listed' else 'left' end, $6, $4, $5
     from meeting_move_guest g join invitation i on i.organisation_id = $1 and i.id = g.invitation_id
     where g.organisation_id = $1 and g.move_id = $3 and i.place is distinct from g.before->>'place' order by i.place_since, i.id`,
    [organisationId, meetingId, id, by, now, reason],
  );
}

/** Places that are held end with the answer-by date: that is when somebody must look. */
export async function lookAtPlaces(tx: EntityManager, organisationId: string, meetingId: string, at: Date): Promise<void> {
  await tx.query(
    `insert into place_rule as r (organisation_id, meeting_id, look_at) values ($1, $2, $3) on conflict (organisation_id, meeting_id) do update set look_at = least(r.look_at, excluded.look_at)`,
    [organisationId, meetingId, at],
  );
}
