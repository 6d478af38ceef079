import type { Meeting, MeetingState } from '@bijeen/meetings';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody says about a date. */
export const VOTES = ['yes', 'if-needed', 'no'] as const;
export type Vote = (typeof VOTES)[number];

/** Each of them as a guest chooses it. */
export const VOTE_LABELS: Record<Vote, string> = { 'yes': 'Ja', 'if-needed': 'Als het moet', 'no': 'Nee' };

/** Open; past its deadline; no longer needed because the meeting has another date; closed by an organiser or with the meeting. */
export type PollState = 'open' | 'past-deadline' | 'decided' | 'closed';

/** In these states a meeting still looks for a date, or may. */
const MAY_POLL: readonly MeetingState[] = ['planned', 'inviting', 'confirmed', 'postponed'];

/** Asks guests which of some dates they can make. Its dates, who is asked and what they say stand in tables of their own. */
@Entity('date_poll')
export class DatePoll {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  /** When the meeting was when the poll began: another moment means that a date was chosen. */
  @Column('timestamptz') meetingStartsAt: Date;
  @Column('text', { nullable: true }) introduction: string | null;
  /** The last instant at which a guest may answer or change the answer. */
  @Column('timestamptz') deadline: Date;
  /** Everybody who was invited is asked, not only those who decide. */
  @Column('boolean') everyone: boolean;
  /** Rises with every mail about it; part of the key of those mails. */
  @Column('int') mailRevision: number;
  @Column('timestamptz') mailedAt: Date;
  @Column('text') createdBy: string;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
  @Column('text', { nullable: true }) closedBy: string | null;

  /** A date that was chosen ends the poll in the same instant, whoever chose it and wherever. */
  stateAt(now: Date, meeting: Pick<Meeting, 'state' | 'startsAt'>): PollState {
    if (this.meetingStartsAt.getTime() !== meeting.startsAt.getTime()) return 'decided';
    if (this.closedAt !== null || !mayPoll(meeting)) return 'closed';
    return now > this.deadline ? 'past-deadline' : 'open';
  }
}

/** Whether dates can be asked for. */
export function mayPoll({ state }: Pick<Meeting, 'state'>): boolean {
  return MAY_POLL.includes(state);
}
