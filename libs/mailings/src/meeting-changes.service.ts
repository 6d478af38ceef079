import { ChangeGuests } from '@bijeen/invitations';
import { type Meeting, type MeetingChange, MeetingsService, type PlanMeeting } from '@bijeen/meetings';
import { type Actor, Clock, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { MailPlanService } from './mail-plan.service.js';
import { refuseWhileWaiting } from './meeting-moves.service.js';

/** What a change of a meeting did. */
export interface ChangedMeeting {
  meeting: Meeting;
  change: MeetingChange;
  /** So many people get a mail about it. */
  told: number;
  /** So many people on the waiting list get an offer. */
  offers: number;
}

/**
 * What an organiser plans and changes: the meeting itself, its planned mail and what guests are told change in one transaction.
 * It stands here because this library sees all three.
 */
@Injectable()
export class MeetingChanges {
  constructor(
    private readonly db: TenantDatabase,
    private readonly meetings: MeetingsService,
    private readonly mailPlan: MailPlanService,
    private readonly guests: ChangeGuests,
    private readonly clock: Clock,
  ) {}

  /** Plans a meeting, with its mail plan. @throws DomainError `input.invalid` with a sentence per field */
  async plan(actor: Actor, plan: PlanMeeting): Promise<Meeting> {
    await this.meetings.check(actor, plan);
    return this.db.transaction(actor, async (tx) => {
      const meeting = await this.meetings.plan(tx, actor, plan);
      await this.mailPlan.recompute(tx, actor, meeting);
      return meeting;
    });
  }

  /**
   * Changes a meeting. When a time or the venue moves, its mail plan moves along and who said yes is told, with the calendar item. Mails about it
   * that have not left are written anew, whatever it was that changed. Another date for who was invited is a matter of `MeetingMoves`.
   * With more places, whoever waits gets an offer.
   * @throws DomainError as `Meeting.plan`, `ChangeGuests.settlePlaces`, `mail.blocked`, `meeting.move-waiting`, `meeting.not-found`
   */
  async change(actor: Actor, meetingId: string, plan: PlanMeeting): Promise<ChangedMeeting> {
    await this.meetings.check(actor, plan);
    const minutes = await this.guests.journeysTo(plan.venue.postcode);
    const changed = await this.db.transaction(actor, async (tx) => {
      await this.guests.holdSender(tx, actor);
      const { meeting, change } = await this.meetings.change(tx, actor, meetingId, plan);
      if (change.moved.length > 0) await refuseWhileWaiting(tx, meeting, this.clock.now());
      await this.mailPlan.recompute(tx, actor, meeting);
      const told = await this.guests.tell(tx, actor, meeting, { ...change, minutes });
      const offers = meeting.firstInvitedAt === null ? 0 : await this.guests.settlePlaces(tx, actor, meeting);
      return { meeting, change, told, offers };
    });
    if (changed.told + changed.offers > 0) await this.guests.wake(actor.organisationId);
    return changed;
  }
}
