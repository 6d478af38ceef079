import type { MeetingState } from '@bijeen/meetings';
import { type Day, dayInAmsterdam } from '@bijeen/platform';

/** A published meeting: what everybody may know of it, and nothing more. */
export interface PublicMeeting {
  organisationId: string;
  meetingId: string;
  slug: string;
  organisationName: string;
  colour: string | null;
  title: string;
  state: MeetingState;
  startsAt: Date;
  endsAt: Date;
  answerBy: Date;
  venueName: string;
  venueAddress: string;
  venuePlace: string;
  region: string | null;
  programme: string | null;
  contactName: string;
  contactEmail: string;
  contactPhone: string | null;
  introduction: string | null;
  audience: string | null;
  registrationOpen: boolean;
  registrationUntil: Day | null;
  firstPublishedAt: Date;
  changedAt: Date;
}

/** How a published meeting stands for somebody who would like to come. */
export type PublicState = 'open' | 'full' | 'closed' | 'by-invitation' | 'postponed' | 'cancelled' | 'over';

/** `full`: no place is left. Whoever asks for a place later than this is too late. */
export function publicState(meeting: PublicMeeting, full: boolean, now: Date): PublicState {
  if (meeting.state === 'cancelled' || meeting.state === 'postponed') return meeting.state;
  if (meeting.endsAt <= now || ['held', 'following-up', 'closed'].includes(meeting.state)) return 'over';
  if (!meeting.registrationOpen) return 'by-invitation';
  const late = meeting.answerBy <= now || meeting.startsAt <= now || (meeting.registrationUntil !== null && dayInAmsterdam(now) > meeting.registrationUntil);
  if (late) return 'closed';
  return full ? 'full' : 'open';
}

/** The last day on which somebody may ask for a place. */
export function registrationEnds({ registrationUntil, answerBy }: Pick<PublicMeeting, 'registrationUntil' | 'answerBy'>): Day {
  const last = dayInAmsterdam(answerBy);
  return registrationUntil !== null && registrationUntil < last ? registrationUntil : last;
}
