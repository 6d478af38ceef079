import { Clock, Logger, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ClosedAddress, closeAddresses } from './closed-addresses.queries.js';
import { persistently } from './persistently.js';
import { openRefusals, refusingDomains, settleRefusals, takenDomains } from './refused-addresses.queries.js';

const AT_A_TIME = 100;
/** Refusals of so long belong together, in milliseconds. */
const TOGETHER = 24 * 60 * 60 * 1000;
/** A relay that gives the same answer for more receiving domains than this, a fifth of all or more, speaks of us or of itself. */
const FEW_DOMAINS = 5;
const FIFTH = 4;

/**
 * Closes addresses of which the relay said, while we sent, that they do not exist: the same as when a report says so later (R22). Looked at when
 * a run is over, for one refusal looks like any other until it is seen how many there are. Until then it stands in the database, so whoever
 * looks next finishes what a killed process began.
 */
@Injectable()
export class RefusedAddresses {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Decides about all refusals of an organisation that nobody decided about yet. Again is harmless. */
  async settle(organisationId: string): Promise<void> {
    for (let more = true; more; ) more = await persistently(async () => this.db.transaction({ organisationId }, async (tx) => this.settleSome(tx, organisationId)));
  }

  /** Says whether there may be more. */
  private async settleSome(tx: EntityManager, organisationId: string): Promise<boolean> {
    const open = await openRefusals(tx, organisationId, AT_A_TIME);
    if (open.length === 0) return false;
    const now = this.clock.now();
    const since = new Date(now.getTime() - TOGETHER);
    const ours = await this.aboutUs(tx, organisationId, since);
    const closed = open.flatMap((refusal): ClosedAddress[] => (refusal.address === null || ours.has(refusal.code) ? [] : [{ ...refusal, kind: 'hard' }]));
    if (closed.length > 0) await closeAddresses(tx, organisationId, closed, now);
    await settleRefusals(tx, organisationId, { ids: open.map(({ outgoingMailId }) => outgoingMailId), now, since });
    return open.length === AT_A_TIME;
  }

  /** Codes that the relay gives for so many domains that it cannot be the addresses. */
  private async aboutUs(tx: EntityManager, organisationId: string, since: Date): Promise<Set<string>> {
    const many = (await refusingDomains(tx, organisationId, since)).filter(({ domains }) => domains > FEW_DOMAINS);
    if (many.length === 0) return new Set();
    const taken = await takenDomains(tx, organisationId, since);
    const suspect = many.filter(({ domains }) => domains * FIFTH >= taken);
    for (const { code, domains } of suspect) this.logger.warn(`The relay answers "${code}" for addresses in ${domains} domains, and took mail for ${taken}. That is about us, or about the relay: no address is closed for it.`, 'RefusedAddresses');
    return new Set(suspect.map(({ code }) => code));
  }
}
