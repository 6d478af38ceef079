import type { Meeting } from '@bijeen/meetings';
import { type Actor, Clock } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { giveCalendarButtons, type InvitedBefore, invitedBefore, mayBeInvitedAgain } from './invite-again.queries.js';
import { InviteWriter, PURPOSES, PURPOSES_VIA_SECRETARIAT } from './invite-writer.js';
import { InvitationLinks } from './links.js';

/** Sends invitations once more, because the first never arrived. */
@Injectable()
export class InviteAgain {
  constructor(
    private readonly writer: InviteWriter,
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes a new mail with the same personal links to those of these guests who have not answered, as long as the meeting is still to come; in the
   * transaction of the caller, who locked the meeting and wakes the ledger. Says to whom. @throws DomainError `mail.blocked`
   */
  async write(tx: EntityManager, actor: Actor, meeting: Meeting, invitationIds: string[]): Promise<string[]> {
    if (!mayBeInvitedAgain(meeting, this.clock.now())) return [];
    const guests = await invitedBefore(tx, actor.organisationId, invitationIds);
    const frame = await this.writer.frame(tx, meeting);
    if (frame.buttons) await giveCalendarButtons(tx, actor.organisationId, guests.map(({ id }) => id), this.clock.now());
    for (const guest of guests) await this.mail(tx, actor, frame, { ...guest, municipality: frame.municipalities.get(guest.municipality ?? '') ?? null });
    return guests.map(({ id }) => id);
  }

  private async mail(tx: EntityManager, actor: Actor, frame: Awaited<ReturnType<InviteWriter['frame']>>, guest: InvitedBefore): Promise<void> {
    const links = await this.links.forMails(tx, actor, [guest.id], guest.secretariatId === null ? PURPOSES : PURPOSES_VIA_SECRETARIAT);
    await this.writer.writeMails(tx, actor, frame, [{ person: guest, links: links.get(guest.id)! }], guest.revision);
  }
}
