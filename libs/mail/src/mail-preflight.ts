import { createHash } from 'node:crypto';
import { Clock, Config, TenantDatabase, type Tenant } from '@bijeen/platform';
import { SenderIdentities } from '@bijeen/senders';
import { Injectable } from '@nestjs/common';
import { addressHash } from './email-address.js';
import { compose } from './mail-composer.js';
import type { MailKind } from './mail-content.js';
import { type BlockingFinding, MailsBlocked } from './mails-blocked.js';
import { blockingFindings, type Finding, type MailsToLeave, peopleCounted, preflight, type PreflightText, type SpamScore } from './preflight.js';
import { SpamMeter } from './spam-meter.js';

/** The look at mails before they leave, for a page. */
export interface PreflightReport extends ReturnType<typeof peopleCounted> {
  findings: Finding[];
  blocked: boolean;
  /** Null: not measured. */
  spam: SpamScore | null;
}

/** Looks at mails before they leave (R39): the rules are in `preflight`, this brings what they have to know. */
@Injectable()
export class MailPreflight {
  constructor(
    private readonly db: TenantDatabase,
    private readonly spam: SpamMeter,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly identities: SenderIdentities,
  ) {}

  /** One query, however many people get the mails. */
  async look(actor: Tenant, kind: MailKind, texts: PreflightText[]): Promise<PreflightReport> {
    const bounced = await this.bounced(actor, texts);
    const spam = this.measured(texts);
    const findings = preflight({ kind, texts, bounced, spam });
    return { ...peopleCounted(texts), findings, blocked: findings.some(({ weight }) => weight === 'blocking'), spam };
  }

  /**
   * What stops these mails, by the same rules as `look`. It reads nothing: give it what was read in the transaction in which they leave, so that
   * no other text leaves than was looked at.
   */
  blocking(mails: MailsToLeave[]): BlockingFinding[] {
    return mails.flatMap(({ kind, texts }) => blockingFindings({ kind, texts, spam: this.measured(texts) }).map((finding) => ({ ...finding, kind })));
  }

  /** As `blocking`, for who lets mails leave. @throws MailsBlocked `mail.blocked` */
  refuse(mails: MailsToLeave[]): void {
    const findings = this.blocking(mails);
    if (findings.length > 0) throw new MailsBlocked(findings);
  }

  /** Of the first mail that somebody gets, if anybody measured it. */
  private measured(texts: PreflightText[]): SpamScore | null {
    const first = texts.find(({ people }) => people.length > 0);
    return first ? this.spam.known(hashOf(first)) : null;
  }

  /** Addresses from which mail came back before. */
  private async bounced(actor: Tenant, texts: PreflightText[]): Promise<Set<string>> {
    const rows = await this.db.transaction<{ hash: string }[]>(actor, async (tx) => tx.query(`select encode(address_hash, 'hex') as hash from undeliverable_address where organisation_id = $1`, [actor.organisationId]));
    const hashes = new Set(rows.map(({ hash }) => hash));
    const addresses = hashes.size === 0 ? [] : texts.flatMap(({ people }) => people.map(({ address }) => address.toLowerCase()));
    return new Set(addresses.filter((address) => hashes.has(addressHash(this.config.secretKey, address).toString('hex'))));
  }

  /** Lets SpamAssassin look at the first of these mails; takes some seconds. Says whether there is a score. */
  async measureSpam(actor: Tenant, kind: MailKind, texts: PreflightText[]): Promise<boolean> {
    const [text] = texts;
    const person = text?.people[0];
    if (!text || !person) return false;
    const { mailDomain, publicUrl } = this.config;
    const { from } = await this.identities.of(actor);
    const example = `${publicUrl}/u/voorbeeld`;
    const composed = await compose({ organisationId: actor.organisationId, kind, content: text.content, from, mailDomain });
    const links = { 'answer': example, 'next-step': example, 'unsubscribe': example, 'secretariat': example };
    const mime = composed({ address: person.address, name: person.name, values: person.values, calendar: null, messageId: `<voorbeeld@${mailDomain}>`, date: this.clock.now(), links });
    return (await this.spam.measure(hashOf(text), mime)) !== null;
  }
}

function hashOf({ content, people }: PreflightText): string {
  return createHash('sha256').update(JSON.stringify([content, people[0]?.values])).digest('hex');
}
