import type { ContactFunction } from '@bijeen/contacts';
import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a meeting asks of its places besides its capacity. Without a row nothing is asked, and the defaults count. */
@Entity('place_rule')
export class PlaceRule {
  @PrimaryColumn('uuid') organisationId: string;
  @PrimaryColumn('uuid') meetingId: string;
  /** Kept for those who decide, up to and including `protectedUntil`. */
  @Column('int', { nullable: true }) protectedSeats: number | null;
  @Column('date', { nullable: true }) protectedUntil: Day | null;
  @Column('jsonb', { default: {} }) ceilings: Partial<Record<ContactFunction, number>>;
  /** So many working hours an offered place is held. */
  @Column('int', { default: 16 }) offerHours: number;
  /** So many working days a guest has to name a (new) partner in a duo, or a partner to confirm. */
  @Column('int', { default: 5 }) partnerDays: number;
  /** Somebody who decides may only send somebody who decides. */
  @Column('boolean', { default: false }) onlyDecidingSubstitutes: boolean;
  /** The next moment at which time changes something: an offer or a protection ends, a partner is not named. */
  @Column('timestamptz', { nullable: true }) lookAt: Date | null;
}

/** What counts while nothing was asked. */
export const USUAL_RULES = { protectedSeats: null, protectedUntil: null, ceilings: {}, offerHours: 16, partnerDays: 5, onlyDecidingSubstitutes: false } satisfies Partial<PlaceRule>;
