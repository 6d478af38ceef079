import { MeetingMails } from '@bijeen/invitations';
import { MailLedger } from '@bijeen/mail';
import { loadMeeting, type Meeting, type MeetingChange, MeetingsService, type PlanMeeting } from '@bijeen/meetings';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { MailPlanService } from './mail-plan.service.js';

/** What a change of a meeting did. */
export interface ChangedMeeting {
  meeting: Meeting;
  change: MeetingChange;
  /** So many people get a mail about it. */
  told: number;
}

/**
 * Whatever happens to a meeting as a whole: the meeting itself, its planned mail and what guests are told change in one transaction.
 * It stands here because this library sees all three.
 */
@Injectable()
export class MeetingChanges {
  constructor(
    private readonly db: TenantDatabase,
    private readonly meetings: MeetingsService,
    private readonly mailPlan: MailPlanService,
    private readonly mails: MeetingMails,
    private readonly ledger: MailLedger,
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
   * Changes a meeting. When the date, a time or the venue moves, its mail plan moves along and who said yes is told, with the calendar
   * item. @throws DomainError as `Meeting.plan`, `meeting.not-found`
   */
  async change(actor: Actor, meetingId: string, plan: PlanMeeting): Promise<ChangedMeeting> {
    await this.meetings.check(actor, plan);
    const changed = await this.db.transaction(actor, async (tx) => {
      const { meeting, change } = await this.meetings.change(tx, actor, meetingId, plan);
      await this.mailPlan.recompute(tx, actor, meeting);
      const tell = change.moved.length > 0 && meeting.firstInvitedAt !== null;
      const told = tell ? (await this.mails.writeChangeMails(tx, actor, meeting.id)).written : 0;
      return { meeting, change, told };
    });
    if (changed.told > 0) await this.ledger.wake(actor.organisationId);
    return changed;
  }

  /**
   * Cancels a meeting: who knows of it gets one mail, which also clears the calendar; nobody else hears anything. What still waits in
   * the ledger or in the mail plan is stopped when its turn comes. @throws DomainError as `Meeting.moveTo`, `meeting.not-found`
   */
  async cancel(actor: Actor, meetingId: string, reason: string): Promise<{ meeting: Meeting; told: number }> {
    const cancelled = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      await this.meetings.move(tx, actor, meeting, { to: 'cancelled', reason });
      const told = meeting.firstInvitedAt ? (await this.mails.writeCancellationMails(tx, actor, meeting.id)).written : 0;
      return { meeting, told };
    });
    if (cancelled.told > 0) await this.ledger.wake(actor.organisationId);
    return cancelled;
  }
}
