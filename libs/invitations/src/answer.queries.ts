import type { Meeting } from '@bijeen/meetings';
import type { NewMove } from '@bijeen/places';
import { type Prepared, runPrepared } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { Answer } from './answer.js';
import { Invitation } from './invitation.entity.js';

/** The organisation that invites, as far as a guest may see it. */
export interface Host {
  name: string;
  senderName: string;
  replyTo: string | null;
  colour: string | null;
}

/** What pages and mails about an answer need of the meeting. */
export type MeetingFacts = Pick<
  Meeting,
  'id' | 'title' | 'state' | 'startsAt' | 'endsAt' | 'answerBy' | 'venueName' | 'venueAddress' | 'venuePostcode4' | 'venuePlace' | 'programme' | 'contactName' | 'contactEmail' | 'contactPhone'
>;

/** An invitation with everything around it that answering needs, read in one query. */
export interface FoundInvitation {
  invitation: Invitation;
  meeting: MeetingFacts;
  host: Host;
  hasWishes: boolean;
  /** There are not places for everybody: whoever says yes may have to wait. */
  limited: boolean;
  /** Which rule kept this guest from a place, in words; null when nothing did. */
  blockedBy: string | null;
  /** The wishes of the answer differ from those that are kept. */
  newWishes: boolean;
  /** Nonces of the links for mails; null where there is none. */
  answerLink: Buffer | null;
  unsubscribeLink: Buffer | null;
}

interface Which {
  organisationId: string;
  invitationId: string;
  /** Absent when the link itself says which meeting. */
  meetingId?: string;
}

const COLUMNS = `
  i.id as "i.id", i.organisation_id as "i.organisationId", i.meeting_id as "i.meetingId", i.contact_id as "i.contactId", i.display_name as "i.displayName",
  i.salutation as "i.salutation", i.function as "i.function", i.contact_organisation_name as "i.contactOrganisationName", i.email as "i.email",
  i.secretariat_id as "i.secretariatId", i.travel_minutes as "i.travelMinutes", i.state as "i.state", i.answer as "i.answer", i.reason as "i.reason", i.reason_text as "i.reasonText", i.remark as "i.remark",
  i.answer_origin as "i.answerOrigin", i.answer_revision as "i.answerRevision", i.answered_at as "i.answeredAt",
  i.calendar_uid as "i.calendarUid", i.calendar_sequence as "i.calendarSequence", i.calendar_stamp as "i.calendarStamp", i.calendar_since as "i.calendarSince", i.calendar_buttons as "i.calendarButtons", i.said_at as "i.saidAt",
  i.place as "i.place", i.place_since as "i.placeSince", i.place_priority as "i.placePriority", i.offer_until as "i.offerUntil", i.duo_id as "i.duoId", i.seeks_partner as "i.seeksPartner", i.position_id as "i.positionId", i.municipality_code as "i.municipalityCode", i.secretariat_id as "i.secretariatId",
  i.previous_answer as "i.previousAnswer", i.previous_place as "i.previousPlace", i.previous_starts_at as "i.previousStartsAt",
  m.id as "m.id", m.title as "m.title", m.state as "m.state", m.starts_at as "m.startsAt", m.ends_at as "m.endsAt", m.answer_by as "m.answerBy",
  m.venue_name as "m.venueName", m.venue_address as "m.venueAddress", m.venue_postcode4 as "m.venuePostcode4", m.venue_place as "m.venuePlace",
  m.programme as "m.programme", m.contact_name as "m.contactName", m.contact_email as "m.contactEmail", m.contact_phone as "m.contactPhone",
  o.name as "o.name", o.sender_name as "o.senderName", o.reply_to as "o.replyTo", o.colour as "o.colour",
  w.invitation_id is not null as "hasWishes",
  case when i.place = 'waiting' then (select blocked_by from place_move p where p.organisation_id = i.organisation_id and p.invitation_id = i.id and p.move = 'listed' order by p.id desc limit 1) end as "blockedBy"`;

const TABLES = `
  invitation i
    join meeting m on m.organisation_id = i.organisation_id and m.id = i.meeting_id
    join organisation o on o.id = i.organisation_id
    left join invitation_wish w on w.organisation_id = i.organisation_id and w.invitation_id = i.id`;

/** Whether the places of meeting `m` are limited. */
export const LIMITED = `(m.capacity is not null or exists (select from place_rule r where r.organisation_id = m.organisation_id and r.meeting_id = m.id and r.ceilings <> '{}'))`;

/** For the pages that only show. */
export const FIND_INVITATION: Prepared = { name: 'find-invitation', text: `select ${COLUMNS}, ${LIMITED} as limited, false as "newWishes", null as "answerLink", null as "unsubscribeLink" from ${TABLES} where i.organisation_id = $1 and i.id = $2` };

/**
 * For answering. The meeting is locked before the invitation, in the order in which a change of the meeting locks them: a guest who
 * answers while the date changes sees either the old date and gets the change mail, or the new date. Where places are limited,
 * answers to one meeting go one by one (`gate`), so that no place is given away twice (R15).
 */
export const LOCK_INVITATION: Prepared = { name: 'lock-invitation', text: `
  with gate as materialized (
    select m.id from meeting m where m.organisation_id = $1 and m.id = (select meeting_id from invitation where organisation_id = $1 and id = $2) and ${LIMITED} for no key update of m
  )
  select ${COLUMNS}, gate.id is not null as limited,
    (case when $6 then $3 else coalesce($3, w.diet) end, case when $6 then $4 else coalesce($4, w.access) end) is distinct from (w.diet, w.access) as "newWishes",
    a.nonce as "answerLink", u.nonce as "unsubscribeLink"
  from ${TABLES}
    left join gate on gate.id = m.id
    left join lateral (select nonce from personal_link where organisation_id = $1 and invitation_id = $2 and purpose = 'answer' and revoked_at is null order by created_at desc limit 1) a on true
    left join lateral (select nonce from personal_link where organisation_id = $1 and invitation_id = $2 and purpose = 'unsubscribe' and revoked_at is null order by created_at desc limit 1) u on true
  where i.organisation_id = $1 and i.id = $2 and ($5::uuid is null or i.meeting_id = $5)
  for key share of m for no key update of i` };

/** The current answer, its history, the wishes and the audit line in one statement; a trigger keeps the tally (G7). */
export const SAVE_ANSWER: Prepared = { name: 'save-answer', text: `
  with answered as (
    update invitation set answer = $3, reason = $4, reason_text = $5, remark = $6, answer_origin = $7, answer_revision = $8, answered_at = $9,
      calendar_uid = $10, calendar_sequence = $11, calendar_stamp = $12, place = $21, place_since = $22, offer_until = $23, duo_id = $24, seeks_partner = $28, calendar_since = $29, said_at = $30
    where organisation_id = $1 and id = $2 and answer_revision = $8 - 1 returning id
  ), noted as (
    insert into answer_history (organisation_id, invitation_id, answer, reason, reason_text, remark, origin, recorded_by, at)
    select $1, id, $3, $4, $5, $6, $7, $13, $20 from answered where $14
  ), moved as (
    insert into place_move (organisation_id, meeting_id, invitation_id, move, blocked_by, moved_by, at) select $1, $25, id, $26::text, $27, $13, $20 from answered where $26::text is not null
  ), wished as (
    insert into invitation_wish as w (organisation_id, invitation_id, diet, access, erase_after)
    select $1, id, $15, $16, $17 from answered where num_nonnulls($15::text, $16::text) > 0
    on conflict (organisation_id, invitation_id) do update set erase_after = excluded.erase_after,
      diet = case when $18 then excluded.diet else coalesce(excluded.diet, w.diet) end, access = case when $18 then excluded.access else coalesce(excluded.access, w.access) end
  ), forgotten as (
    delete from invitation_wish where organisation_id = $1 and invitation_id = $2 and $18 and num_nonnulls($15::text, $16::text) = 0
  ), traced as (
    insert into audit_log (organisation_id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, details)
    select $1, $19::jsonb->>'kind', $19::jsonb->>'id', $13, 'invitation.answered', 'invitation', id::text, jsonb_build_object('answer', $3::text, 'origin', $7::text) from answered
  ) select count(*)::int as written from answered` };

/** Reads without a lock. Undefined when there is no such invitation in this organisation. */
export async function findInvitation(tx: EntityManager, { organisationId, invitationId }: Which): Promise<FoundInvitation | undefined> {
  const [row] = await runPrepared<FoundInvitation>(tx, FIND_INVITATION, [organisationId, invitationId]);
  return row && found(row);
}

/** Reads with a lock until the end of the transaction. */
export async function lockInvitation(tx: EntityManager, { organisationId, invitationId, meetingId }: Which, wishes: Pick<Answer, 'diet' | 'access' | 'forgetWishes'>): Promise<FoundInvitation | undefined> {
  const [row] = await runPrepared<FoundInvitation>(tx, LOCK_INVITATION, [organisationId, invitationId, wishes.diet, wishes.access, meetingId ?? null, wishes.forgetWishes]);
  return row && found(row);
}

/** Everything about one answer that goes into the database. */
export interface AnswerToSave {
  invitation: Invitation;
  /** False when only the wishes changed: those have no history. */
  answerChanged: boolean;
  wishes: { diet: string | null; access: string | null; eraseAfter: Date; forget: boolean };
  /** What became of the place, for the log of a meeting with limited places. */
  move: Omit<NewMove, 'invitationId'> | null;
  by: { kind: string; id: string | null; name: string };
  now: Date;
}

/** @throws Error when somebody else changed the answer in between, which the lock makes impossible */
export async function saveAnswer(tx: EntityManager, { invitation, answerChanged, wishes, move, by, now }: AnswerToSave): Promise<void> {
  const { organisationId, id, answer, reason, reasonText, remark, answerOrigin, answerRevision, answeredAt, calendarUid, calendarSequence, calendarStamp, place, placeSince, offerUntil, duoId } = invitation;
  const [saved] = await runPrepared<{ written: number }>(tx, SAVE_ANSWER, [
    organisationId, id, answer, reason, reasonText, remark, answerOrigin, answerRevision, answeredAt, calendarUid, calendarSequence, calendarStamp,
    by.name, answerChanged, wishes.diet, wishes.access, wishes.eraseAfter, wishes.forget, JSON.stringify({ kind: by.kind, id: by.id }), now, place, placeSince, offerUntil, duoId,
    invitation.meetingId, move?.move ?? null, move?.blockedBy ?? null, invitation.seeksPartner, invitation.calendarSince, invitation.saidAt,
  ]);
  if (saved?.written !== 1) throw new Error(`The answer of invitation ${id} changed under a lock.`);
}

/** The same answer was given once more, later: nothing changes but when it was last said. */
export async function noteSaidAgain(tx: EntityManager, { organisationId, id, saidAt }: Invitation): Promise<void> {
  await tx.query('update invitation set said_at = $3 where organisation_id = $1 and id = $2 and said_at is distinct from $3', [organisationId, id, saidAt]);
}

/** One flat row becomes the entity and what stands around it. */
function found(row: FoundInvitation): FoundInvitation {
  const part = <T>(prefix: string): T => Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value])) as T;
  const { hasWishes, limited, blockedBy, newWishes, answerLink, unsubscribeLink } = row;
  return { invitation: Object.assign(new Invitation(), part<Invitation>('i.')), meeting: part<MeetingFacts>('m.'), host: part<Host>('o.'), hasWishes, limited, blockedBy, newWishes, answerLink, unsubscribeLink };
}
