import { CheckedMails, type MailRecipient } from '@bijeen/mail';
import type { Actor, Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Host, MeetingFacts } from './answer.queries.js';
import { personValues } from './mails/mail-values.js';
import { type CopiedNews, secretariatCopy } from './mails/secretariat-copy.mail.js';
import { officeHolders } from './secretariat.queries.js';

/** What the mail that is copied is about. */
export interface Copied {
  meeting: MeetingFacts;
  host: Host;
  /** That of the mail which is copied. */
  revision: number;
  /** That of the mail which is copied. */
  notBefore?: Date;
}

/** Office holders who were invited through a secretariat hear what it was told, at their own address when that is known. */
@Injectable()
export class SecretariatCopies {
  constructor(private readonly mails: CheckedMails) {}

  /** In the transaction of the mail that is copied; two statements for any number of people. Who was not invited through a secretariat gets nothing. `by` as in `CheckedMails.write`. */
  async write(tx: EntityManager, by: Tenant | Actor, news: CopiedNews, { invitationIds, meeting, host, revision, notBefore }: Copied & { invitationIds: string[] }): Promise<void> {
    if (invitationIds.length === 0) return;
    const people = await officeHolders(tx, by.organisationId, invitationIds);
    const suffix = news.what === 'answer' ? '' : `:${news.what}`;
    const recipients = people.map((person): MailRecipient => ({
      invitationId: person.id, recipientKey: `${person.contactId}${suffix}`, address: person.ownEmail, name: person.displayName, values: personValues(person), links: {}, calendar: null, revision,
    }));
    await this.mails.write(tx, by, [{ meetingId: meeting.id, kind: 'secretariat-copy', variant: news.what, content: secretariatCopy(news, { meeting, host }), recipients, notBefore }]);
  }
}
