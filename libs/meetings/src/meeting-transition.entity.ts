import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MeetingState } from './meeting-state.js';

/** One step in the life of a meeting: from where to where, why, by whom and when. Never changed afterwards. */
@Entity('meeting_transition')
export class MeetingTransition {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('text') fromState: MeetingState;
  @Column('text') toState: MeetingState;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text') actorName: string;
  @Column('timestamptz') at: Date;
}
