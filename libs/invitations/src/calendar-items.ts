import { randomUUID } from 'node:crypto';
import { type MailRecipient, ReturnAddresses } from '@bijeen/mail';
import { Clock, Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { Host, MeetingFacts } from './answer.queries.js';
import type { CalendarVersion, Invitation } from './invitation.entity.js';
import { calendarForMail, type Partstat } from './mails/calendar-item.js';

/** Makes the items that go into guests' calendars with a mail. */
@Injectable()
export class CalendarItems {
  constructor(
    private readonly addresses: ReturnAddresses,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** When a version is made that goes out now: its DTSTAMP. */
  stamp(): Date {
    return this.clock.now();
  }

  /** A UID for an item that comes after a CANCEL (R17). */
  freshUid(): string {
    return `${randomUUID()}@${this.config.mailDomain}`;
  }

  /**
   * One version of the item of one guest, who is the only one in it. With the buttons of a calendar the organiser in it is an address that only this guest
   * has, under the organisation's name: replies come to us, and we know whose they are (R18). Otherwise it is the contact person.
   * @param partstat what the guest said already
   */
  forMail(version: CalendarVersion, guest: Pick<Invitation, 'id' | 'displayName' | 'email' | 'calendarButtons'>, { meeting, host, partstat = 'NEEDS-ACTION' }: { meeting: MeetingFacts; host: Host; partstat?: Partstat }): NonNullable<MailRecipient['calendar']> {
    const organiser = { name: host.senderName, address: guest.calendarButtons ? this.addresses.address('reply', guest.id) : meeting.contactEmail };
    return calendarForMail(version, guest, { meeting, host, organiser, partstat });
  }
}
