import { Config, PersonalLinks, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { compose, senderAddress, type Compose } from './mail-composer.js';
import type { MailContent } from './mail-content.js';
import { mailingContent, type TakenMail } from './mail-sender.queries.js';
import { mailLinks } from './render-mail.js';

const MOST_KEPT = 50;

/** Turns mails into bytes; a mailing is prepared once and kept for its next recipients. A mailing never changes. */
@Injectable()
export class ComposedMailings {
  private readonly kept = new Map<string, Promise<Compose>>();

  constructor(
    private readonly db: TenantDatabase,
    private readonly links: PersonalLinks,
    private readonly config: Config,
  ) {}

  /** The envelope's sender, which is also the From address: one domain for SPF, DKIM and DMARC. */
  get sender(): string {
    return senderAddress(this.config.mailDomain);
  }

  /** @throws Error when a text or a link is missing: this mail fails, the others go on */
  async bytes(organisationId: string, mail: TakenMail, date: Date): Promise<Buffer> {
    const composed = await this.mailing(organisationId, mail.mailingId);
    const { address, name, values, calendar, messageId } = mail;
    return composed({ address, name, values, calendar, messageId, date, links: mailLinks(this.links, mail.links) });
  }

  private async mailing(organisationId: string, mailingId: string): Promise<Compose> {
    const known = this.kept.get(mailingId);
    if (known) return known;
    const composed = this.prepare(organisationId, mailingId);
    this.kept.set(mailingId, composed);
    composed.catch(() => this.kept.delete(mailingId));
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    return composed;
  }

  private async prepare(organisationId: string, mailingId: string): Promise<Compose> {
    const mailing = await this.db.transaction({ organisationId }, async (tx) => mailingContent(tx, organisationId, mailingId));
    if (!mailing) throw new Error('De tekst van deze mail bestaat niet meer.');
    return compose({ organisationId, kind: mailing.kind, content: mailing.content as MailContent, mailDomain: this.config.mailDomain });
  }
}
