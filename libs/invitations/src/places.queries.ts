import type { ContactFunction } from '@bijeen/contacts';
import type { MeetingRef, Move } from '@bijeen/places';
import type { EntityManager } from 'typeorm';
import type { Place } from './answer.js';

/** Somebody who waits for a place, or for whom one is held. */
export interface PlaceLine {
  id: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  place: Place;
  offerUntil: Date | null;
  /** Which rule blocked this guest, as the guest reads it. */
  blockedBy: string | null;
}

/** One line of the log of places. */
export interface PlaceMoveLine {
  invitationId: string;
  name: string;
  move: Move;
  reason: string | null;
  by: string;
  at: Date;
}

/** Everybody who waits or has an offer, by name. */
export async function placeLines(tx: EntityManager, { organisationId, meetingId }: MeetingRef): Promise<PlaceLine[]> {
  return tx.query(
    `select i.id, i.display_name as name, i.function, i.contact_organisation_name as organisation, i.place, i.offer_until as "offerUntil",
       (select blocked_by from place_move p where p.organisation_id = $1 and p.invitation_id = i.id and p.move = 'listed' order by p.id desc limit 1) as "blockedBy"
     from invitation i where i.organisation_id = $1 and i.meeting_id = $2 and i.place in ('waiting', 'offered') order by i.sort_name, i.id`,
    [organisationId, meetingId],
  );
}

/** The newest moves first. */
export async function placeMoves(tx: EntityManager, { organisationId, meetingId }: MeetingRef, limit: number): Promise<PlaceMoveLine[]> {
  return tx.query(
    `select p.invitation_id as "invitationId", i.display_name as name, p.move, p.reason, p.moved_by as by, p.at
     from place_move p join invitation i on i.organisation_id = p.organisation_id and i.id = p.invitation_id
     where p.organisation_id = $1 and p.meeting_id = $2 order by p.id desc limit $3`,
    [organisationId, meetingId, limit],
  );
}
