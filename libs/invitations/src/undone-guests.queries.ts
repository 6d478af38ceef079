import type { EntityManager } from 'typeorm';
import type { WhichMove } from './moved-guests.queries.js';

const COLUMNS = ['answer', 'reason', 'reason_text', 'remark', 'answer_origin', 'answer_revision', 'answered_at', 'place', 'place_since', 'offer_until', 'calendar_uid', 'calendar_sequence', 'calendar_stamp', 'calendar_since', 'said_at', 'previous_answer', 'previous_place', 'previous_starts_at'];
const FORMER = COLUMNS.map((name) => `was.${name}`).join(', ');
const PRESENT = COLUMNS.join(', ');

/** How many guests answered after the move. */
export async function answeredSince(tx: EntityManager, { id, organisationId }: WhichMove): Promise<number> {
  const [{ guests }] = await tx.query(
    `select count(*)::int as guests from meeting_move_guest g join invitation i on i.organisation_id = $1 and i.id = g.invitation_id
     where g.organisation_id = $1 and g.move_id = $2 and i.answer_revision > g.answer_revision`,
    [organisationId, id],
  );
  return guests;
}

/** Everybody stands as before the move, also in history and log; but an answer that was given since stays. */
export async function restoreGuests(tx: EntityManager, { id, organisationId, meetingId }: WhichMove, at: Date): Promise<void> {
  await tx.query(
    `with back as (
       update invitation i set (${PRESENT}) = (select ${FORMER} from jsonb_populate_record(i, g.before) was)
       from meeting_move_guest g
       where g.organisation_id = $1 and g.move_id = $2 and i.organisation_id = $1 and i.id = g.invitation_id and i.answer_revision = g.answer_revision
       returning i.id
     ), forgotten as (
       delete from answer_history h using back where h.organisation_id = $1 and h.invitation_id = back.id and h.at = $4 and h.answer = 'none'
     )
     delete from place_move p using back where p.organisation_id = $1 and p.meeting_id = $3 and p.invitation_id = back.id and p.at = $4`,
    [organisationId, id, meetingId, at],
  );
}
