import { Clock, type Day, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CallOutcome } from './call-attempt.entity.js';
import type { TaskReason } from './call-task.entity.js';

/** Whom to call, and why. */
export interface CallWish {
  meetingId: string;
  invitationId: string;
  reason: TaskReason;
  note?: string | null;
}

/** Calls that are asked for, by people and by other parts of Bijeen; always in the transaction of whoever asks. */
@Injectable()
export class CallTasks {
  constructor(private readonly clock: Clock) {}

  /**
   * Puts somebody on the call list, whatever the answer is now; a later answer takes the person off it again. There is one open call per
   * invitation: asked for a second time, it keeps its reason and takes the new note. Where an answer is what makes the call necessary,
   * ask after that answer was saved.
   */
  async create(tx: EntityManager, { organisationId }: Tenant, { meetingId, invitationId, reason, note = null }: CallWish): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `update call_task t set settled_at = $3, outcome = 'answered', settled_by = 'Bijeen' from invitation i
       where t.organisation_id = $1 and t.invitation_id = $2 and t.settled_at is null and i.organisation_id = $1 and i.id = $2 and i.answered_at > t.created_at`,
      [organisationId, invitationId, now],
    );
    await tx.query(
      `insert into call_task as t (organisation_id, meeting_id, invitation_id, reason, note, created_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (organisation_id, invitation_id) where settled_at is null do update set note = coalesce(excluded.note, t.note)`,
      [organisationId, meetingId, invitationId, reason, note, now],
    );
  }

  /** Puts the open call off until a day. */
  async putOff(tx: EntityManager, { organisationId }: Tenant, invitationId: string, day: Day): Promise<void> {
    await tx.query('update call_task set call_again_on = $3 where organisation_id = $1 and invitation_id = $2 and settled_at is null', [organisationId, invitationId, day]);
  }

  /** Settles the open call, where there is one. `outcome` is how it went, or in one word why it is no longer needed. */
  async settle(tx: EntityManager, { organisationId }: Tenant, { invitationId, outcome, by }: { invitationId: string; outcome: CallOutcome | 'answered' | 'not-needed'; by: string }): Promise<void> {
    await tx.query('update call_task set settled_at = $3, outcome = $4, settled_by = $5 where organisation_id = $1 and invitation_id = $2 and settled_at is null', [organisationId, invitationId, this.clock.now(), outcome, by]);
  }
}
