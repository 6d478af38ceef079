import { type Actor, audit, Clock, dayInAmsterdam, DomainError, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { existsOn, type Municipality, MunicipalityDirectory } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { CouncilPattern } from './council-pattern.entity.js';
import type { SaveCouncilPattern } from './council-pattern-input.js';

/** PostgreSQL: a unique constraint refuses the row. */
const UNIQUE_VIOLATION = '23505';

/** A pattern with the municipality it is about. */
export type NamedPattern = CouncilPattern & { municipality: string };

/** When councils, colleges and committees meet, as organisers wrote it down ("raadsdagen"). */
@Injectable()
export class CouncilPatterns {
  constructor(
    private readonly db: TenantDatabase,
    private readonly municipalities: MunicipalityDirectory,
    private readonly clock: Clock,
  ) {}

  /** All of them, by municipality and weekday; or those of one municipality. */
  async list(actor: Tenant, municipalityCode: string | null = null): Promise<NamedPattern[]> {
    const { organisationId } = actor;
    const found = await this.db.transaction(actor, async (tx) => tx.find(CouncilPattern, { where: { organisationId, ...(municipalityCode !== null && { municipalityCode }) }, order: { weekday: 'asc', kind: 'asc', id: 'asc' } }));
    const all = await this.municipalities.withCodes(found.map((each) => each.municipalityCode));
    return all.flatMap(({ code, name }) => found.filter((each) => each.municipalityCode === code).map((each) => Object.assign(each, { municipality: name })));
  }

  /** The municipalities that can be chosen. */
  async choices(): Promise<Municipality[]> {
    return this.municipalities.list();
  }

  /** @throws DomainError `council-pattern.not-found` */
  async find(actor: Tenant, id: string): Promise<NamedPattern> {
    const pattern = await this.db.transaction(actor, async (tx) => load(tx, id));
    return this.named(pattern);
  }

  /** @throws DomainError `input.invalid`, `council-pattern.exists` */
  async add(actor: Actor, input: SaveCouncilPattern): Promise<NamedPattern> {
    await this.checkMunicipality(input.municipalityCode);
    return this.named(await this.db.transaction(actor, async (tx) => this.save(tx, actor, Object.assign(new CouncilPattern(), { organisationId: actor.organisationId }), input)));
  }

  /** @throws DomainError `council-pattern.not-found`, `input.invalid`, `council-pattern.exists` */
  async change(actor: Actor, id: string, input: SaveCouncilPattern): Promise<NamedPattern> {
    return this.named(await this.db.transaction(actor, async (tx) => {
      const pattern = await load(tx, id);
      await this.checkMunicipality(input.municipalityCode);
      return this.save(tx, actor, pattern, input);
    }));
  }

  /** @throws DomainError `council-pattern.not-found` */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const { municipalityCode, kind, weekday } = await load(tx, id);
      await tx.delete(CouncilPattern, { organisationId: actor.organisationId, id });
      await audit(tx, actor, 'council-pattern.removed', { kind: 'council-pattern', id }, { municipalityCode, kind, weekday });
    });
  }

  private async save(tx: EntityManager, actor: Actor, pattern: CouncilPattern, input: SaveCouncilPattern): Promise<CouncilPattern> {
    const { from = null, to = null, note = null, ...rest } = input;
    Object.assign(pattern, rest, { fromTime: from, toTime: to, note, updatedBy: actor.name, updatedAt: this.clock.now() });
    const saved = await tx.save(pattern).catch((error: unknown) => {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION) throw new DomainError('council-pattern.exists');
      throw error;
    });
    const { municipalityCode, kind, weekday, weeks } = saved;
    await audit(tx, actor, 'council-pattern.saved', { kind: 'council-pattern', id: saved.id }, { municipalityCode, kind, weekday, weeks });
    return saved;
  }

  private async checkMunicipality(code: string): Promise<void> {
    const [found] = await this.municipalities.withCodes([code]);
    if (!found || !existsOn(found, dayInAmsterdam(this.clock.now()))) throw new DomainError('input.invalid', {}, { municipalityCode: 'Deze gemeente kennen we niet. Kies er een uit de lijst.' });
  }

  private async named(pattern: CouncilPattern): Promise<NamedPattern> {
    const [municipality] = await this.municipalities.withCodes([pattern.municipalityCode]);
    return Object.assign(pattern, { municipality: municipality?.name ?? pattern.municipalityCode });
  }
}

async function load(tx: EntityManager, id: string): Promise<CouncilPattern> {
  const pattern = isUuid(id) ? await tx.findOneBy(CouncilPattern, { id }) : null;
  if (!pattern) throw new DomainError('council-pattern.not-found');
  return pattern;
}
