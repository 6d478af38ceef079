import type { MoveKind } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import type { EntityManager } from 'typeorm';

/** A move as it was made. */
export interface MeetingMove {
  id: string;
  organisationId: string;
  meetingId: string;
  kind: MoveKind;
  reason: string | null;
  fromStartsAt: Date;
  toStartsAt: Date | null;
  revision: number;
  leavesAt: Date;
  movedBy: string;
  at: Date;
}

const MOVE = `id, organisation_id as "organisationId", meeting_id as "meetingId", kind, reason, from_starts_at as "fromStartsAt", to_starts_at as "toStartsAt", revision, leaves_at as "leavesAt", moved_by as "movedBy", at`;
const MEETING_COLUMNS = ['state', 'starts_at', 'ends_at', 'answer_by', 'calendar_uid', 'calendar_sequence', 'calendar_stamp', 'revision', 'moved_at', 'updated_at'];
const MEETING_THEN = MEETING_COLUMNS.map((name) => `was.${name}`).join(', ');
const MEETING_NOW = MEETING_COLUMNS.join(', ');
const MEETING_KEPT = MEETING_COLUMNS.map((name) => `'${name}', m.${name}`).join(', ');
const PLAN_COLUMNS = ['rule', 'due_at', 'moved_by_hand', 'state', 'recipients', 'reason', 'settled_at', 'settled_by', 'round'];
const PLAN_THEN = PLAN_COLUMNS.map((name) => `was.${name}`).join(', ');
const PLAN_NOW = PLAN_COLUMNS.join(', ');

/** Keeps a move with how the meeting and its mail plan were; before they change. Gives its id. */
export async function keepMove(tx: EntityManager, meeting: Pick<Meeting, 'organisationId' | 'id'>, move: Pick<MeetingMove, 'kind' | 'reason' | 'leavesAt' | 'movedBy' | 'at'>): Promise<string> {
  const [{ id }] = await tx.query(
    `insert into meeting_move (organisation_id, meeting_id, kind, reason, from_starts_at, leaves_at, moved_by, at, before)
     select $1, $2, $3, $4, m.starts_at, $5, $6, $7, jsonb_build_object(
       'meeting', jsonb_build_object(${MEETING_KEPT}),
       'plan', coalesce((select jsonb_agg(to_jsonb(p)) from planned_mail p where p.organisation_id = $1 and p.meeting_id = $2), '[]'),
       'lookAt', (select r.look_at from place_rule r where r.organisation_id = $1 and r.meeting_id = $2))
     from meeting m where m.organisation_id = $1 and m.id = $2 returning id`,
    [meeting.organisationId, meeting.id, move.kind, move.reason, move.leavesAt, move.movedBy, move.at],
  );
  return id;
}

/** What the move did, and the revision that its mails carry. */
export async function noteConsequences(tx: EntityManager, { organisationId, id, toStartsAt, revision }: Pick<MeetingMove, 'organisationId' | 'id' | 'toStartsAt' | 'revision'>, consequences: object): Promise<void> {
  await tx.query('update meeting_move set to_starts_at = $3, revision = $4, consequences = $5 where organisation_id = $1 and id = $2', [organisationId, id, toStartsAt, revision, JSON.stringify(consequences)]);
}

/** How many people would have come, or waited, on the date that a meeting had before. */
export interface FormerDate {
  startsAt: Date;
  came: number;
  waiting: number;
}

/** The date that the newest move took away, with who would have come then; null when the meeting never moved. */
export async function formerDate(tx: EntityManager, organisationId: string, meetingId: string): Promise<FormerDate | null> {
  const [found]: FormerDate[] = await tx.query(
    `select from_starts_at as "startsAt", coalesce((select (m->>'people')::int from jsonb_array_elements(consequences->'mails') m where m->>'variant' = 'came'), 0) as came,
       coalesce((select (m->>'people')::int from jsonb_array_elements(consequences->'mails') m where m->>'variant' = 'waiting'), 0) as waiting
     from meeting_move where organisation_id = $1 and meeting_id = $2 and undone_at is null and kind in ('postpone', 'reschedule') order by at desc, id desc limit 1`,
    [organisationId, meetingId],
  );
  return found ?? null;
}

/** The newest move of a meeting whose mails still wait for their moment; null when there is none. */
export async function waitingMove(tx: EntityManager, organisationId: string, meetingId: string, now: Date): Promise<MeetingMove | null> {
  const move = await latestMove(tx, organisationId, meetingId);
  return move && move.leavesAt > now ? move : null;
}

/** The newest move of a meeting that was not taken back. */
export async function latestMove(tx: EntityManager, organisationId: string, meetingId: string): Promise<MeetingMove | null> {
  const [move] = await tx.query(`select ${MOVE} from meeting_move where organisation_id = $1 and meeting_id = $2 and undone_at is null order by at desc, id desc limit 1`, [organisationId, meetingId]);
  return move ?? null;
}

/** Its mails leave now, so it can no longer be taken back. */
export async function endWaiting(tx: EntityManager, { organisationId, id }: MeetingMove, now: Date): Promise<void> {
  await tx.query('update meeting_move set leaves_at = $3 where organisation_id = $1 and id = $2', [organisationId, id, now]);
}

/** The meeting and its plan become what they were; a planned mail that has left since stays so. `keepRevision` when mails with the present one are on their way. */
export async function restoreMeeting(tx: EntityManager, { organisationId, id, meetingId }: MeetingMove, { keepRevision, by, now }: { keepRevision: boolean; by: string; now: Date }): Promise<void> {
  const values = [organisationId, id, meetingId];
  await tx.query(
    `with kept as (select revision from meeting where organisation_id = $1 and id = $3)
     update meeting m set (${MEETING_NOW}) = (select ${MEETING_THEN} from jsonb_populate_record(null::meeting, v.before->'meeting' || case when $4 then jsonb_build_object('revision', kept.revision) else '{}' end) was)
     from meeting_move v, kept where v.organisation_id = $1 and v.id = $2 and m.organisation_id = $1 and m.id = $3`,
    [...values, keepRevision],
  );
  await tx.query(
    `with looked as (
       update place_rule r set look_at = (v.before->>'lookAt')::timestamptz from meeting_move v where v.organisation_id = $1 and v.id = $2 and r.organisation_id = $1 and r.meeting_id = $3
     )
     update planned_mail p set (${PLAN_NOW}) = (select ${PLAN_THEN} from jsonb_populate_recordset(null::planned_mail, v.before->'plan') was where was.id = p.id)
     from meeting_move v where v.organisation_id = $1 and v.id = $2 and p.organisation_id = $1 and p.meeting_id = $3 and not (p.state = 'done' and p.settled_at >= v.at)
       and exists (select from jsonb_populate_recordset(null::planned_mail, v.before->'plan') was where was.id = p.id)`,
    values,
  );
  await tx.query('update meeting_move set undone_at = $3, undone_by = $4 where organisation_id = $1 and id = $2', [organisationId, id, now, by]);
}

/** Moves that can no longer be taken back and still hold how things were, of any organisation. Needs the worker's view. */
export async function movesToForget(tx: EntityManager, now: Date): Promise<Pick<MeetingMove, 'id' | 'organisationId'>[]> {
  return tx.query(`select id, organisation_id as "organisationId" from meeting_move where before is not null and leaves_at <= $1 order by leaves_at limit 100`, [now]);
}

/** Forgets what guests had answered and where they stood; what the move did stays to be seen. */
export async function forgetBefore(tx: EntityManager, { organisationId, id }: Pick<MeetingMove, 'id' | 'organisationId'>): Promise<void> {
  await tx.query(`with gone as (delete from meeting_move_guest where organisation_id = $1 and move_id = $2) update meeting_move set before = null, stopped_mails = '{}' where organisation_id = $1 and id = $2`, [organisationId, id]);
}
