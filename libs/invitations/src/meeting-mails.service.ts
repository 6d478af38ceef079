import { CheckedMails, type Mailing, type MailRecipient } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { type Actor, DomainError, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarItems } from './calendar-items.js';
import { InvitationLinks } from './links.js';
import { moveExpiry } from './links.queries.js';
import { changeMail } from './mails/change.mail.js';
import { personValues } from './mails/mail-values.js';
import { meetingWithHost, moveCalendarItems } from './meeting-mails.queries.js';
import { PlacesDesk } from './places-desk.js';
import { SecretariatCopies } from './secretariat-copies.js';
import { WISH_DAYS_AFTER_MEETING } from './wishes.service.js';

/** Mails to guests because the time or the venue of their meeting changed. They are written in the transaction of that change; wake the sender after it. */
@Injectable()
export class MeetingMails {
  constructor(
    private readonly mails: CheckedMails,
    private readonly links: InvitationLinks,
    private readonly copies: SecretariatCopies,
    private readonly desk: PlacesDesk,
    private readonly items: CalendarItems,
  ) {}

  /**
   * Time or venue changed: everybody who comes, waits, or has the item of a question that is still open gets one mail per revision of
   * the meeting, which also moves the item in the calendar. Links and wishes keep as long after the meeting as they did.
   * @param by as in `CheckedMails.write`
   * @param answeredSince only who answered after this move, because it is taken back
   * @throws DomainError `mail.blocked`
   */
  async writeChangeMails(tx: EntityManager, by: Tenant | Actor, meetingId: string, answeredSince: string | null = null): Promise<{ written: number }> {
    const { meeting, host, revision } = await meetingWithHost(tx, by.organisationId, meetingId);
    await moveExpiry(tx, by.organisationId, meetingId, WISH_DAYS_AFTER_MEETING);
    const guests = await moveCalendarItems(tx, { organisationId: by.organisationId, meetingId, revision, now: this.items.stamp(), answeredSince });
    const links = await this.links.forMails(tx, by, guests.map(({ id }) => id));
    await this.copies.write(tx, by, { what: 'change' }, { invitationIds: guests.map(({ id }) => id), meeting, host, revision });
    const mailings = (['comes', 'waits', 'asked'] as const).map((standing): Mailing => {
      const recipients = guests.filter((guest) => guest.standing === standing).map((guest): MailRecipient => ({
        invitationId: guest.id, recipientKey: guest.contactId, address: guest.email, name: guest.displayName, values: personValues(guest), links: links.get(guest.id)!, revision,
        calendar: guest.stamp && this.items.forMail({ method: 'REQUEST', uid: guest.uid, sequence: guest.sequence, stamp: guest.stamp }, guest, { meeting, host, partstat: standing === 'asked' ? 'NEEDS-ACTION' : 'ACCEPTED' }),
      }));
      const variant = standing === 'comes' ? '' : standing;
      return { meetingId, kind: 'change', variant, content: changeMail({ meeting, host, standing }), recipients };
    });
    return this.mails.write(tx, by, mailings);
  }

  /**
   * The room may have become larger or smaller: nobody loses a place, and whoever fits now gets an offer. Says how many mails that were.
   * @throws DomainError `input.invalid` when more seats are protected than there are left, `mail.blocked`
   */
  async settlePlaces(tx: EntityManager, actor: Actor, { id: meetingId, capacity }: Pick<Meeting, 'id' | 'capacity'>): Promise<number> {
    const { organisationId } = actor;
    const { rules } = await this.desk.current(tx, { organisationId, meetingId });
    if (rules.protectedSeats !== null && (capacity === null || capacity < rules.protectedSeats)) throw new DomainError('input.invalid', {}, { capacity: `Er worden ${rules.protectedSeats} plaatsen vrij gehouden voor beslissers. Verander dat eerst, bij Plaatsen.` });
    return this.desk.settle(tx, { organisationId, meetingId }, actor);
  }

  /** Tells the sender; call it after the commit. */
  async wake(organisationId: string): Promise<void> {
    await this.mails.wake(organisationId);
  }
}
