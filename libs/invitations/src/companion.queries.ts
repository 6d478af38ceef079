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
  calendarButtons: boolean;
  function: ContactFunction;
  municipalityCode: string | null;
  answer: Invitation['answer'];
  place: Invitation['place'];
  duoId: string | null;
  /** How many such mails this guest had already; the revision of the next one. */
  told: number;
}

/** The columns of a `Companion`, of invitation `i`. */
export const PERSON = `i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName",
  i.travel_minutes as "travelMinutes", i.email, i.calendar_buttons as "calendarButtons", i.function, i.municipality_code as "municipalityCode", i.answer, i.place, i.duo_id as "duoId",
  (select count(*)::int from outgoing_mail o where o.organisation_id = i.organisation_id and o.meeting_id = i.meeting_id and o.recipient_key = i.contact_id::text and o.kind = 'companion') as told`;

type Ref = Pick<Invitation, 'organisationId' | 'meetingId'>;

/** These guests of one meeting, in the order asked for; locks them when they are to change. */
export async function companions(tx: EntityManager, { organisationId, meetingId }: Ref, ids: string[], lock = false): Promise<Companion[]> {
  const LOCK = lock ? 'for no key update of i' : '';
  return tx.query(`select ${PERSON} from invitation i where i.organisation_id = $1 and i.meeting_id = $2 and i.id = any ($3) order by array_position($3, i.id) ${LOCK}`, [organisationId, meetingId, ids]);
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

/** The name of a municipality; null when it is not known. */
export async function municipalityName(tx: EntityManager, code: string | null): Promise<string | null> {
  const rows: { name: string }[] = await tx.query('select name from municipality where code = $1', [code]);
  return rows[0]?.name ?? null;
}
