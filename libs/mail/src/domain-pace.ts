import { Config, stopwatch } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

const MINUTE = 60_000;

/** How one receiving domain is doing. */
interface Domain {
  inFlight: number;
  /** How many may still go, as of `at`; it fills up again with time. */
  left: number;
  at: number;
  usedAt: number;
  /** It refused a mail for the moment: one at a time until it takes one. */
  shy: boolean;
}

/**
 * Keeps the pace that one receiving domain can bear (R21): so many mails at the same time and so many per minute, for all organisations of this
 * process together. A domain that says "not now" gets one at a time; the others do not notice. Zero means no limit; the catcher has none.
 */
@Injectable()
export class DomainPace {
  private readonly domains = new Map<string, Domain>();

  constructor(private readonly config: Config) {}

  /** Domains to which nothing may go at this moment. */
  full(): string[] {
    this.forgetQuiet();
    return [...this.domains].filter(([, domain]) => !this.mayGo(domain)).map(([name]) => name);
  }

  /** Takes a place for a mail to this address; `leave` gives it back. Says whether there was one. */
  enter(address: string): boolean {
    const name = domainOf(address);
    const domain = this.domains.get(name) ?? { inFlight: 0, left: this.perMinute, at: stopwatch(), usedAt: 0, shy: false };
    this.domains.set(name, domain);
    domain.usedAt = stopwatch();
    if (!this.mayGo(domain)) return false;
    domain.inFlight += 1;
    domain.left -= 1;
    return true;
  }

  /** The mail to this address is over: taken, refused for the moment, or neither. */
  leave(address: string, how: 'accepted' | 'later' | 'other'): void {
    const domain = this.domains.get(domainOf(address));
    if (!domain) return;
    domain.inFlight -= 1;
    domain.usedAt = stopwatch();
    if (how !== 'other') domain.shy = how === 'later';
  }

  private mayGo(domain: Domain): boolean {
    const now = stopwatch();
    domain.left = Math.min(this.perMinute, domain.left + ((now - domain.at) * this.perMinute) / MINUTE);
    domain.at = now;
    return domain.inFlight < (domain.shy ? 1 : this.inFlight) && domain.left >= 1;
  }

  private get inFlight(): number {
    return this.limit(this.config.mailsPerDomain.inFlight);
  }

  private get perMinute(): number {
    return this.limit(this.config.mailsPerDomain.perMinute);
  }

  private limit(given: number): number {
    return this.config.catcherMode || given === 0 ? Number.MAX_SAFE_INTEGER : given;
  }

  /** Memory does not grow with the number of domains ever written to. */
  private forgetQuiet(): void {
    const now = stopwatch();
    for (const [name, { inFlight, usedAt }] of this.domains) if (inFlight === 0 && now - usedAt > MINUTE) this.domains.delete(name);
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
