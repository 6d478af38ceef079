import { Config, stopwatch, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { takeRoom } from './domain-pace.queries.js';
import { persistently } from './persistently.js';

const MINUTE = 60_000;
/** Room that was taken and not used for so long is given back at the next ask, in milliseconds. */
const KEPT = 15_000;
/** When there was too little room, so long until it is asked again. */
const BETWEEN_ASKS = 1_000;
/** At least for so many mails room is taken at once: about what a process has under way. */
const AT_ONCE = 20;

/** How one receiving domain is doing. */
interface Domain {
  inFlight: number;
  /** Mails that went without asking in the minute that began at `since`, and how many were told to the others; room that was not used counts as told. */
  free: number;
  told: number;
  since: number;
  /** Mails for which room was taken at `takenAt`. */
  room: number;
  takenAt: number;
  askAt: number;
  asking: Promise<void> | undefined;
  usedAt: number;
  /** It refused a mail for the moment: one at a time until it takes one. */
  shy: boolean;
}

/**
 * Keeps the pace that one receiving domain can bear (R21): so many mails at the same time from this process, and so many per minute from all
 * processes together. Each may send a tenth of the limit without asking; who sends more takes room out of what they have together, in portions
 * (`takeRoom`). So it costs nothing far below the limit, and at most a tenth per other process goes beyond it. A domain that says "not now"
 * gets one at a time; the others do not notice. Zero means no limit; the catcher has none.
 */
@Injectable()
export class DomainPace {
  private readonly domains = new Map<string, Domain>();

  constructor(
    private readonly config: Config,
    private readonly db: TenantDatabase,
  ) {}

  /** Domains to which nothing may go at this moment. Asks for room where it is getting scarce. */
  async full(): Promise<string[]> {
    this.forgetQuiet();
    const scarce = [...this.domains].filter(([, domain]) => this.isScarce(domain));
    await Promise.all(scarce.map(async ([name, domain]) => (domain.asking ??= this.ask(name, domain).finally(() => (domain.asking = undefined)))));
    return [...this.domains].filter(([, domain]) => !this.mayGo(domain)).map(([name]) => name);
  }

  /** Takes a place for a mail to this address; `leave` gives it back. Says whether there was one. */
  enter(address: string): boolean {
    const name = domainOf(address);
    const now = stopwatch();
    const domain = this.domains.get(name) ?? { inFlight: 0, free: 0, told: 0, since: now, room: 0, takenAt: 0, askAt: 0, asking: undefined, usedAt: 0, shy: false };
    this.domains.set(name, domain);
    domain.usedAt = now;
    if (!this.mayGo(domain)) return false;
    domain.inFlight += 1;
    if (this.perMinute === Infinity) return true;
    if (domain.room > 0) domain.room -= 1;
    else domain.free += 1;
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
    return domain.inFlight < (domain.shy ? 1 : this.inFlight) && this.left(domain) > 0;
  }

  private isScarce(domain: Domain): boolean {
    const left = this.left(domain);
    return left < this.withoutAsking / 2 && (left === 0 || domain.usedAt > domain.takenAt) && stopwatch() >= domain.askAt;
  }

  /** How many may go now. Who asked knows better than the tenth that nobody asks for. */
  private left(domain: Domain): number {
    if (this.perMinute === Infinity) return Infinity;
    const now = stopwatch();
    if (now - domain.takenAt > KEPT) Object.assign(domain, { told: domain.told + domain.room, room: 0 });
    if (now - domain.since > MINUTE) Object.assign(domain, { free: 0, told: Math.max(0, domain.told - domain.free), since: now });
    return domain.takenAt > domain.since ? domain.room : domain.room + Math.max(0, this.withoutAsking - domain.free);
  }

  private async ask(name: string, domain: Domain): Promise<void> {
    const used = domain.free - domain.told;
    const wants = this.portion;
    domain.told += used;
    const granted = await persistently(async () => this.db.shared(async (tx) => takeRoom(tx, { domain: name, perMinute: this.perMinute, used, wants })));
    const now = stopwatch();
    domain.room += granted;
    domain.takenAt = now;
    if (granted < wants) domain.askAt = now + BETWEEN_ASKS;
  }

  private get inFlight(): number {
    return this.limit(this.config.mailsPerDomain.inFlight);
  }

  private get perMinute(): number {
    return this.limit(this.config.mailsPerDomain.perMinute);
  }

  private get withoutAsking(): number {
    return Math.max(1, Math.floor(this.perMinute / 10));
  }

  /** For so many mails room is taken at a time: small enough for the others, large enough to ask seldom. */
  private get portion(): number {
    return Math.min(Math.max(AT_ONCE, this.withoutAsking), this.perMinute);
  }

  private limit(given: number): number {
    return this.config.catcherMode || given === 0 ? Infinity : given;
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
