import type { ContactFunction, EmployerInput } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { Invitation } from './invitation.entity.js';

/** A guest to whom something is told about somebody who comes with, or instead of, them. */
export interface Companion {
  id: string;
  contactId: string;
  displayName: string;
  salutation: string;
  contactOrganisationName: string;
  travelMinutes: number | null;
  email: string;
  function: ContactFunction;
  municipalityCode: string | null;
  answer: Invitation['answer'];
  place: Invitation['place'];
  duoId: string | null;
  /** How many such mails this guest had already; the revision of the next one. */
  told: number;
}

const PERSON = `i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName",
  i.travel_minutes as "travelMinutes", i.email, i.function, i.municipality_code as "municipalityCode", i.answer, i.place, i.duo_id as "duoId",
  (select count(*)::int from outgoing_mail o where o.organisation_id = i.organisation_id and o.meeting_id = i.meeting_id and o.recipient_key = i.contact_id::text and o.kind = 'companion') as told`;

type Ref = Pick<Invitation, 'organisationId' | 'meetingId'>;

/** These guests of one meeting, in the order asked for; locks them when they are to change. */
export async function companions(tx: EntityManager, { organisationId, meetingId }: Ref, ids: string[], lock = false): Promise<Companion[]> {
  const rows: Companion[] = await tx.query(
    `select ${PERSON} from invitation i where i.organisation_id = $1 and i.meeting_id = $2 and i.id = any ($3) order by array_position($3, i.id)${lock ? ' for no key update of i' : ''}`,
    [organisationId, meetingId, ids],
  );
  return rows;
}

/** The other one in this guest's duo; undefined without one. */
export async function partnerOf(tx: EntityManager, { organisationId, meetingId, id, duoId }: Pick<Invitation, 'organisationId' | 'meetingId' | 'id' | 'duoId'>): Promise<Companion | undefined> {
  if (duoId === null) return undefined;
  const [row] = await tx.query(`select ${PERSON} from invitation i where i.organisation_id = $1 and i.meeting_id = $2 and i.duo_id = $3 and i.id <> $4 for no key update of i`, [organisationId, meetingId, duoId, id]);
  return row;
}

/** Where a guest works, as it would be typed; undefined when it is not known. */
export async function employerOf(tx: EntityManager, { organisationId, positionId }: Pick<Invitation, 'organisationId' | 'positionId'>): Promise<EmployerInput | undefined> {
  if (positionId === null) return undefined;
  const [row] = await tx.query(
    `select co.kind, co.name, co.municipality_code as municipality from position p join contact_organisation co on co.organisation_id = p.organisation_id and co.id = p.contact_organisation_id
     where p.organisation_id = $1 and p.id = $2`,
    [organisationId, positionId],
  );
  return row;
}

/** Sets the place of a guest who did nothing for it. */
export async function setPlace(tx: EntityManager, { organisationId }: Ref, id: string, { place, since, offerUntil = null, duoId }: { place: Invitation['place']; since: Date | null; offerUntil?: Date | null; duoId: string | null }): Promise<void> {
  await tx.query(
    `update invitation set place = $3, place_since = case when $3::text is null then null else coalesce(place_since, $4::timestamptz) end, offer_until = $5, duo_id = $6 where organisation_id = $1 and id = $2`,
    [organisationId, id, place, since, offerUntil, duoId],
  );
}

/** Whom a guest sends, or for whom a guest comes; undefined when there is no such thing. */
export interface Substitution {
  id: string;
  originalId: string;
  substituteId: string;
}

/** The substitution that counts in which this guest is one of the two. */
export async function substitutionOf(tx: EntityManager, { organisationId, id }: Pick<Invitation, 'organisationId' | 'id'>): Promise<Substitution | undefined> {
  const [row] = await tx.query(
    `select id, original_id as "originalId", substitute_id as "substituteId" from substitution where organisation_id = $1 and (original_id = $2 or substitute_id = $2) and undone_at is null
     order by original_id = $2 desc limit 1`,
    [organisationId, id],
  );
  return row;
}

/** Keeps who comes instead of whom. */
export async function insertSubstitution(tx: EntityManager, { organisationId, meetingId, id }: Pick<Invitation, 'organisationId' | 'meetingId' | 'id'>, substituteId: string, now: Date): Promise<void> {
  await tx.query('insert into substitution (organisation_id, meeting_id, original_id, substitute_id, at) values ($1, $2, $3, $4, $5)', [organisationId, meetingId, id, substituteId, now]);
}

export async function endSubstitution(tx: EntityManager, organisationId: string, id: string, now: Date): Promise<void> {
  await tx.query('update substitution set undone_at = $3 where organisation_id = $1 and id = $2', [organisationId, id, now]);
}

/** The item that leaves the calendar of somebody who is no longer needed; without a stamp there is none. */
export interface RetiredItem {
  uid: string;
  sequence: number;
  stamp: Date | null;
}

/** A substitute who is no longer needed: no answer any more, no place, and a fresh item for the calendar because a cancelled UID never revives (R17). */
export async function retireSubstitute(tx: EntityManager, { organisationId, meetingId }: Ref, { id, domain, now }: { id: string; domain: string; now: Date }): Promise<RetiredItem> {
  const [[item]] = await tx.query(
    `update invitation i set answer = 'no', reason = 'other', reason_text = 'Is als vervanger niet meer nodig', answer_origin = 'organiser', answered_at = $4, answer_revision = answer_revision + 1,
       place = null, place_since = null, offer_until = null, duo_id = null,
       calendar_uid = case when calendar_stamp is null then calendar_uid else gen_random_uuid() || '@' || $5::text end, calendar_sequence = 0, calendar_stamp = null
     where organisation_id = $1 and meeting_id = $2 and id = $3
     returning old.calendar_uid as uid, old.calendar_sequence + 1 as sequence, old.calendar_stamp as stamp`,
    [organisationId, meetingId, id, now, domain],
  );
  await tx.query(
    `insert into answer_history (organisation_id, invitation_id, answer, reason, reason_text, origin, recorded_by, at) values ($1, $2, 'no', 'other', 'Is als vervanger niet meer nodig', 'organiser', 'Bijeen', $3)`,
    [organisationId, id, now],
  );
  return item;
}

/** Makes two guests one duo; `duoId` when one of them was left alone in it. Gives its id. */
export async function joinDuo(tx: EntityManager, { organisationId, meetingId }: Ref, members: string[], { duoId, now }: { duoId: string | null; now: Date }): Promise<string> {
  const [duo]: { id: string }[] = duoId
    ? (await tx.query('update duo set partner_until = null where organisation_id = $1 and id = $2 returning id', [organisationId, duoId]))[0]
    : await tx.query('insert into duo (organisation_id, meeting_id, created_at) values ($1, $2, $3) returning id', [organisationId, meetingId, now]);
  await tx.query('update invitation set duo_id = $3, seeks_partner = false where organisation_id = $1 and id = any ($2)', [organisationId, members, duo!.id]);
  return duo!.id;
}

/** Notes whether a guest looks for somebody to come with. */
export async function seekPartner(tx: EntityManager, organisationId: string, invitationId: string, seeks: boolean): Promise<void> {
  await tx.query('update invitation set seeks_partner = $3 where organisation_id = $1 and id = $2', [organisationId, invitationId, seeks]);
}

/** Guests who come, or wait, and look for a partner, or lost theirs. */
export interface Seeker {
  id: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  municipalityCode: string | null;
  municipality: string | null;
  place: Invitation['place'];
  /** Until then a partner can be named; null for who never had one. */
  partnerUntil: Date | null;
}

export async function seekers(tx: EntityManager, { organisationId, meetingId }: Ref): Promise<Seeker[]> {
  return tx.query(
    `select i.id, i.display_name as name, i.function, i.contact_organisation_name as organisation, i.municipality_code as "municipalityCode", g.name as municipality, i.place, d.partner_until as "partnerUntil"
     from invitation i left join duo d on d.organisation_id = i.organisation_id and d.id = i.duo_id left join municipality g on g.code = i.municipality_code
     where i.organisation_id = $1 and i.meeting_id = $2 and i.answer = 'yes' and (i.seeks_partner or d.partner_until is not null)
     order by g.name nulls last, i.sort_name, i.id`,
    [organisationId, meetingId],
  );
}

/** The name of a municipality; null when it is not known. */
export async function municipalityName(tx: EntityManager, code: string | null): Promise<string | null> {
  const [row] = await tx.query('select name from municipality where code = $1', [code]);
  return row?.name ?? null;
}

/** Who comes with a guest, instead of a guest, or whom a guest replaces. */
export interface CompanyOf {
  partner: { name: string; answer: Invitation['answer'] } | null;
  /** Until then another partner can be named. */
  partnerUntil: Date | null;
  substitute: { id: string; name: string; function: ContactFunction; answer: Invitation['answer'] } | null;
  original: { id: string; name: string; function: ContactFunction } | null;
}

/** Everything there is about one guest's company, in one query. */
export async function companyOf(tx: EntityManager, organisationId: string, invitationId: string): Promise<CompanyOf> {
  const [row] = await tx.query(
    `select
       (select jsonb_build_object('name', p.display_name, 'answer', p.answer) from invitation p where p.organisation_id = $1 and p.duo_id = i.duo_id and p.id <> i.id limit 1) as partner,
       d.partner_until as "partnerUntil",
       (select jsonb_build_object('id', o.id, 'name', o.display_name, 'function', o.function, 'answer', o.answer) from substitution s join invitation o on o.organisation_id = $1 and o.id = s.substitute_id
         where s.organisation_id = $1 and s.original_id = i.id and s.undone_at is null) as substitute,
       (select jsonb_build_object('id', o.id, 'name', o.display_name, 'function', o.function) from substitution s join invitation o on o.organisation_id = $1 and o.id = s.original_id
         where s.organisation_id = $1 and s.substitute_id = i.id and s.undone_at is null) as original
     from invitation i left join duo d on d.organisation_id = i.organisation_id and d.id = i.duo_id
     where i.organisation_id = $1 and i.id = $2`,
    [organisationId, invitationId],
  );
  return row ?? { partner: null, partnerUntil: null, substitute: null, original: null };
}
