import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `dropped`: it will not happen, with the reason as its result. */
export const COMMITMENT_STATES = ['open', 'done', 'dropped'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

/** Each state as an organiser reads it. */
export const COMMITMENT_STATE_TEXTS: Record<CommitmentState, string> = { open: 'open', done: 'gedaan', dropped: 'gaat niet door' };

/** What somebody promised after a meeting (L5): which step, who of us picks it up, before when, and what came of it. */
@Entity('commitment')
export class Commitment {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  /** Absent when it was promised in the room by somebody whom we did not invite. */
  @Column('uuid', { nullable: true }) invitationId: string | null;
  @Column('text', { nullable: true }) municipalityCode: string | null;
  @Column('text') stepKey: string;
  /** As it read when it was chosen. */
  @Column('text') stepLabel: string;
  /** Who promised. */
  @Column('text') name: string;
  /** In their own words: "een dinsdag in april". */
  @Column('text', { nullable: true }) dateWish: string | null;
  @Column('text', { nullable: true }) remark: string | null;
  /** Who of the inviting organisation picks it up. */
  @Column('text') owner: string;
  @Column('date') dueOn: Day;
  @Column('text') origin: 'link' | 'organiser';
  @Column('text', { default: 'open' }) state: CommitmentState;
  /** What came of it, or why it was dropped. */
  @Column('text', { nullable: true }) result: string | null;
  @Column('timestamptz', { nullable: true }) settledAt: Date | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;

  /** Who promised says it again, perhaps with another wish: it stays one commitment, and is open again when it was settled. */
  repeat({ name, dateWish, remark }: Pick<Commitment, 'name' | 'dateWish' | 'remark'>, dueOn: Day, now: Date): void {
    Object.assign(this, { name, dateWish, remark, updatedAt: now });
    if (this.state !== 'open') this.reopen(now, dueOn);
  }

  /** Hands it to somebody else, or gives it another day. */
  plan({ owner = this.owner, dueOn = this.dueOn }: { owner?: string | undefined; dueOn?: Day | undefined }, now: Date): void {
    Object.assign(this, { owner, dueOn, updatedAt: now });
  }

  /** It came to something, or it will not happen; `result` says what or why. Settling it again replaces the result. */
  settle(state: 'done' | 'dropped', result: string, now: Date): void {
    Object.assign(this, { state, result, settledAt: now, updatedAt: now });
  }

  /** There is something to do after all. */
  reopen(now: Date, dueOn: Day = this.dueOn): void {
    Object.assign(this, { state: 'open', result: null, settledAt: null, dueOn, updatedAt: now });
  }
}
