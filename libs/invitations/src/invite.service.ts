import { loadMeeting, type Meeting, MeetingsService } from '@bijeen/meetings';
import { type Actor, audit, DomainError, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { peopleToInvite, type PersonToInvite } from './audience.queries.js';
import { AudienceService } from './audience.service.js';
import { InviteWriter } from './invite-writer.js';

/** What comes in to invite. */
export const Invite = z.object({
  /** Why an owner invites without a call to action (L5). */
  overrideReason: z.preprocess((value) => value ?? undefined, z.string({ error: 'Schrijf op waarom er nog geen call to action is.' }).trim().min(5, 'Schrijf in een paar woorden op waarom er nog geen call to action is.').max(500, 'Houd het korter: hoogstens 500 tekens.').optional()),
});
export type Invite = z.output<typeof Invite>;

/** What inviting did, in people. */
export interface Invited {
  /** Got an invitation just now. */
  invited: number;
  /** Had one before. */
  alreadyInvited: number;
  /** Are not on the list. */
  excluded: number;
}

/** Invites everybody on the list who has no invitation yet. */
@Injectable()
export class InviteService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly audience: AudienceService,
    private readonly meetings: MeetingsService,
    private readonly writer: InviteWriter,
  ) {}

  /**
   * One click for any number of people: invitations, links and mails are one transaction, and the sender is woken after it. A second
   * click, another tab or a repeated call finds everybody invited and does nothing (R6). With a certain mistake in a text nobody is invited.
   * @throws DomainError `meeting.no-call-to-action`, `meeting.override-needs-owner`, `meeting.answer-by-passed`, `meeting.already-started`,
   * `meeting.wrong-state`, `audience.nobody`, `mail.blocked`, `meeting.just-changed`, `meeting.not-found`
   */
  async invite(actor: Actor, meetingId: string, { overrideReason }: Invite = {}): Promise<Invited> {
    const known = await this.meetings.find(actor, meetingId);
    const travel = await this.audience.travelTimes(known);
    const result = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      if (meeting.venuePostcode4 !== known.venuePostcode4) throw new DomainError('meeting.just-changed');
      await this.meetings.startInviting(tx, actor, meeting, overrideReason ?? null);
      const criteria = await this.audience.criteria(tx, meeting, travel);
      const { people, alreadyInvited, excluded } = await peopleToInvite(tx, criteria);
      if (people.length + alreadyInvited === 0) throw new DomainError('audience.nobody');
      const invited = people.length > 0 ? await this.letLeave(tx, actor, meeting, people) : 0;
      if (invited > 0) await audit(tx, actor, 'meeting.invited', { kind: 'meeting', id: meeting.id }, { invited, alreadyInvited, excluded });
      return { invited, alreadyInvited, excluded };
    });
    if (result.invited > 0) await this.writer.wake(actor.organisationId);
    return result;
  }

  private async letLeave(tx: EntityManager, actor: Actor, meeting: Meeting, people: PersonToInvite[]): Promise<number> {
    return this.writer.write(tx, actor, await this.writer.frame(tx, meeting), people);
  }
}
