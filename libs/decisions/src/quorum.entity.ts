import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many people who decide must come to a meeting for it to make sense (L2), and when that is weighed. */
@Entity('quorum')
export class Quorum {
  @PrimaryColumn('uuid') organisationId: string;
  @PrimaryColumn('uuid') meetingId: string;
  /** Wethouders; null asks for none. */
  @Column('int', { nullable: true }) aldermen: number | null;
  /** Bestuurders and directeur-bestuurders. */
  @Column('int', { nullable: true }) boardMembers: number | null;
  /** Different municipalities with somebody who decides. */
  @Column('int', { nullable: true }) municipalities: number | null;
  /** A beleidsambtenaar counts as somebody who decides, for the municipalities. */
  @Column('boolean', { default: false }) policyOfficersCount: boolean;
  /** Chosen by hand; null goes along with the date of the meeting. */
  @Column('date', { nullable: true }) decideOn: Day | null;
  /** When the clock looks again whether a decision is waited for. */
  @Column('timestamptz', { nullable: true }) lookAt: Date | null;
}
