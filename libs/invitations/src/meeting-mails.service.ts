import { addressHash, emailKey, MailLedger, type MailRecipient } from '@bijeen/mail';
import { Clock, Config, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Host, MeetingFacts } from './answer.queries.js';
import type { CalendarVersion } from './invitation.entity.js';
import { InvitationLinks } from './links.js';
import { moveExpiry } from './links.queries.js';
import { calendarForMail } from './mails/calendar-item.js';
import { cancellationMail } from './mails/cancellation.mail.js';
import { changeMail } from './mails/change.mail.js';
import { personValues } from './mails/mail-values.js';
import { SecretariatCopies } from './secretariat-copies.js';
import { cancelCalendarItems, eraseWishesNow, meetingWithHost, moveCalendarItems, suppressedHashes, type ToldGuest } from './meeting-mails.queries.js';
import { WISH_DAYS_AFTER_MEETING } from './wishes.service.js';

/** Mails to guests because something happened to their meeting. Both run in the transaction of that change; wake the sender after it. */
@Injectable()
export class MeetingMails {
  constructor(
    private readonly ledger: MailLedger,
    private readonly links: InvitationLinks,
    private readonly copies: SecretariatCopies,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Date, time or venue changed: everybody who comes gets one mail per revision of the meeting, which also moves the item in the
   * calendar. Links and wishes keep as long after the meeting as they did.
   */
  async writeChangeMails(tx: EntityManager, actor: Tenant, meetingId: string): Promise<{ written: number }> {
    const { meeting, host, revision } = await meetingWithHost(tx, actor.organisationId, meetingId);
    await moveExpiry(tx, actor.organisationId, meetingId, WISH_DAYS_AFTER_MEETING);
    const guests = await moveCalendarItems(tx, { organisationId: actor.organisationId, meetingId, revision, now: this.clock.now() });
    const recipients = await this.recipients(tx, actor, guests, { meeting, host, revision, method: 'REQUEST' });
    await this.copies.write(tx, actor, { what: 'change' }, { invitationIds: guests.map(({ id }) => id), meeting, host, revision });
    return this.ledger.write(tx, actor, { meetingId, kind: 'change', variant: '', content: changeMail({ meeting, host }), recipients });
  }

  /**
   * The meeting does not take place: everybody who knows of it gets one mail, which takes the item out of the calendar of who has one.
   * Who opted out and does not come is left in peace. Wishes have lost their purpose and are erased.
   */
  async writeCancellationMails(tx: EntityManager, actor: Tenant, meetingId: string): Promise<{ written: number }> {
    const { meeting, host, revision } = await meetingWithHost(tx, actor.organisationId, meetingId);
    const told = await cancelCalendarItems(tx, { organisationId: actor.organisationId, meetingId, domain: this.config.mailDomain });
    const suppressed = new Set(await suppressedHashes(tx, actor.organisationId, meetingId));
    const guests = told.filter(({ answer, email }) => answer === 'yes' || !suppressed.has(addressHash(this.config.secretKey, emailKey(email)).toString('hex')));
    const recipients = await this.recipients(tx, actor, guests, { meeting, host, revision, method: 'CANCEL' });
    await this.copies.write(tx, actor, { what: 'cancellation' }, { invitationIds: guests.map(({ id }) => id), meeting, host, revision });
    await eraseWishesNow(tx, actor.organisationId, meetingId, this.clock.now());
    return this.ledger.write(tx, actor, { meetingId, kind: 'cancellation', variant: '', content: cancellationMail({ meeting, host }), recipients });
  }

  private async recipients(tx: EntityManager, actor: Tenant, guests: ToldGuest[], about: { meeting: MeetingFacts; host: Host; revision: number; method: CalendarVersion['method'] }): Promise<MailRecipient[]> {
    const links = await this.links.forMails(tx, actor, guests.map(({ id }) => id));
    return guests.map((guest) => ({
      invitationId: guest.id,
      recipientKey: guest.contactId,
      address: guest.email,
      name: guest.displayName,
      values: personValues(guest),
      links: links.get(guest.id)!,
      calendar: this.calendarOf(guest, about),
      revision: about.revision,
    }));
  }

  private calendarOf(guest: ToldGuest, about: { meeting: MeetingFacts; host: Host; method: CalendarVersion['method'] }): MailRecipient['calendar'] {
    if (guest.stamp === null) return null;
    const now = this.clock.now();
    const stamp = about.method === 'CANCEL' ? new Date(Math.max(now.getTime(), guest.stamp.getTime() + 1000)) : guest.stamp;
    return calendarForMail({ method: about.method, uid: guest.uid, sequence: guest.sequence, stamp }, guest, about);
  }
}
