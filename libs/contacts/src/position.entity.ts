import type { Day } from '@bijeen/platform';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ContactFunction } from './functions.js';

/** What a contact does at an organisation, from when until when. A wethouder is a position, never a property of a person. */
@Entity('position')
@Index('position_of_organisation', { synchronize: false })
@Unique(['organisationId', 'id'])
@Unique(['organisationId', 'contactId', 'contactOrganisationId', 'function'])
export class Position {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') contactId: string;
  @Column('uuid') contactOrganisationId: string;
  @Column('text') function: ContactFunction;
  /** The function in their own words, when that says more than our label. */
  @Column('text', { nullable: true }) title: string | null;
  @Column('text', { nullable: true }) portfolio: string | null;
  @Column('date', { nullable: true }) fromDate: Day | null;
  /** The last day of the term; null while it lasts. */
  @Column('date', { nullable: true }) untilDate: Day | null;
  /** The day on which somebody last made sure. */
  @Column('date', { nullable: true }) lastChecked: Day | null;
  /** On this day the person said that the subject does not fit the position; null when nobody doubts it. */
  @Column('date', { nullable: true }) doubtedOn: Day | null;
}
