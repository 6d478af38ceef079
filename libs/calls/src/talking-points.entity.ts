import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience } from './talking-points.js';

/** What an organiser wants callers to say at one meeting to people of one kind, instead of our points. */
@Entity('talking_points')
export class TalkingPoints {
  @PrimaryColumn('uuid') organisationId: string;
  @PrimaryColumn('uuid') meetingId: string;
  @PrimaryColumn('text') audience: Audience;
  /** With {placeholders}, so that they move along with the meeting. */
  @Column('text', { array: true }) points: string[];
  @Column('text') updatedBy: string;
  @Column('timestamptz') updatedAt: Date;
}
