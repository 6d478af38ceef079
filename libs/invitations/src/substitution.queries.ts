import type { EntityManager } from 'typeorm';
import type { Invitation } from './invitation.entity.js';

type Ref = Pick<Invitation, 'organisationId' | 'meetingId'>;

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
       calendar_uid = case when calendar_stamp is null then calendar_uid else gen_random_uuid() || '@' || $5::text end, calendar_sequence = 0, calendar_since = 0, calendar_stamp = null, said_at = $4
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
