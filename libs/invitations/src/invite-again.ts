import type { Meeting } from '@bijeen/meetings';
import { Clock, type Tenant } from '@bijeen/platform';
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
   * transaction of the caller, who locked the meeting and wakes the ledger. Says to whom.
   */
  async write(tx: EntityManager, tenant: Tenant, meeting: Meeting, invitationIds: string[]): Promise<string[]> {
    if (!mayBeInvitedAgain(meeting, this.clock.now())) return [];
    const guests = await invitedBefore(tx, tenant.organisationId, invitationIds);
    const frame = await this.writer.frame(tx, meeting);
    if (frame.buttons) await giveCalendarButtons(tx, tenant.organisationId, guests.map(({ id }) => id), this.clock.now());
    for (const guest of guests) await this.mail(tx, tenant, frame, { ...guest, municipality: frame.municipalities.get(guest.municipality ?? '') ?? null });
    return guests.map(({ id }) => id);
  }

  private async mail(tx: EntityManager, tenant: Tenant, frame: Awaited<ReturnType<InviteWriter['frame']>>, guest: InvitedBefore): Promise<void> {
    const links = await this.links.forMails(tx, tenant, [guest.id], guest.secretariatId === null ? PURPOSES : PURPOSES_VIA_SECRETARIAT);
    await this.writer.writeMails(tx, tenant, frame, [{ person: guest, links: links.get(guest.id)! }], guest.revision);
  }
}
