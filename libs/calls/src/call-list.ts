import type { ContactFunction } from '@bijeen/contacts';
import type { Coming } from '@bijeen/invitations';
import type { MailKind } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import type { Day } from '@bijeen/platform';
import type { CallOutcome } from './call-attempt.entity.js';
import type { TaskReason } from './call-task.entity.js';
import type { Audience } from './talking-points.js';

export type { TaskReason } from './call-task.entity.js';

/**
 * Why somebody is on the list: what a task says, or what follows from how the person stands. `stopped`: comes, and wants no mail at all, so
 * hears of no change. `waiting`: the same of who waits for a place, and would not hear of one. `untold`, `offered`: so too, and there has been a
 * change, or there is a place now.
 */
export type CallReason = TaskReason | (typeof WITHOUT_MAIL)[number];

/** The reasons of people who want no mail at all: they are told by phone. */
export const WITHOUT_MAIL = ['stopped', 'waiting', 'untold', 'offered'] as const;

/** A mail about coming that this person got, or should have got. */
export interface Mailed {
  kind: MailKind;
  at: Date;
  arrived: boolean;
}

/** One time that this person was called. */
export interface Attempt {
  outcome: CallOutcome;
  note: string | null;
  callAgainOn: Day | null;
  by: string;
  at: Date;
}

/** One person to call. */
export interface Call {
  invitationId: string;
  contactId: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  municipality: string | null;
  /** One way, an estimate. */
  travelMinutes: number | null;
  phone: string | null;
  /** The number is that of the secretariat: the own one is not known. */
  viaSecretariat: boolean;
  /** The colleague who knows this person. */
  owner: { id: string; name: string } | null;
  decides: boolean;
  /** The invitation did not arrive. */
  bounced: boolean;
  answer: Coming | 'none' | 'substitute';
  /** On the waiting list. */
  waits: boolean;
  /** Until then a place is held for this person; null when none is. */
  offerUntil: Date | null;
  reason: CallReason;
  /** Who comes instead and does not decide. */
  loweredBy: { name: string; function: ContactFunction } | null;
  note: string | null;
  /** Only when the call was put off. */
  callAgainOn: Day | null;
  /** The oldest first. */
  mailed: Mailed[];
  /** The newest first. */
  attempts: Attempt[];
}

/** Somebody who was called and gave an answer. */
export interface Spoken extends Attempt {
  invitationId: string;
  name: string;
  outcome: Coming;
  /** What the answer is now; it may have changed since. */
  answer: Call['answer'];
  /** Says yes, and is on the waiting list. */
  waits: boolean;
}

/** How many people are to be called now, and how many of them decide. */
export interface CallCount {
  open: number;
  deciding: number;
  /** From when people who do not answer are on the list; null when they are. */
  opensAt: Date | null;
}

/** Everything on the call list of a meeting. */
export interface CallList extends CallCount {
  meeting: Meeting;
  /** Nothing can be answered any more: only who counts on the meeting and does not know is called. */
  over: boolean;
  /** Those who decide first, then by municipality and name; the rest of `open` follows when these are done. */
  calls: Call[];
  /** Put off until a day that is still to come, the soonest first. */
  later: Call[];
  /** The last one first. */
  spoken: Spoken[];
  points: Record<Audience, string[]>;
}

/** The second reminder in the mail plan. */
export interface SecondReminder {
  state: 'planned' | 'done' | 'skipped' | 'missed';
  dueAt: Date;
}

/** There is no third reminder: whoever does not answer to the second is called. Null once that is so, or when none was planned. */
export function opensAt(reminder: SecondReminder | undefined, now: Date): Date | null {
  if (!reminder || reminder.state === 'done' || reminder.state === 'missed') return null;
  return reminder.dueAt <= now ? null : reminder.dueAt;
}
