import { CheckedMails, type MailRecipient } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarItems } from './calendar-items.js';
import type { Host, MeetingFacts } from './answer.queries.js';
import type { CalendarVersion, Invitation } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { personValues } from './mails/mail-values.js';
import { MOVE_MAILS, type MovedTexts } from './mails/move-mails.js';
import { meetingWithHost } from './meeting-mails.queries.js';
import type { GuestMove } from './move-guests.service.js';
import type { MovedGuest } from './moved-guests.queries.js';
import { SecretariatCopies } from './secretariat-copies.js';

/** Tells guests that their meeting moved, is postponed or is cancelled. */
@Injectable()
export class MovedGuestMails {
  constructor(
    private readonly mails: CheckedMails,
    private readonly links: InvitationLinks,
    private readonly copies: SecretariatCopies,
    private readonly items: CalendarItems,
  ) {}

  /** The item that goes with an invitation which has still to leave, for another date than it was written for. */
  itemOf(guest: Pick<Invitation, 'id' | 'displayName' | 'email' | 'calendarButtons'> & CalendarVersion, about: { meeting: MeetingFacts; host: Host }): MailRecipient['calendar'] {
    return this.items.forMail(guest, guest, about);
  }

  /** One mail to each, and where a secretariat stands between, a copy to the guest. They leave when the move may no longer be taken back. @throws DomainError `mail.blocked` */
  async tell(tx: EntityManager, actor: Actor, { organisationId, meetingId, kind, wasPostponed, notBefore }: GuestMove, guests: MovedGuest[]): Promise<void> {
    const { meeting, host, revision } = await meetingWithHost(tx, organisationId, meetingId);
    const { mail, method, content } = MOVE_MAILS[kind];
    const links = await this.links.forMails(tx, actor, guests.map(({ id }) => id));
    for (const group of groups(guests)) {
      const { variant, formerStartsAt, viaSecretariat } = group[0]!;
      const texts: MovedTexts = { meeting, host, variant, formerStartsAt, viaSecretariat, wasPostponed };
      const recipients = group.map((guest): MailRecipient => ({
        invitationId: guest.id, recipientKey: guest.contactId, address: guest.email, name: guest.viaSecretariat ? `Secretariaat van ${guest.displayName}` : guest.displayName,
        values: personValues(guest), links: links.get(guest.id)!, revision,
        calendar: guest.stamp && this.items.forMail({ method, uid: guest.uid, sequence: guest.sequence, stamp: guest.stamp }, guest, { meeting, host }),
      }));
      await this.copies.write(tx, actor, { what: mail }, { invitationIds: group.map(({ id }) => id), meeting, host, revision, notBefore });
      await this.mails.write(tx, actor, [{ meetingId, kind: mail, variant, content: content(texts), recipients, notBefore }]);
    }
  }
}

/** Who gets the same text: alike in standing, in the date they had answered to, and in whether a secretariat passes it on. */
function groups(guests: MovedGuest[]): MovedGuest[][] {
  const found = new Map<string, MovedGuest[]>();
  for (const guest of guests) {
    const key = [guest.variant, guest.formerStartsAt?.toISOString(), guest.viaSecretariat].join();
    const group = found.get(key);
    if (group) group.push(guest);
    else found.set(key, [guest]);
  }
  return [...found.values()];
}
