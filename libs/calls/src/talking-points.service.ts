import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SaveTalkingPoints } from './calls-input.js';
import { AUDIENCES, type Audience, filledPoints, OUR_POINTS } from './talking-points.js';
import { TalkingPoints } from './talking-points.entity.js';

/** What is said to each kind of people about one meeting, as it is written and as it reads. */
export interface PointsOfMeeting {
  meeting: Meeting;
  audiences: { audience: Audience; written: string[]; filled: string[]; own: boolean }[];
}

/** The story of why somebody should come, per kind of people: ours, until an organiser writes another. */
@Injectable()
export class TalkingPointsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<PointsOfMeeting> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const own = await this.written(tx, meeting);
      const audiences = AUDIENCES.map((audience) => {
        const written = own.get(audience) ?? OUR_POINTS[audience];
        return { audience, written, filled: filledPoints(written, meeting), own: own.has(audience) };
      });
      return { meeting, audiences };
    });
  }

  /** What a caller says, with the facts of the meeting; in the transaction of the caller, one query. */
  async filled(tx: EntityManager, meeting: Meeting): Promise<Record<Audience, string[]>> {
    const own = await this.written(tx, meeting);
    return Object.fromEntries(AUDIENCES.map((audience) => [audience, filledPoints(own.get(audience) ?? OUR_POINTS[audience], meeting)])) as Record<Audience, string[]>;
  }

  /** Tells another story for this meeting. @throws DomainError `meeting.not-found` */
  async save(actor: Actor, meetingId: string, { audience, points }: SaveTalkingPoints): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await loadMeeting(tx, meetingId);
      await tx.save(TalkingPoints, { organisationId: actor.organisationId, meetingId, audience, points, updatedBy: actor.name, updatedAt: this.clock.now() });
      await audit(tx, actor, 'talking-points.changed', { kind: 'meeting', id: meetingId }, { audience });
    });
  }

  /** Goes back to our points. @throws DomainError `meeting.not-found` */
  async forget(actor: Actor, meetingId: string, audience: Audience): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await loadMeeting(tx, meetingId);
      await tx.delete(TalkingPoints, { organisationId: actor.organisationId, meetingId, audience });
      await audit(tx, actor, 'talking-points.forgotten', { kind: 'meeting', id: meetingId }, { audience });
    });
  }

  private async written(tx: EntityManager, { organisationId, id: meetingId }: Meeting): Promise<Map<Audience, string[]>> {
    const rows = await tx.findBy(TalkingPoints, { organisationId, meetingId });
    return new Map(rows.map(({ audience, points }) => [audience, points]));
  }
}
