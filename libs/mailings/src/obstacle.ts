import type { Meeting } from '@bijeen/meetings';
import { BEFORE_THE_MEETING } from './mail-rules.js';
import { GRACE_MS, type MissedReason, type PlannedMail } from './planned-mail.entity.js';

/** What of its meeting keeps a planned mail from leaving now. */
export type Obstacle = Exclude<MissedReason, 'past-when-planned' | 'blocked'>;

/** What of a meeting can stand in the way of its mails. */
export type DepartureMeeting = Pick<Meeting, 'state' | 'startsAt' | 'endsAt' | 'answerBy' | 'hasCallToAction'>;

/**
 * What keeps a mail from leaving, or null. At its moment a mail may be at most twelve hours late; whoever presses the button is never
 * late, but the meeting has to be such that the mail makes sense (R14).
 */
export function obstacleTo({ kind, dueAt }: Pick<PlannedMail, 'kind' | 'dueAt'>, meeting: DepartureMeeting, { now, byHand }: { now: Date; byHand: boolean }): Obstacle | null {
  const { state } = meeting;
  if (state === 'cancelled' || state === 'postponed') return `meeting-${state}`;
  if (state === 'draft' || state === 'planned') return 'not-invited';
  const own = BEFORE_THE_MEETING.includes(kind) ? beforeTheMeeting(kind, meeting, now) : afterTheMeeting(kind, meeting, now);
  return own ?? (!byHand && now.getTime() - dueAt.getTime() > GRACE_MS ? 'too-late' : null);
}

function beforeTheMeeting(kind: PlannedMail['kind'], meeting: DepartureMeeting, now: Date): Obstacle | null {
  if (now >= meeting.startsAt || (meeting.state !== 'inviting' && meeting.state !== 'confirmed')) return 'meeting-started';
  return kind !== 'practical' && now > meeting.answerBy ? 'too-late' : null;
}

function afterTheMeeting(kind: PlannedMail['kind'], meeting: DepartureMeeting, now: Date): Obstacle | null {
  if (meeting.state === 'closed') return 'meeting-closed';
  if (now < meeting.endsAt) return 'not-over';
  return kind === 'call-to-action-reminder' && !meeting.hasCallToAction ? 'nothing-to-ask' : null;
}
