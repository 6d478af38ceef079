import { Config, Logger, stopwatch, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { openKeys } from './dkim-keys.js';
import { DkimSigner } from './dkim-signer.js';
import { returnDomain } from './dns-lines.js';
import { PlatformKeys } from './platform-keys.js';
import { SenderDomain } from './sender-domain.entity.js';

/** Who a mail comes from. From, return path and signature have one organisational domain, so SPF and DKIM both align (RFC 7489 3.1). */
export interface SenderIdentity {
  /** The address in From. */
  from: string;
  /** Where reports on undelivered mail come back. */
  returnDomain: string;
  signer: DkimSigner;
}

/** How long, in milliseconds, a process may go on with what it knows of an organisation. */
const FRESH = 15_000;

/** Whose name stands in From: the organisation's own domain as long as its DNS is right, else the platform's. */
@Injectable()
export class SenderIdentities {
  private readonly known = new Map<string, { at: number; identity: Promise<SenderIdentity> }>();
  private own: Promise<SenderIdentity> | undefined;

  constructor(
    private readonly db: TenantDatabase,
    private readonly config: Config,
    private readonly platformKeys: PlatformKeys,
    private readonly logger: Logger,
  ) {}

  /** The platform's own: mail about signing in, and of every organisation without a domain that works. */
  async platform(): Promise<SenderIdentity> {
    this.own ??= this.platformIdentity().catch((error: unknown) => {
      this.own = undefined;
      throw error;
    });
    return this.own;
  }

  /** The one of an organisation. What its owner changes counts within fifteen seconds, in every process. */
  async of({ organisationId }: Tenant): Promise<SenderIdentity> {
    const known = this.known.get(organisationId);
    if (known && stopwatch() - known.at < FRESH) return known.identity;
    const identity = this.find(organisationId, known);
    this.known.set(organisationId, { at: stopwatch(), identity });
    identity.catch(() => this.known.delete(organisationId));
    return identity;
  }

  /** Looks again at the next mail. */
  forget({ organisationId }: Tenant): void {
    const known = this.known.get(organisationId);
    if (known) known.at = -FRESH;
  }

  private async platformIdentity(): Promise<SenderIdentity> {
    const { mailDomain } = this.config;
    return { from: senderAddress(mailDomain), returnDomain: mailDomain, signer: new DkimSigner(mailDomain, await this.platformKeys.opened()) };
  }

  private async find(organisationId: string, known: { identity: Promise<SenderIdentity> } | undefined): Promise<SenderIdentity> {
    const own = await this.db.transaction({ organisationId }, async (tx) => tx.findOneBy(SenderDomain, { organisationId, state: 'passed' }));
    if (!own) return this.platform();
    const before = await known?.identity.catch(() => undefined);
    if (before?.signer.signsWith(own.domain, own.keys)) return before;
    try {
      const signer = new DkimSigner(own.domain, openKeys(own.domain, own.keys, this.config.secretKey));
      return { from: senderAddress(own.domain), returnDomain: returnDomain(own.domain), signer };
    } catch (error) {
      this.logger.error(`The DKIM keys of ${own.domain} do not open with this SECRET_KEY; its mail leaves from ${this.config.mailDomain}`, error, 'SenderIdentities');
      return this.platform();
    }
  }
}

/** The address that sends everything; replies go to Reply-To. */
export function senderAddress(domain: string): string {
  return `bijeenkomsten@${domain}`;
}
