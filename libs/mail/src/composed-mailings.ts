import { Config, PersonalLinks, type Tenant, TenantDatabase } from '@bijeen/platform';
import { SenderIdentities } from '@bijeen/senders';
import { Injectable } from '@nestjs/common';
import { compose, type Compose } from './mail-composer.js';
import type { MailContent, MailKind } from './mail-content.js';
import { mailLogo } from './mail-logo.js';
import { mailingContent, type TakenMail } from './mail-sender.queries.js';
import { mailLinks } from './render-mail.js';
import { ReturnAddresses } from './return-addresses.js';

const MOST_KEPT = 50;
/** About a domain that may not work at this moment: what leaves from there could be lost. The platform itself says it, not the organisation. */
const FROM_PLATFORM: readonly MailKind[] = ['sender-domain'];

/** A mail as it goes to the relay. */
export interface ComposedMail {
  /** The envelope's sender: where reports on this one mail come back. */
  from: string;
  /** The domain that it leaves from: the organisation's own, or that of the platform. */
  senderDomain: string;
  mime: Buffer;
}

/** Turns mails into signed bytes; a mailing is prepared once and kept for its next recipients. A mailing never changes. */
@Injectable()
export class ComposedMailings {
  private readonly kept = new Map<string, Promise<Compose>>();

  constructor(
    private readonly db: TenantDatabase,
    private readonly links: PersonalLinks,
    private readonly config: Config,
    private readonly identities: SenderIdentities,
    private readonly returnAddresses: ReturnAddresses,
  ) {}

  /** @throws Error when a text or a link is missing: this mail fails, the others go on */
  async mail(tenant: Tenant, mail: TakenMail, date: Date): Promise<ComposedMail> {
    const identity = await (FROM_PLATFORM.includes(mail.kind) ? this.identities.platform() : this.identities.of(tenant));
    const composed = await this.mailing(tenant, mail.mailingId, identity.from);
    const { address, name, values, calendar, messageId } = mail;
    const bytes = composed({ address, name, values, calendar, messageId, date, links: mailLinks(this.links, mail.links) });
    return { from: this.returnAddresses.address('bounce', mail.id, identity.returnDomain), senderDomain: domainOf(identity.from), mime: await identity.signer.sign(bytes) };
  }

  private async mailing(tenant: Tenant, mailingId: string, from: string): Promise<Compose> {
    const key = `${mailingId} ${from}`;
    const known = this.kept.get(key);
    if (known) return known;
    const composed = this.prepare(tenant, mailingId, from);
    this.kept.set(key, composed);
    composed.catch(() => this.kept.delete(key));
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    return composed;
  }

  private async prepare({ organisationId }: Tenant, mailingId: string, from: string): Promise<Compose> {
    const { mailing, logo } = await this.db.transaction({ organisationId }, async (tx) => ({ mailing: await mailingContent(tx, organisationId, mailingId), logo: await mailLogo(tx, organisationId) }));
    if (!mailing) throw new Error('De tekst van deze mail bestaat niet meer.');
    return compose({ organisationId, kind: mailing.kind, content: mailing.content as MailContent, from, mailDomain: this.config.mailDomain, logo: FROM_PLATFORM.includes(mailing.kind) ? null : logo });
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
