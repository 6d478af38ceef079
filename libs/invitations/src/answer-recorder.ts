import { CheckedMails } from '@bijeen/mail';
import { type Actor, Clock } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type FoundInvitation, noteSaidAgain, saveAnswer } from './answer.queries.js';
import type { Answer, AnswerOrigin } from './answer.js';
import { CalendarItems } from './calendar-items.js';
import { type Before, Consequences } from './consequences.js';
import { type Invitation, refusalToAnswer } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { confirmationMail } from './mails/confirmation.mail.js';
import { personValues } from './mails/mail-values.js';
import { wishesEraseAfter } from './wishes.service.js';

/** How an answer came in and who wrote it down. */
export interface Reception {
  actor: Actor;
  origin: AnswerOrigin;
  byOrganiser: boolean;
  /** When it was said, by the clock of whoever said it; now, when absent. */
  saidAt?: Date;
}

/** An answer as it was kept. */
export interface GivenAnswer {
  changed: boolean;
  invitation: Invitation;
  /** Why there is no place yet, for who said yes and waits. */
  blockedBy: string | null;
}

/** What there is to keep. */
interface Kept {
  before: Before;
  answerChanged: boolean;
  coming: Answer['coming'] | 'substitute';
  wishes: Pick<Answer, 'diet' | 'access' | 'forgetWishes'>;
  reception: Reception;
  /** Who comes instead. */
  who?: string | null;
  handOver?: () => Promise<void>;
}

/** Wishes of who sends somebody else: none, and those that were there go. */
const NO_WISHES = { diet: null, access: null, forgetWishes: true };

/** Keeps an answer with everything that belongs to it, in the transaction of the caller, who locked the invitation (`lockInvitation`). No mistake in a mail keeps an answer from being kept: then its mails wait. */
@Injectable()
export class AnswerRecorder {
  constructor(
    private readonly links: InvitationLinks,
    private readonly mails: CheckedMails,
    private readonly consequences: Consequences,
    private readonly clock: Clock,
    private readonly items: CalendarItems,
  ) {}

  /**
   * The answer, its place, its history and the confirmation: all, or nothing. The same answer again writes nothing. A place that
   * somebody gives back goes to who is next in line. @throws DomainError as `Invitation.give`, `offer.over`
   */
  async give(tx: EntityManager, found: FoundInvitation, answer: Answer, reception: Reception): Promise<GivenAnswer> {
    const { invitation, meeting, newWishes, blockedBy } = found;
    const before = standing(invitation);
    const answerChanged = invitation.give(answer, meeting, { ...reception, now: this.clock.now() });
    if (!answerChanged && !newWishes) {
      await noteSaidAgain(tx, invitation);
      return { changed: false, invitation, blockedBy };
    }
    return this.keep(tx, found, { before, answerChanged, coming: answer.coming, wishes: answer, reception });
  }

  /**
   * The guest sends `who` instead, whose invitation exists. The place goes back; `handOver` gets the first chance at it.
   * @throws DomainError as `Invitation.sendSubstitute`
   */
  async replace(tx: EntityManager, found: FoundInvitation, { who, handOver }: { who: string; handOver: () => Promise<void> }, reception: Reception): Promise<GivenAnswer> {
    const before = standing(found.invitation);
    found.invitation.sendSubstitute(found.meeting, { ...reception, now: this.clock.now() });
    return this.keep(tx, found, { before, answerChanged: true, coming: 'substitute', wishes: NO_WISHES, reception, who, handOver });
  }

  private async keep(tx: EntityManager, found: FoundInvitation, { before, answerChanged, coming, wishes: given, reception, who = null, handOver }: Kept): Promise<GivenAnswer> {
    const { invitation, meeting } = found;
    const { actor, byOrganiser, origin } = reception;
    const fromCalendar = origin === 'calendar' && !byOrganiser;
    const now = this.clock.now();
    const move = await this.consequences.move(tx, found, before);
    invitation.answerRevision += 1;
    const calendar = invitation.nextCalendarVersion(now, this.items.freshUid(), fromCalendar);
    const wishes = { diet: given.diet, access: given.access, forget: given.forgetWishes, eraseAfter: wishesEraseAfter(meeting) };
    await saveAnswer(tx, { invitation, answerChanged, wishes, move, by: actor, now });
    const blockedBy = invitation.place === 'waiting' ? (move?.blockedBy ?? found.blockedBy ?? 'Er is nu geen plaats.') : null;
    const content = confirmationMail(
      { coming, substitute: who, waitsBecause: blockedBy, leavesCalendar: calendar?.method === 'CANCEL', hasWishes: hasWishes(found, given), byOrganiser, fromCalendar, canChange: refusalToAnswer(meeting, now) === null },
      found,
    );
    const recipient = {
      invitationId: invitation.id, recipientKey: invitation.contactId, address: invitation.email, name: invitation.displayName,
      values: personValues(invitation), links: await this.linksFor(tx, found),
      calendar: calendar && this.items.forMail(calendar, invitation, { ...found, partstat: invitation.comes ? 'ACCEPTED' : 'TENTATIVE' }), revision: invitation.answerRevision,
    };
    const { organisationId } = actor;
    await this.mails.write(tx, { organisationId }, [{ meetingId: meeting.id, kind: 'confirmation', variant: blockedBy === null ? coming : 'waiting', content, recipients: [recipient] }]);
    await this.consequences.tellOfficeHolder(tx, found, { what: 'answer', coming, waits: blockedBy !== null, byOrganiser });
    await handOver?.();
    await this.consequences.follow(tx, found, before);
    return { changed: true, invitation, blockedBy };
  }

  private async linksFor(tx: EntityManager, { invitation, answerLink, unsubscribeLink }: FoundInvitation): Promise<Record<string, string>> {
    if (answerLink && unsubscribeLink) return { answer: answerLink.toString('base64'), unsubscribe: unsubscribeLink.toString('base64') };
    return (await this.links.forMails(tx, invitation, [invitation.id])).get(invitation.id)!;
  }
}

function standing({ place, duoId, answer }: Invitation): Before {
  return { place, duoId, answer };
}

function hasWishes({ hasWishes: had }: FoundInvitation, { diet, access, forgetWishes }: Kept['wishes']): boolean {
  return diet !== null || access !== null || (had && !forgetWishes);
}
