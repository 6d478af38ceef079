import { AttendanceService, type AttendanceTally } from '@bijeen/follow-ups';
import { type MailReview, MailReviews, type MailTally } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { MailsAboutToLeave } from '../mail-desk/mails-about-to-leave.js';

/** What stands around the mail plan on its page. */
export interface Surroundings {
  attendance: AttendanceTally;
  mails: MailTally;
  review: MailReview;
}

/** Gathers what the page of the mail plan shows beside the plan. */
@Injectable()
export class PlanSurroundings {
  constructor(
    private readonly attendance: AttendanceService,
    readonly leaving: MailsAboutToLeave,
    private readonly reviews: MailReviews,
  ) {}

  async of(actor: Actor, meetingId: string): Promise<Surroundings> {
    const { tally } = await this.attendance.list(actor, meetingId, { limit: 1 });
    return { attendance: tally, mails: await this.leaving.tally(actor, meetingId), review: await this.reviews.find(actor, meetingId) };
  }
}
