import type { DkimKey } from './dkim-keys.js';
import type { Finding } from './dns-checks.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const HOUR = 3_600_000;
/** How long until the next look: soon while the records are still to come or could not be read, else once a day. */
const NEXT_LOOK = { passed: 24 * HOUR, other: HOUR };

/** An own domain from which an organisation wants to send, and whether the DNS says so too. */
@Entity('sender_domain')
export class SenderDomain {
  @PrimaryColumn('uuid') organisationId: string;
  /** Lower-case A-labels. */
  @Column('text') domain: string;
  @Column('jsonb') keys: DkimKey[];
  /** Keys that take over as soon as they stand in the DNS. */
  @Column('jsonb', { nullable: true }) nextKeys: DkimKey[] | null;
  @Column('text') state: 'unchecked' | 'passed' | 'failed';
  /** What the last look found, per line. */
  @Column('jsonb', { default: () => `'[]'` }) findings: Finding[];
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) checkedAt: Date | null;
  @Column('timestamptz') stateSince: Date;
  @Column('timestamptz') nextCheckAt: Date;
  /** Since when it does not work any more, after it was in use; null as long as it works, or never did. */
  @Column('timestamptz', { nullable: true }) brokenSince: Date | null;
  /** The `brokenSince` of which the owners had a mail. */
  @Column('timestamptz', { nullable: true }) ownersToldOf: Date | null;

  /** Begins with a domain of which nothing is known yet. */
  begin(domain: string, keys: DkimKey[], now: Date): void {
    Object.assign(this, { domain, keys, nextKeys: null, state: 'unchecked', findings: [], createdAt: now, checkedAt: null, stateSince: now, nextCheckAt: new Date(now.getTime() + HOUR), brokenSince: null, ownersToldOf: null });
  }

  /** Has new keys ready. The old ones sign until the new ones stand in the DNS. */
  prepare(keys: DkimKey[], now: Date): void {
    this.nextKeys = keys;
    this.nextCheckAt = new Date(now.getTime() + HOUR);
  }

  /** Its owners do not know yet that it broke, or that it works again. */
  get hasNews(): boolean {
    return this.brokenSince?.getTime() !== this.ownersToldOf?.getTime();
  }

  /**
   * Takes over what a look into the DNS found. Mail leaves from the own domain as long as everything is right; what could not be
   * looked up changes nothing, because a silent name server says nothing about the records.
   */
  learn(findings: Finding[], nextKeysFound: boolean, now: Date): void {
    if (this.nextKeys && nextKeysFound) Object.assign(this, { keys: this.nextKeys, nextKeys: null });
    const state = stateAfter(findings, this.state);
    if (state !== this.state) Object.assign(this, { state, stateSince: now, brokenSince: this.state === 'passed' ? now : null });
    const settled = state === 'passed' && !this.nextKeys && findings.every(({ verdict }) => verdict === 'right');
    Object.assign(this, { findings, checkedAt: now, nextCheckAt: new Date(now.getTime() + (settled ? NEXT_LOOK.passed : NEXT_LOOK.other)) });
  }
}

function stateAfter(findings: Finding[], before: SenderDomain['state']): SenderDomain['state'] {
  if (findings.some(({ verdict }) => verdict === 'wrong' || verdict === 'missing')) return 'failed';
  return findings.every(({ verdict }) => verdict === 'right') ? 'passed' : before;
}
