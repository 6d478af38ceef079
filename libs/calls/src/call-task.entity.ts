import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why somebody is to be called. */
export const TASK_REASONS = ['substituted', 'quorum', 'no-answer', 'bounced', 'by-hand'] as const;
export type TaskReason = (typeof TASK_REASONS)[number];

/** A call that somebody asked for, or that was put off until a day. Whoever just did not answer is on the list without one. */
@Entity('call_task')
export class CallTask {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('uuid') invitationId: string;
  @Column('text') reason: TaskReason;
  @Column('text', { nullable: true }) note: string | null;
  /** Until that day the call stays out of sight. */
  @Column('date', { nullable: true }) callAgainOn: Day | null;
  @Column('timestamptz') createdAt: Date;
  /** With `outcome` and `settledBy`; all three are null while the call is still to be made. */
  @Column('timestamptz', { nullable: true }) settledAt: Date | null;
  @Column('text', { nullable: true }) outcome: string | null;
  @Column('text', { nullable: true }) settledBy: string | null;
}
