import { MailLedger } from '@bijeen/mail';
import { type Actor, Clock, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findInvitation, type FoundInvitation, lockInvitation } from './answer.queries.js';
import { Answer, type AnswerOrigin } from './answer.js';
import { companyOf, type CompanyOf } from './company.queries.js';
import { AnswerRecorder, type GivenAnswer } from './answer-recorder.js';
import { refusalToAnswer } from './invitation.entity.js';
import { InvitationLinks, type OpenedLink } from './links.js';
import { calendarToDownload } from './mails/calendar-item.js';

/** An invitation as the guest's pages show it. */
export interface ShownInvitation extends FoundInvitation {
  company: CompanyOf;
}

/** Answers to invitations: by the guest with the personal link, or noted by an organiser. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly links: InvitationLinks,
    private readonly recorder: AnswerRecorder,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** What the pages behind the link show; changes nothing. @throws DomainError as `InvitationLinks.open` */
  async show(tokenHash: Buffer | null): Promise<ShownInvitation> {
    return this.links.open(tokenHash, 'answer', async (tx, link) => {
      const found = (await findInvitation(tx, link)) ?? unknownLink();
      return { ...found, company: await companyOf(tx, link.organisationId, link.invitationId) };
    });
  }

  /** The meeting of a guest who comes, as a calendar file to download. @throws DomainError `answer.not-coming`, and as `InvitationLinks.open` */
  async calendar(tokenHash: Buffer | null): Promise<string> {
    const found = await this.show(tokenHash);
    if (!found.invitation.comes || refusalToAnswer(found.meeting, this.clock.now(), true)) throw new DomainError('answer.not-coming');
    return calendarToDownload(found.invitation, found, this.clock.now());
  }

  /**
   * Records the guest's answer and writes the confirmation: both, or neither. The same answer again writes nothing.
   * @throws DomainError as `InvitationLinks.open` and `AnswerRecorder.give`
   */
  async answer(tokenHash: Buffer | null, answer: Answer): Promise<GivenAnswer> {
    return this.byLink(tokenHash, answer, async (tx, found, actor) => this.recorder.give(tx, found, answer, { actor, origin: 'link', byOrganiser: false }));
  }

  /**
   * Accepts the place that is held for the guest, or leaves it to the next.
   * @throws DomainError `offer.over` when nothing is held any more, and as `answer`
   */
  async answerOffer(tokenHash: Buffer | null, accepts: boolean): Promise<GivenAnswer> {
    const answer = Answer.parse({ coming: accepts ? 'yes' : 'no' });
    return this.byLink(tokenHash, answer, async (tx, found, actor) => {
      if (found.invitation.place !== 'offered') throw new DomainError('offer.gone');
      return this.recorder.give(tx, found, answer, { actor, origin: 'link', byOrganiser: false });
    });
  }

  /**
   * Notes an answer that came by phone or otherwise, also after the closing date; the guest gets the same confirmation.
   * @throws DomainError `invitation.not-found`, and as `AnswerRecorder.give`
   */
  async record(actor: Actor, { meetingId, invitationId }: { meetingId: string; invitationId: string }, answer: Answer, origin: Exclude<AnswerOrigin, 'link'>): Promise<GivenAnswer> {
    if (!isUuid(meetingId) || !isUuid(invitationId)) throw new DomainError('invitation.not-found');
    const given = await this.db.transaction(actor, async (tx) => {
      const found = await lockInvitation(tx, { organisationId: actor.organisationId, meetingId, invitationId }, answer);
      if (!found) throw new DomainError('invitation.not-found');
      return this.recorder.give(tx, found, answer, { actor, origin, byOrganiser: true });
    });
    if (given.changed) this.wake(actor.organisationId);
    return given;
  }

  private async byLink(tokenHash: Buffer | null, answer: Answer, give: (tx: EntityManager, found: FoundInvitation, actor: Actor) => Promise<GivenAnswer>): Promise<GivenAnswer> {
    const given = await this.links.open(tokenHash, 'answer', async (tx, link) => give(tx, (await lockInvitation(tx, link, answer)) ?? unknownLink(), guest(link)));
    if (given.changed) this.wake(given.invitation.organisationId);
    return given;
  }

  /** Nobody waits for the queue: `wake` never fails, and without a queue the worker's clock finds the row (R5). */
  private wake(organisationId: string): void {
    void this.ledger.wake(organisationId);
  }
}

/** Whoever has a link acts as the guest it belongs to. */
export function guest({ organisationId, invitationId }: OpenedLink): Actor {
  return { organisationId, kind: 'invitee', id: invitationId, name: 'genodigde', role: 'viewer' };
}

/** The row of the link is there but its invitation is not: as good as unknown. */
export function unknownLink(): never {
  throw new DomainError('link.unknown');
}
