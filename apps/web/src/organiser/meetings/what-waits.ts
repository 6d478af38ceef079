import { type CallCount, CallLists } from '@bijeen/calls';
import { CalendarDesk, type IncomingCount, ReceivedMails } from '@bijeen/incoming';
import type { Meeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { PublicationsService } from '@bijeen/publishing';
import { Injectable } from '@nestjs/common';

/** Counts the people who wait for an organiser of a meeting: to be called, for an answer, for mail that arrives, or to have theirs confirmed. */
@Injectable()
export class WhatWaits {
  constructor(
    private readonly calls: CallLists,
    private readonly publications: PublicationsService,
    private readonly received: ReceivedMails,
    private readonly replies: CalendarDesk,
  ) {}

  async count(actor: Actor, meeting: Meeting): Promise<{ calls: CallCount; registrations: number; incoming: IncomingCount; replies: number }> {
    const { counts } = await this.publications.find(actor, meeting.id);
    return { calls: await this.calls.count(actor, meeting), registrations: counts.confirmed, incoming: await this.received.count(actor, meeting.id), replies: await this.replies.count(actor, meeting.id) };
  }
}
