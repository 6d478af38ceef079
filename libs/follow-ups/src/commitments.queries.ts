import { type Day, DomainError, isUuid } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { Commitment, type CommitmentState } from './commitment.entity.js';

/** A commitment as lists show it, with where it came from. */
export interface CommitmentLine {
  id: string;
  meetingId: string;
  meetingTitle: string;
  invitationId: string | null;
  name: string;
  /** Where the invitee works; null for who was not invited. */
  organisation: string | null;
  municipalityCode: string | null;
  municipality: string | null;
  stepKey: string;
  stepLabel: string;
  dateWish: string | null;
  remark: string | null;
  owner: string;
  dueOn: Day;
  origin: 'link' | 'organiser';
  state: CommitmentState;
  result: string | null;
  settledAt: Date | null;
  createdAt: Date;
}

/** Which commitments: of one meeting or of all, open or settled or both, after the cursor of the page before. */
export interface CommitmentPage {
  meetingId?: string | null | undefined;
  state?: 'open' | 'settled' | 'all' | undefined;
  after?: string | null | undefined;
  limit?: number | undefined;
}

const LINE = `
  select c.id, c.meeting_id as "meetingId", m.title as "meetingTitle", c.invitation_id as "invitationId", c.name, i.contact_organisation_name as organisation,
    c.municipality_code as "municipalityCode", g.name as municipality, c.step_key as "stepKey", c.step_label as "stepLabel", c.date_wish as "dateWish", c.remark,
    c.owner, c.due_on::text as "dueOn", c.origin, c.state, c.result, c.settled_at as "settledAt", c.created_at as "createdAt"
  from commitment c
    join meeting m on m.organisation_id = c.organisation_id and m.id = c.meeting_id
    left join invitation i on i.organisation_id = c.organisation_id and i.id = c.invitation_id
    left join municipality g on g.code = c.municipality_code`;
const STATES: Record<'open' | 'settled' | 'all', CommitmentState[]> = { open: ['open'], settled: ['done', 'dropped'], all: ['open', 'done', 'dropped'] };

/** Most urgent first, by key. */
export async function listCommitments(tx: EntityManager, organisationId: string, { meetingId = null, state = 'open', after = null, limit = 50 }: CommitmentPage): Promise<{ items: CommitmentLine[]; next: string | null }> {
  const most = Math.min(Math.max(limit, 1), 200);
  const [dueOn, id] = readCursor(after);
  const found: CommitmentLine[] = await tx.query(
    `${LINE} where c.organisation_id = $1 and ($2::uuid is null or c.meeting_id = $2) and c.state = any($3) and ($4::date is null or (c.due_on, c.id) > ($4, $5::uuid))
     order by c.due_on, c.id limit $6`,
    [organisationId, meetingId, STATES[state], dueOn, id, most + 1],
  );
  const items = found.slice(0, most);
  const last = items.at(-1);
  return { items, next: found.length > most && last ? `${last.dueOn}_${last.id}` : null };
}

/** @throws DomainError `commitment.not-found` */
export async function commitmentLine(tx: EntityManager, organisationId: string, id: string): Promise<CommitmentLine> {
  const [line] = await tx.query(`${LINE} where c.organisation_id = $1 and c.id = $2`, [organisationId, id]);
  if (!line) throw new DomainError('commitment.not-found');
  return line;
}

/** One commitment of one meeting, locked. @throws DomainError `commitment.not-found`, also for an id that cannot be one */
export async function lockCommitment(tx: EntityManager, meetingId: string, id: string): Promise<Commitment> {
  const commitment = isUuid(id) && isUuid(meetingId) ? await tx.findOne(Commitment, { where: { id, meetingId }, lock: { mode: 'pessimistic_write' } }) : null;
  if (!commitment) throw new DomainError('commitment.not-found');
  return commitment;
}

/** How many are open, and of how many of those the day has passed. */
export async function countOpen(tx: EntityManager, organisationId: string, meetingId: string, today: Day): Promise<{ open: number; overdue: number }> {
  const [counts] = await tx.query(
    `select count(*)::int as open, (count(*) filter (where due_on < $3))::int as overdue from commitment where organisation_id = $1 and meeting_id = $2 and state = 'open'`,
    [organisationId, meetingId, today],
  );
  return counts;
}

/** One more press on a step; per meeting, never per person (R34). */
export async function countClick(tx: EntityManager, organisationId: string, meetingId: string): Promise<void> {
  await tx.query('update meeting set call_to_action_clicks = call_to_action_clicks + 1 where organisation_id = $1 and id = $2', [organisationId, meetingId]);
}

/** Makes everybody wait who wants to write about the same invitation, so that pressing twice gives one commitment. */
export async function lockInvitation(tx: EntityManager, organisationId: string, invitationId: string, meetingId: string): Promise<{ displayName: string; municipalityCode: string | null } | undefined> {
  const [row] = await tx.query(
    `select display_name as "displayName", municipality_code as "municipalityCode" from invitation where organisation_id = $1 and id = $2 and meeting_id = $3 for no key update`,
    [organisationId, invitationId, meetingId],
  );
  return row;
}

export async function municipalityExists(tx: EntityManager, code: string): Promise<boolean> {
  const found: unknown[] = await tx.query('select from municipality where code = $1', [code]);
  return found.length > 0;
}

function readCursor(after: string | null): [Day | null, string | null] {
  const [day = '', id = ''] = (after ?? '').split('_');
  return /^\d{4}-\d\d-\d\d$/.test(day) && isUuid(id) ? [day, id] : [null, null];
}
