import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { QuorumPart } from './quorum.js';
import type { ExpectedTurnout } from './expected-turnout.js';

/** Go, call first, or postpone. */
export const OUTCOMES = ['go', 'call', 'postpone'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How the meeting stood when it was decided. */
export interface Standing {
  parts: QuorumPart[];
  expected: ExpectedTurnout;
}

/** One decision whether a meeting goes on, and why. Decisions are never changed: a new one follows the old one. */
@Entity('go_no_go')
export class GoNoGo {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('text') outcome: Outcome;
  @Column('text') reason: string;
  /** After calling: the day on which it is weighed again. */
  @Column('date', { nullable: true }) decideAgainOn: Day | null;
  /** The decision is about this moment; on another date the meeting has to be decided on again. */
  @Column('timestamptz') startsAt: Date;
  @Column('jsonb') standing: Standing;
  @Column('text') decidedBy: string;
  @Column('timestamptz') at: Date;
}
