import { type Actor, audit, Clock, Config, DomainError, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { makeKeys } from './dkim-keys.js';
import { DnsChecks } from './dns-checks.js';
import { type DnsLine, keyLines, ownLines } from './dns-lines.js';
import { isWithin, type OwnDomain, shownDomain } from './domain-name.js';
import { SenderDomain } from './sender-domain.entity.js';
import { SenderIdentities } from './sender-identities.js';

/** The own domain of an organisation with the lines it needs. */
export interface SenderDomainView {
  domain: SenderDomain;
  lines: DnsLine[];
  /** The lines of keys that are ready to take over. */
  nextLines: DnsLine[];
}

/** From which own domain an organisation sends, and whether the DNS allows it. */
@Injectable()
export class SenderDomains {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly checks: DnsChecks,
    private readonly identities: SenderIdentities,
  ) {}

  /** The domain with its lines; null when mail leaves from the platform's domain. */
  async find(tenant: Tenant): Promise<SenderDomainView | null> {
    const domain = await this.db.transaction(tenant, async (tx) => tx.findOneBy(SenderDomain, { organisationId: tenant.organisationId }));
    return domain && this.view(domain);
  }

  /** Chooses a domain and makes its keys; nothing is sent from it before its DNS is right. @throws DomainError `input.invalid` when it is somebody else's, `sender-domain.exists` when there is one already */
  async choose(actor: Actor, { domain }: OwnDomain): Promise<SenderDomainView> {
    if (isWithin(domain, this.config.mailDomain)) throw refused(`${shownDomain(domain)} is van Bijeen zelf. Daarvandaan gaat de mail nu al. Vul het domein van je eigen organisatie in.`);
    const [taken] = await this.db.asWorker(async (tx) => tx.query<object[]>(`select from sender_domain where domain = $1 and state = 'passed' and organisation_id <> $2 limit 1`, [domain, actor.organisationId]));
    if (taken) throw refused(`Een andere organisatie verstuurt al vanaf ${shownDomain(domain)}. Hoort dit domein bij jullie? Neem contact op met de beheerder van Bijeen.`);
    const keys = await makeKeys(domain, this.config.secretKey);
    return this.db.transaction(actor, async (tx) => {
      const own = tx.create(SenderDomain, { organisationId: actor.organisationId });
      own.begin(domain, keys, this.clock.now());
      const { raw } = await tx.createQueryBuilder().insert().into(SenderDomain).values(own).orIgnore().returning('organisation_id').execute();
      if ((raw as object[]).length === 0) throw new DomainError('sender-domain.exists');
      await this.note(tx, actor, 'sender-domain.chosen', domain);
      return this.view(own);
    });
  }

  /** Looks into the DNS now, for whoever asks or for the clock. @throws DomainError `sender-domain.not-found` */
  async check(tenant: Tenant, actor?: Actor): Promise<SenderDomainView> {
    const { domain: before, lines, nextLines } = await this.mustFind(tenant);
    const [now, next] = await Promise.all([this.checks.check(lines), this.checks.check(nextLines)]);
    const nextFound = next.length > 0 && next.every(({ verdict }) => verdict === 'right');
    const findings = nextFound ? [...now.filter(({ line }) => !line.startsWith('dkim')), ...next] : now;
    return this.change(tenant, before, async (tx, domain) => {
      const was = domain.state;
      domain.learn(findings, nextFound, this.clock.now());
      if (was !== domain.state) await this.note(tx, actor ?? clockOf(tenant), `sender-domain.${domain.state}`, domain.domain);
    });
  }

  /** Makes new keys. The old ones go on signing until the new ones stand in the DNS. @throws DomainError `sender-domain.not-found` */
  async rotate(actor: Actor): Promise<SenderDomainView> {
    const { domain: before } = await this.mustFind(actor);
    const keys = await makeKeys(before.domain, this.config.secretKey);
    return this.change(actor, before, async (tx, domain) => {
      domain.prepare(keys, this.clock.now());
      await this.note(tx, actor, 'sender-domain.keys-made', domain.domain);
    });
  }

  /** Goes back to the platform's domain; the keys are thrown away. @throws DomainError `sender-domain.not-found` */
  async remove(actor: Actor): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const own = await tx.findOneBy(SenderDomain, { organisationId: actor.organisationId });
      if (!own) throw new DomainError('sender-domain.not-found');
      await tx.delete(SenderDomain, { organisationId: actor.organisationId });
      await this.note(tx, actor, 'sender-domain.removed', own.domain);
    });
    this.identities.forget(actor);
  }

  /** The clock's work: domains whose next look is due. Says how many were looked at. */
  async checkDue(): Promise<number> {
    const due = await this.db.asWorker(async (tx) => tx.query<{ organisationId: string }[]>('select organisation_id as "organisationId" from sender_domain where next_check_at <= $1 order by next_check_at limit 5', [this.clock.now()]));
    await Promise.all(due.map(async (tenant) => this.check(tenant)));
    return due.length;
  }

  /** Changes the row as it is now, if it is still about the same domain with the same keys. */
  private async change(tenant: Tenant, before: SenderDomain, work: (tx: EntityManager, domain: SenderDomain) => Promise<void>): Promise<SenderDomainView> {
    const domain = await this.db.transaction(tenant, async (tx) => {
      const now = await tx.findOne(SenderDomain, { where: { organisationId: tenant.organisationId }, lock: { mode: 'pessimistic_write' } });
      if (!now || fingerprint(now) !== fingerprint(before)) throw new DomainError('sender-domain.not-found');
      await work(tx, now);
      return tx.save(now);
    });
    this.identities.forget(tenant);
    return this.view(domain);
  }

  private async mustFind(tenant: Tenant): Promise<SenderDomainView> {
    const found = await this.find(tenant);
    if (!found) throw new DomainError('sender-domain.not-found');
    return found;
  }

  private async note(tx: EntityManager, actor: Actor, action: string, domain: string): Promise<void> {
    await audit(tx, actor, action, { kind: 'organisation', id: actor.organisationId }, { domain });
  }

  private view(domain: SenderDomain): SenderDomainView {
    return { domain, lines: ownLines(domain.domain, domain.keys, this.config), nextLines: domain.nextKeys ? keyLines(domain.domain, domain.nextKeys) : [] };
  }
}

function fingerprint({ keys, nextKeys }: SenderDomain): string {
  return [...keys, ...(nextKeys ?? [])].map(({ selector }) => selector).join();
}

function refused(problem: string): DomainError {
  return new DomainError('input.invalid', {}, { domain: problem });
}

function clockOf({ organisationId }: Tenant): Actor {
  return { organisationId, kind: 'system', id: null, name: 'Bijeen', role: 'organiser' };
}
