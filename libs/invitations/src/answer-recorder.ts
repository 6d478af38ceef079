import { randomUUID } from 'node:crypto';
import { MailLedger } from '@bijeen/mail';
import type { NewMove } from '@bijeen/places';
import { type Actor, Clock, Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type FoundInvitation, saveAnswer } from './answer.queries.js';
import type { Answer, AnswerOrigin, Place } from './answer.js';
import { type Invitation, refusalToAnswer } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { calendarForMail } from './mails/calendar-item.js';
import { confirmationMail } from './mails/confirmation.mail.js';
import { personValues } from './mails/mail-values.js';
import { PlacesDesk } from './places-desk.js';
import { wishesEraseAfter } from './wishes.service.js';

/** How an answer came in and who wrote it down. */
export interface Reception {
  actor: Actor;
  origin: AnswerOrigin;
  byOrganiser: boolean;
}

/** An answer as it was kept. */
export interface GivenAnswer {
  changed: boolean;
  invitation: Invitation;
  /** Why there is no place yet, for who said yes and waits. */
  blockedBy: string | null;
}

type Moved = Omit<NewMove, 'invitationId'> | null;

/** Keeps an answer with everything that belongs to it, in the transaction of the caller, who locked the invitation (`lockInvitation`). */
@Injectable()
export class AnswerRecorder {
  constructor(
    private readonly links: InvitationLinks,
    private readonly ledger: MailLedger,
    private readonly desk: PlacesDesk,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * The answer, its place, its history and the confirmation: all, or nothing. The same answer again writes nothing. A place that
   * somebody gives back goes to who is next in line. @throws DomainError as `Invitation.give`, `offer.over`
   */
  async give(tx: EntityManager, found: FoundInvitation, answer: Answer, { actor, origin, byOrganiser }: Reception): Promise<GivenAnswer> {
    const { invitation, meeting, newWishes } = found;
    const now = this.clock.now();
    const { place: before, duoId } = invitation;
    const answerChanged = invitation.give(answer, meeting, { now, origin, byOrganiser });
    if (!answerChanged && !newWishes) return { changed: false, invitation, blockedBy: found.blockedBy };
    const move = await this.move(tx, found, answer);
    invitation.answerRevision += 1;
    const calendar = invitation.nextCalendarVersion(now, `${randomUUID()}@${this.config.mailDomain}`);
    const wishes = { diet: answer.diet, access: answer.access, forget: answer.forgetWishes, eraseAfter: wishesEraseAfter(meeting) };
    await saveAnswer(tx, { invitation, answerChanged, wishes, move, by: actor, now });
    const blockedBy = invitation.place === 'waiting' ? (move?.blockedBy ?? found.blockedBy) : null;
    const content = confirmationMail(
      { coming: answer.coming, waitsBecause: blockedBy, leavesCalendar: calendar?.method === 'CANCEL', hasWishes: hasWishes(found, answer), byOrganiser, canChange: refusalToAnswer(meeting, now) === null },
      found,
    );
    const recipient = {
      invitationId: invitation.id, recipientKey: invitation.contactId, address: invitation.email, name: invitation.displayName,
      values: personValues(invitation), links: await this.linksFor(tx, found), calendar: calendar && calendarForMail(calendar, invitation, found), revision: invitation.answerRevision,
    };
    await this.ledger.write(tx, actor, { meetingId: meeting.id, kind: 'confirmation', variant: blockedBy === null ? answer.coming : 'waiting', content, recipients: [recipient] });
    if (found.limited && before !== null && invitation.place === null) await this.giveBack(tx, invitation, before, duoId);
    return { changed: true, invitation, blockedBy };
  }

  /** What becomes of the place, for the log; where places are not limited everybody who says yes has one. */
  private async move(tx: EntityManager, { invitation, limited }: FoundInvitation, { coming }: Answer): Promise<Moved> {
    if (coming === 'yes' && limited) return this.desk.seat(tx, invitation);
    const left = invitation.place !== null && coming !== 'yes';
    invitation.takePlace(coming === 'yes' ? 'confirmed' : null, this.clock.now());
    if (left) invitation.duoId = null;
    return left && limited ? { move: 'left' } : null;
  }

  private async giveBack(tx: EntityManager, { organisationId, meetingId }: Invitation, before: Place, duoId: string | null): Promise<void> {
    if (duoId) await this.desk.losePartner(tx, { organisationId, meetingId }, duoId);
    if (before !== 'lapsed' || duoId) await this.desk.settle(tx, { organisationId, meetingId });
  }

  private async linksFor(tx: EntityManager, { invitation, answerLink, unsubscribeLink }: FoundInvitation): Promise<Record<string, string>> {
    if (answerLink && unsubscribeLink) return { answer: answerLink.toString('base64'), unsubscribe: unsubscribeLink.toString('base64') };
    return (await this.links.forMails(tx, invitation, [invitation.id])).get(invitation.id)!;
  }
}

function hasWishes({ hasWishes: had }: FoundInvitation, { diet, access, forgetWishes }: Answer): boolean {
  return diet !== null || access !== null || (had && !forgetWishes);
}
