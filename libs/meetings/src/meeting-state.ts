import { DomainError, type ErrorCode } from '@bijeen/platform';

/** The life of a meeting (product.md), in order; the last two stand beside it. */
export const MEETING_STATES = ['draft', 'planned', 'inviting', 'confirmed', 'held', 'following-up', 'closed', 'postponed', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** Each state as a person reads it. */
export const MEETING_STATE_TEXTS: Record<MeetingState, string> = {
  'draft': 'concept',
  'planned': 'gepland',
  'inviting': 'uitnodigen',
  'confirmed': 'gaat door',
  'held': 'geweest',
  'following-up': 'opvolging',
  'closed': 'afgerond',
  'postponed': 'uitgesteld',
  'cancelled': 'geannuleerd',
};

/** What the guards look at. */
export interface MeetingFacts {
  startsAt: Date;
  firstInvitedAt: Date | null;
  mayInvite: boolean;
}

/** A wish to go to another state. */
export interface Move {
  now: Date;
  reason: string | null;
}

type Guard = (meeting: MeetingFacts, move: Move) => ErrorCode | null;

const free: Guard = () => null;
const notStarted: Guard = ({ startsAt }, { now }) => (startsAt > now ? null : 'meeting.already-started');
const started: Guard = ({ startsAt }, { now }) => (startsAt <= now ? null : 'meeting.not-yet-held');
const withReason: Guard = (_meeting, { reason }) => (reason ? null : 'meeting.reason-needed');
const peopleInvited: Guard = ({ firstInvitedAt }) => (firstInvitedAt ? null : 'meeting.wrong-state');
const nobodyInvited: Guard = ({ firstInvitedAt }) => (firstInvitedAt ? 'meeting.already-invited' : null);
const withCallToAction: Guard = ({ mayInvite }) => (mayInvite ? null : 'meeting.no-call-to-action');
const all = (...guards: Guard[]): Guard => (meeting, move) => guards.map((guard) => guard(meeting, move)).find((problem) => problem !== null) ?? null;

/** Before it is held, a meeting can be postponed (no date yet) or cancelled, each with the reason. */
const STOP = { postponed: withReason, cancelled: withReason };
const STOP_IN_TIME = { postponed: all(withReason, notStarted), cancelled: all(withReason, notStarted) };

/**
 * From where to where, and on what condition. Going back is possible while nothing has left the house that cannot be called back:
 * a mail that says "gaat door" can be followed by doubt, an aftermail cannot be unsent.
 */
const MOVES: Record<MeetingState, Partial<Record<MeetingState, Guard>>> = {
  'draft': { planned: notStarted, ...STOP },
  'planned': { draft: nobodyInvited, inviting: all(withCallToAction, notStarted), held: started, ...STOP },
  'inviting': { confirmed: notStarted, held: started, ...STOP_IN_TIME },
  'confirmed': { inviting: all(withReason, notStarted), held: started, ...STOP_IN_TIME },
  'held': { 'confirmed': withReason, 'following-up': free },
  'following-up': { closed: free },
  'closed': { 'following-up': withReason },
  'postponed': { planned: notStarted, inviting: all(peopleInvited, notStarted), cancelled: withReason },
  'cancelled': { planned: all(nobodyInvited, notStarted) },
};

/** The states that can be reached from here, whatever their conditions. */
export function nextStates(from: MeetingState): MeetingState[] {
  return MEETING_STATES.filter((to) => MOVES[from][to] !== undefined);
}

/** @throws DomainError `meeting.wrong-state` when there is no such way, or the code of the condition that is not met */
export function checkMove(from: MeetingState, to: MeetingState, meeting: MeetingFacts, move: Move): void {
  const guard = MOVES[from][to];
  if (!guard) throw new DomainError('meeting.wrong-state', { from: MEETING_STATE_TEXTS[from], to: MEETING_STATE_TEXTS[to] });
  const problem = guard(meeting, move);
  if (problem) throw new DomainError(problem, {}, problem === 'meeting.reason-needed' ? { reason: 'Schrijf op waarom.' } : {});
}
