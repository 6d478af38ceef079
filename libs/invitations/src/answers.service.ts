import { randomUUID } from 'node:crypto';
import { MailLedger } from '@bijeen/mail';
import { type Actor, Clock, Config, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findInvitation, type FoundInvitation, lockInvitation, saveAnswer } from './answer.queries.js';
import type { Answer, AnswerOrigin } from './answer.js';
import { type Invitation, refusalToAnswer } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { calendarForMail, calendarToDownload } from './mails/calendar-item.js';
import { confirmationMail } from './mails/confirmation.mail.js';
import { personValues } from './mails/mail-values.js';
import { wishesEraseAfter } from './wishes.service.js';

/** How an answer came in and who wrote it down. */
interface Reception {
  actor: Actor;
  origin: AnswerOrigin;
  byOrganiser: boolean;
}

/** Answers to invitations: by the guest with the personal link, or noted by an organiser. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly links: InvitationLinks,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** What the pages behind the link show; changes nothing. @throws DomainError as `InvitationLinks.open` */
  async show(tokenHash: Buffer | null): Promise<FoundInvitation> {
    return this.links.open(tokenHash, 'answer', async (tx, link) => (await findInvitation(tx, link)) ?? unknownLink());
  }

  /** The meeting of a guest who comes, as a calendar file to download. @throws DomainError `answer.not-coming`, and as `InvitationLinks.open` */
  async calendar(tokenHash: Buffer | null): Promise<string> {
    const found = await this.show(tokenHash);
    if (found.invitation.answer !== 'yes' || refusalToAnswer(found.meeting, this.clock.now(), true)) throw new DomainError('answer.not-coming');
    return calendarToDownload(found.invitation, found, this.clock.now());
  }

  /**
   * Records the guest's answer and writes the confirmation: both, or neither. The same answer again writes nothing.
   * @throws DomainError as `InvitationLinks.open` and `Invitation.give`
   */
  async answer(tokenHash: Buffer | null, answer: Answer): Promise<{ changed: boolean; invitation: Invitation }> {
    const given = await this.links.open(tokenHash, 'answer', async (tx, link) => {
      const found = (await lockInvitation(tx, link, answer)) ?? unknownLink();
      const actor: Actor = { organisationId: link.organisationId, kind: 'invitee', id: link.invitationId, name: 'genodigde', role: 'viewer' };
      return this.give(tx, found, answer, { actor, origin: 'link', byOrganiser: false });
    });
    if (given.changed) this.wake(given.invitation.organisationId);
    return given;
  }

  /**
   * Notes an answer that came by phone or otherwise, also after the closing date; the guest gets the same confirmation.
   * @throws DomainError `invitation.not-found`, and as `Invitation.give`
   */
  async record(actor: Actor, { meetingId, invitationId }: { meetingId: string; invitationId: string }, answer: Answer, origin: Exclude<AnswerOrigin, 'link'>): Promise<{ changed: boolean; invitation: Invitation }> {
    if (!isUuid(meetingId) || !isUuid(invitationId)) throw new DomainError('invitation.not-found');
    const given = await this.db.transaction(actor, async (tx) => {
      const found = await lockInvitation(tx, { organisationId: actor.organisationId, meetingId, invitationId }, answer);
      if (!found) throw new DomainError('invitation.not-found');
      return this.give(tx, found, answer, { actor, origin, byOrganiser: true });
    });
    if (given.changed) this.wake(actor.organisationId);
    return given;
  }

  private async give(tx: EntityManager, found: FoundInvitation, answer: Answer, { actor, origin, byOrganiser }: Reception): Promise<{ changed: boolean; invitation: Invitation }> {
    const { invitation, meeting, newWishes } = found;
    const now = this.clock.now();
    const answerChanged = invitation.give(answer, meeting, { now, origin, byOrganiser });
    if (!answerChanged && !newWishes) return { changed: false, invitation };
    invitation.takePlace(answer.coming === 'yes' ? 'confirmed' : null, now);
    invitation.answerRevision += 1;
    const calendar = invitation.nextCalendarVersion(now, `${randomUUID()}@${this.config.mailDomain}`);
    const wishes = { diet: answer.diet, access: answer.access, forget: answer.forgetWishes, eraseAfter: wishesEraseAfter(meeting) };
    await saveAnswer(tx, { invitation, answerChanged, wishes, by: actor, now });
    const content = confirmationMail(
      { coming: answer.coming, leavesCalendar: calendar?.method === 'CANCEL', hasWishes: hasWishes(found, answer), byOrganiser, canChange: refusalToAnswer(meeting, now) === null },
      found,
    );
    const recipient = {
      invitationId: invitation.id, recipientKey: invitation.contactId, address: invitation.email, name: invitation.displayName,
      values: personValues(invitation), links: await this.linksFor(tx, found), calendar: calendar && calendarForMail(calendar, invitation, found), revision: invitation.answerRevision,
    };
    await this.ledger.write(tx, actor, { meetingId: meeting.id, kind: 'confirmation', variant: answer.coming, content, recipients: [recipient] });
    return { changed: true, invitation };
  }

  private async linksFor(tx: EntityManager, { invitation, answerLink, unsubscribeLink }: FoundInvitation): Promise<Record<string, string>> {
    if (answerLink && unsubscribeLink) return { answer: answerLink.toString('base64'), unsubscribe: unsubscribeLink.toString('base64') };
    return (await this.links.forMails(tx, invitation, [invitation.id])).get(invitation.id)!;
  }

  /** Nobody waits for the queue: `wake` never fails, and without a queue the worker's clock finds the row (R5). */
  private wake(organisationId: string): void {
    void this.ledger.wake(organisationId);
  }
}

function hasWishes({ hasWishes: had }: FoundInvitation, { diet, access, forgetWishes }: Answer): boolean {
  return diet !== null || access !== null || (had && !forgetWishes);
}

/** The row of the link is there but its invitation is not: as good as unknown. */
function unknownLink(): never {
  throw new DomainError('link.unknown');
}
