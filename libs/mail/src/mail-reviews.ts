import { type Actor, audit, Clock, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { MAIL_KINDS, type MailKind } from './mail-content.js';

/** What goes to organisers themselves, or only asks whether an address is right, has nobody to look at it first. */
const NEVER: readonly MailKind[] = ['decision', 'registration', 'sender-domain', 'test'];

/** Kinds of mail that can wait for a person to look at them. */
export const REVIEWABLE_KINDS = MAIL_KINDS.filter((kind) => !NEVER.includes(kind));

/** Somebody expects these at once, or has to know them in time: as drafts they are urgent. */
export const URGENT_KINDS: readonly MailKind[] = ['confirmation', 'change', 'cancellation', 'postponement', 'offer'];

/** What comes in to say which mails wait for a person. */
export const ReviewInput = z.object({
  kinds: z.preprocess((value) => (value === undefined || value === null ? [] : [value].flat()), z.array(z.enum(REVIEWABLE_KINDS, { error: 'Kies soorten mail uit de lijst.' })).max(REVIEWABLE_KINDS.length)),
});

/** Which kinds of mail of a meeting wait for a person. */
export interface MailReview {
  kinds: MailKind[];
  /** The meeting has a choice of its own; else that of the organisation counts. */
  own: boolean;
}

/** Keeps which mail is looked at before it leaves: per meeting, or for all meetings of an organisation. It counts for what is written from then on. */
@Injectable()
export class MailReviews {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** For a meeting; for the organisation when `meetingId` is null. */
  async find(actor: Tenant, meetingId: string | null): Promise<MailReview> {
    return this.db.transaction(actor, async (tx) => review(tx, actor, meetingId));
  }

  /** Keeps the choice. What waits already, goes on waiting. */
  async save(actor: Actor, meetingId: string | null, kinds: MailKind[]): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await tx.query(
        `insert into mail_review (organisation_id, meeting_id, kinds, updated_by, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (organisation_id, meeting_id) do update set (kinds, updated_by, updated_at) = (excluded.kinds, excluded.updated_by, excluded.updated_at)`,
        [actor.organisationId, meetingId, kinds, actor.name, this.clock.now()],
      );
      await audit(tx, actor, 'mail-review.changed', subjectOf(actor, meetingId), { kinds });
    });
  }

  /** Lets the choice of the organisation count for this meeting again. */
  async forget(actor: Actor, meetingId: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await tx.query('delete from mail_review where organisation_id = $1 and meeting_id = $2', [actor.organisationId, meetingId]);
      await audit(tx, actor, 'mail-review.forgotten', subjectOf(actor, meetingId));
    });
  }
}

async function review(tx: EntityManager, { organisationId }: Tenant, meetingId: string | null): Promise<MailReview> {
  const [found]: MailReview[] = await tx.query(
    `select kinds, meeting_id is not null as own from mail_review where organisation_id = $1 and (meeting_id = $2 or meeting_id is null) order by meeting_id nulls last limit 1`,
    [organisationId, meetingId],
  );
  return found ?? { kinds: [], own: false };
}

function subjectOf({ organisationId }: Tenant, meetingId: string | null): { kind: string; id: string } {
  return meetingId === null ? { kind: 'organisation', id: organisationId } : { kind: 'meeting', id: meetingId };
}
