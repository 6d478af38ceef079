import { Config, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { DnsChecks, type Finding } from './dns-checks.js';
import { type DnsLine, platformLines } from './dns-lines.js';
import { PlatformKeys } from './platform-keys.js';
import { SenderDomains } from './sender-domains.service.js';

/** A domain that was looked at just now. */
export interface ExaminedDomain {
  domain: string;
  /** Whose it is. */
  organisation: string;
  /** Whether mail leaves from there. */
  passed: boolean;
  lines: DnsLine[];
  findings: Finding[];
}

/** Looks at all domains from which this installation sends, for the administrator. */
@Injectable()
export class SenderCheckup {
  constructor(
    private readonly db: TenantDatabase,
    private readonly config: Config,
    private readonly keys: PlatformKeys,
    private readonly checks: DnsChecks,
    private readonly domains: SenderDomains,
  ) {}

  /** The platform's own domain. */
  async platform(): Promise<Pick<ExaminedDomain, 'lines' | 'findings'>> {
    const lines = platformLines(await this.keys.keys(), this.config);
    return { lines, findings: await this.checks.check(lines) };
  }

  /** The own domains of organisations; what is found counts for their mail too. */
  async ownDomains(): Promise<ExaminedDomain[]> {
    const owners = await this.db.asWorker(async (tx) => tx.query<Tenant[]>('select organisation_id as "organisationId" from sender_domain order by domain, organisation_id'));
    const found: ExaminedDomain[] = [];
    for (const owner of owners) {
      const { domain, lines, nextLines } = await this.domains.check(owner);
      found.push({ domain: domain.domain, organisation: await this.nameOf(owner), passed: domain.state === 'passed', lines: [...lines, ...nextLines], findings: domain.findings });
    }
    return found;
  }

  private async nameOf(owner: Tenant): Promise<string> {
    const [row] = await this.db.transaction(owner, async (tx) => tx.query<{ name: string }[]>('select name from organisation where id = $1', [owner.organisationId]));
    return row?.name ?? owner.organisationId;
  }
}
