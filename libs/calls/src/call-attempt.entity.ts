import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a call went: an answer, another day, or nobody there. */
export const CALL_OUTCOMES = ['yes', 'no', 'maybe', 'call-again', 'not-reached'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** One time that somebody called an invitee. Attempts are never changed; the answer itself stands with the invitation. */
@Entity('call_attempt')
export class CallAttempt {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('uuid') invitationId: string;
  @Column('text') outcome: CallOutcome;
  /** For colleagues; the invitee does not get it. */
  @Column('text', { nullable: true }) note: string | null;
  /** Only with `call-again`. */
  @Column('date', { nullable: true }) callAgainOn: Day | null;
  @Column('text') calledBy: string;
  @Column('timestamptz') at: Date;
}
