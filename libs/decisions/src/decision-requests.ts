import { MailLedger } from '@bijeen/mail';
import { senderOfMails } from '@bijeen/mailings';
import { loadMeeting } from '@bijeen/meetings';
import { Clock, Config, dayInAmsterdam } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayNumber, decisionMail } from './decision.mail.js';
import { DecisionsService, nextLook } from './decisions.service.js';
import { Quorum } from './quorum.entity.js';

/** Asks whoever runs a meeting to decide, when that is waited for. */
@Injectable()
export class DecisionRequests {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Looks at one meeting whose turn it is and says when to look again. Tells whether a mail was written; one a day at most. */
  async look(tx: EntityManager, { organisationId, meetingId }: { organisationId: string; meetingId: string }): Promise<boolean> {
    const now = this.clock.now();
    const quorum = await tx.findOne(Quorum, { where: { organisationId, meetingId }, lock: { mode: 'pessimistic_write' } });
    if (!quorum?.lookAt || quorum.lookAt > now) return false;
    const meeting = await loadMeeting(tx, meetingId);
    const { awaited, parts, expected } = await this.decisions.board(tx, meeting);
    await tx.update(Quorum, { organisationId, meetingId }, { lookAt: meeting.startsAt > now ? nextLook(now) : null });
    if (!awaited) return false;
    const { name, senderName, replyTo, colour } = await senderOfMails(tx, organisationId);
    const content = decisionMail({ meeting, parts, expected: expected.everybody, url: `${this.config.publicUrl}/bijeenkomsten/${meetingId}/besluit`, sender: { name: senderName || name, replyTo, colour } });
    const recipient = { invitationId: null, recipientKey: 'organiser', address: meeting.contactEmail, name: meeting.contactName, values: {}, links: {}, calendar: null, revision: dayNumber(dayInAmsterdam(now)) };
    const { written } = await this.ledger.write(tx, { organisationId }, { meetingId, kind: 'decision', variant: '', content, recipients: [recipient] });
    return written > 0;
  }

  /** Tells the sender; call it after the commit. */
  async wake(organisationId: string): Promise<void> {
    await this.ledger.wake(organisationId);
  }
}
