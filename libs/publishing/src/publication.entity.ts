import type { Day } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an organiser chose to show of a meeting to everybody. The database keeps the copy that strangers read (`published_meeting`). */
@Entity('publication')
export class Publication {
  @PrimaryColumn('uuid') organisationId: string;
  @PrimaryColumn('uuid') meetingId: string;
  @Column('boolean') published: boolean;
  /** The address, from title and date at the first time; it stays when those change, for it is printed and forwarded. */
  @Column('text', { unique: true }) slug: string;
  @Column('text', { nullable: true }) introduction: string | null;
  /** For whom it is meant, in a sentence. */
  @Column('text', { nullable: true }) audience: string | null;
  /** Whether people may ask for a place. */
  @Column('boolean') registrationOpen: boolean;
  /** The last day for that; null: until the closing date of answers. */
  @Column('date', { nullable: true }) registrationUntil: Day | null;
  @Column('timestamptz', { nullable: true }) firstPublishedAt: Date | null;
  @Column('timestamptz') updatedAt: Date;
}
