import { type Host, InvitationLinks, personValues } from '@bijeen/invitations';
import { CheckedMails } from '@bijeen/mail';
import { senderOfMails } from '@bijeen/mailings';
import type { Meeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DatePoll } from './date-poll.entity.js';
import { datePollMail } from './date-poll.mail.js';
import { type DateOption, guestsToMail, prolongLinks } from './date-poll.queries.js';

/** The mails about a date poll, in the transaction of whoever asks for them; wake the sender after it. */
@Injectable()
export class PollMails {
  constructor(
    private readonly mails: CheckedMails,
    private readonly links: InvitationLinks,
  ) {}

  /** Writes to everybody who was asked, or as a reminder to those of whom there is no answer. Who opted out of mail is skipped when the mail leaves. @throws DomainError `mail.blocked` */
  async write(tx: EntityManager, actor: Actor, { meeting, poll, options, reminder }: { meeting: Meeting; poll: DatePoll; options: DateOption[]; reminder: boolean }): Promise<{ written: number }> {
    const { organisationId, id: meetingId } = meeting;
    const guests = await guestsToMail(tx, { organisationId, pollId: poll.id }, reminder);
    const links = await this.links.forMails(tx, { organisationId }, guests.map(({ id }) => id));
    await prolongLinks(tx, { organisationId, pollId: poll.id });
    const host: Host = await senderOfMails(tx, organisationId);
    const content = datePollMail({ meeting, host, options, introduction: poll.introduction, deadline: poll.deadline, reminder });
    const recipients = guests.map((guest) => ({
      invitationId: guest.id, recipientKey: guest.contactId, address: guest.email, name: guest.displayName, values: personValues(guest), links: links.get(guest.id)!, calendar: null, revision: poll.mailRevision,
    }));
    return this.mails.write(tx, actor, [{ meetingId, kind: 'date-poll', variant: reminder ? 'reminder' : '', content, recipients }]);
  }

  /** Tells the sender; call it after the commit. */
  async wake(organisationId: string): Promise<void> {
    await this.mails.wake(organisationId);
  }
}
