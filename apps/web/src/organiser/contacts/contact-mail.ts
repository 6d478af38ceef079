import { ReceivedMails } from '@bijeen/incoming';
import { type StopLine, StopsService } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

/** Whether mail to a contact arrives and may be sent: what was stopped, and which invitations come back. */
@Injectable()
export class ContactMail {
  constructor(
    private readonly stops: StopsService,
    private readonly received: ReceivedMails,
  ) {}

  async of(actor: Actor, contactId: string): Promise<{ stops: StopLine[]; lost: { meetingId: string; invitationId: string; title: string }[] }> {
    return { stops: await this.stops.ofContact(actor, contactId), lost: await this.received.lostInvitations(actor, contactId) };
  }
}
