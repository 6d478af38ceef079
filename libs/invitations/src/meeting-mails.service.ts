import { CheckedMails, type Mailing, type MailRecipient } from '@bijeen/mail';
import type { Actor, Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarItems } from './calendar-items.js';
import { InvitationLinks } from './links.js';
import { moveExpiry } from './links.queries.js';
import { changeMail } from './mails/change.mail.js';
import { personValues } from './mails/mail-values.js';
import { meetingWithHost, moveCalendarItems } from './meeting-mails.queries.js';
import { SecretariatCopies } from './secretariat-copies.js';
import { type OtherVenue, UnsentMails } from './unsent-mails.service.js';
import { WISH_DAYS_AFTER_MEETING } from './wishes.service.js';

/** So long a change waits for an invitation that is being sent: when that comes back, it says itself how it is now, and the change is withdrawn. */
const ON_ITS_WAY_MS = 60_000;
const MAILINGS = (['comes', 'waits', 'asked'] as const).flatMap((standing) => [false, true].map((later) => ({ standing, later })));

/** Mails to guests because the time or the venue of their meeting changed. They are written in the transaction of that change; wake the sender after it. */
@Injectable()
export class MeetingMails {
  constructor(
    private readonly mails: CheckedMails,
    private readonly links: InvitationLinks,
    private readonly copies: SecretariatCopies,
    private readonly items: CalendarItems,
    private readonly unsent: UnsentMails,
  ) {}

  /**
   * Time or venue changed: everybody who comes, waits, or has the item of a question that is still open gets one mail per revision of
   * the meeting, which also moves the item in the calendar. What had not left is written anew, and who reads it there gets no other mail. Links and wishes keep as long after the meeting as they did.
   * @param by as in `CheckedMails.write`
   * @param which `answeredSince`: only who answered after this move, because it is taken back; `venue`: it is somewhere else now
   * @throws DomainError `mail.blocked`
   */
  async writeChangeMails(tx: EntityManager, by: Tenant | Actor, meetingId: string, { answeredSince = null, venue = null }: { answeredSince?: string | null; venue?: OtherVenue | null } = {}): Promise<{ written: number }> {
    const { meeting, host, revision } = await meetingWithHost(tx, by.organisationId, meetingId);
    await moveExpiry(tx, by.organisationId, meetingId, WISH_DAYS_AFTER_MEETING);
    const moved = await moveCalendarItems(tx, { organisationId: by.organisationId, meetingId, revision, now: this.items.stamp(), answeredSince });
    const { told, onTheirWay } = await this.unsent.rewrite(tx, by, meetingId, { moved, venue });
    // Who said yes to another date hears in so many words that it is not that one, also when the confirmation has not left.
    const guests = moved.filter(({ id }) => answeredSince !== null || !told.has(id));
    const links = await this.links.forMails(tx, by, guests.map(({ id }) => id));
    await this.copies.write(tx, by, { what: 'change' }, { invitationIds: guests.map(({ id }) => id), meeting, host, revision });
    const mailings = MAILINGS.map(({ standing, later }): Mailing => {
      const recipients = guests.filter((guest) => guest.standing === standing && onTheirWay.has(guest.id) === later).map((guest): MailRecipient => ({
        invitationId: guest.id, recipientKey: guest.contactId, address: guest.email, name: guest.displayName, values: personValues(guest), links: links.get(guest.id)!, revision,
        calendar: guest.stamp && this.items.forMail({ method: 'REQUEST', uid: guest.uid, sequence: guest.sequence, stamp: guest.stamp }, guest, { meeting, host, partstat: standing === 'asked' ? 'NEEDS-ACTION' : 'ACCEPTED' }),
      }));
      const variant = standing === 'comes' ? '' : standing;
      return { meetingId, kind: 'change', variant, content: changeMail({ meeting, host, standing }), recipients, notBefore: later ? new Date(this.items.stamp().getTime() + ON_ITS_WAY_MS) : undefined };
    });
    return this.mails.write(tx, by, mailings);
  }
}
