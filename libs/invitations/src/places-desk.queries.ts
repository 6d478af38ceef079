import type { MeetingRef } from '@bijeen/places';
import type { EntityManager } from 'typeorm';

/** A guest whose place changed without the guest doing anything, as far as a mail needs it. */
export interface MovedGuest {
  id: string;
  contactId: string;
  displayName: string;
  salutation: string;
  contactOrganisationName: string;
  travelMinutes: number | null;
  email: string;
  /** How many times something happened to this place before; the revision of the mail about it. */
  moves: number;
}

const PERSON = `i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName",
  i.travel_minutes as "travelMinutes", i.email, (select count(*)::int from place_move p where p.organisation_id = $1 and p.invitation_id = i.id) as moves`;

/** Takes back every offer that nobody took in time. Whoever said yes may ask again; a partner in a duo leaves the duo. */
export async function lapseOffers(tx: EntityManager, { organisationId, meetingId }: MeetingRef, now: Date): Promise<(MovedGuest & { duoId: string | null })[]> {
  const [guests] = await tx.query(
    `update invitation i set place = case when i.answer = 'yes' then 'lapsed' end, place_since = case when i.answer = 'yes' then i.place_since end, offer_until = null, duo_id = null, place_priority = 0
     where i.organisation_id = $1 and i.meeting_id = $2 and i.place = 'offered' and i.offer_until <= $3
     returning ${PERSON}, old.duo_id as "duoId"`,
    [organisationId, meetingId, now],
  );
  return guests;
}

/** Holds a place for each of these. */
export async function offerPlaces(tx: EntityManager, { organisationId }: MeetingRef, invitationIds: string[], until: Date): Promise<MovedGuest[]> {
  const [guests] = await tx.query(
    `update invitation i set place = 'offered', offer_until = $3 where i.organisation_id = $1 and i.id = any ($2) returning ${PERSON}`,
    [organisationId, invitationIds, until],
  );
  return guests;
}

/** Duos that lost somebody get until `until` to name another; duos without anybody left go. */
export async function losePartners(tx: EntityManager, { organisationId }: MeetingRef, duoIds: string[], until: Date): Promise<void> {
  if (duoIds.length === 0) return;
  await tx.query(`update duo d set partner_until = $3 where d.organisation_id = $1 and d.id = any ($2) and exists (select from invitation i where i.organisation_id = $1 and i.duo_id = d.id)`, [organisationId, duoIds, until]);
  await tx.query(`delete from duo d where d.organisation_id = $1 and d.id = any ($2) and not exists (select from invitation i where i.organisation_id = $1 and i.duo_id = d.id)`, [organisationId, duoIds]);
}

/** Ends duos that did not find a partner in time: whoever is left comes, or waits, alone. Says whether there were any. */
export async function endHalfDuos(tx: EntityManager, { organisationId, meetingId }: MeetingRef, now: Date): Promise<boolean> {
  await tx.query(
    `update invitation i set duo_id = null from duo d where d.organisation_id = $1 and d.meeting_id = $2 and d.partner_until <= $3 and i.organisation_id = $1 and i.duo_id = d.id`,
    [organisationId, meetingId, now],
  );
  const [, ended] = await tx.query('delete from duo where organisation_id = $1 and meeting_id = $2 and partner_until <= $3', [organisationId, meetingId, now]);
  return ended > 0;
}
