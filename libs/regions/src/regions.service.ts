import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, DomainError, TenantDatabase } from '@bijeen/platform';
import { MunicipalityDirectory } from './municipality-directory.js';
import { Reach } from './reach.service.js';
import { Region, type StartDetail, type StartedFrom } from './region.entity.js';
import type { ChangeRegion, MakeRegion } from './region-input.js';
import { findRegion, listRegions, meetingsIn, type RegionPage, saveRegion } from './regions.queries.js';

/** A region that is about to be made. */
interface Draft {
  name: string;
  startedFrom: StartedFrom;
  startDetail: StartDetail;
  codes: string[];
}

/** Makes, changes and removes the regions of an organisation. */
@Injectable()
export class RegionsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly municipalities: MunicipalityDirectory,
    private readonly reach: Reach,
    private readonly clock: Clock,
  ) {}

  /** The regions by name, `limit` at a time, after the cursor of the page before. */
  async list(actor: Actor, limit = 100, after: string | null = null): Promise<RegionPage> {
    return this.db.transaction(actor, async (tx) => listRegions(tx, limit, after));
  }

  /** @throws DomainError `region.not-found` */
  async find(actor: Actor, id: string): Promise<Region> {
    return this.db.transaction(actor, async (tx) => findRegion(tx, id));
  }

  /**
   * Makes a region from an official division, a travel time around a venue, or chosen municipalities.
   * @throws DomainError `region.name-taken`, `region.empty`, `region.unknown-division`, `region.unknown-municipality`, `region.nothing-within-reach`, `postcode.unknown`
   */
  async make(actor: Actor, wish: MakeRegion): Promise<Region> {
    const { codes, ...draft } = await this.draft(wish);
    await this.checkKnown(codes);
    return this.db.transaction(actor, async (tx) => {
      const now = this.clock.now();
      const region = tx.create(Region, { ...draft, organisationId: actor.organisationId, createdAt: now, updatedAt: now });
      region.cover(codes);
      await saveRegion(tx, region);
      await audit(tx, actor, 'region.created', { kind: 'region', id: region.id }, { name: region.name, startedFrom: region.startedFrom, municipalities: region.municipalityCodes.length });
      return region;
    });
  }

  /** Renames a region, or makes other municipalities its own. @throws DomainError as `find` and `make` */
  async change(actor: Actor, id: string, { name, municipalityCodes }: ChangeRegion): Promise<Region> {
    await this.checkKnown(municipalityCodes ?? []);
    return this.db.transaction(actor, async (tx) => {
      const region = await findRegion(tx, id);
      const before = { name: region.name, codes: region.municipalityCodes };
      if (name !== undefined) region.name = name;
      if (municipalityCodes !== undefined) region.cover(municipalityCodes);
      region.updatedAt = this.clock.now();
      await saveRegion(tx, region);
      await audit(tx, actor, 'region.changed', { kind: 'region', id }, difference(before, region));
      return region;
    });
  }

  /** Removes a region that no meeting uses. @throws DomainError `region.not-found`, `region.in-use` */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const region = await findRegion(tx, id);
      const meetings = await meetingsIn(tx, id);
      if (meetings.length > 0) throw new DomainError('region.in-use', { meetings: new Intl.ListFormat('nl').format(meetings.map((title) => `“${title}”`)) });
      await tx.delete(Region, { id });
      await audit(tx, actor, 'region.deleted', { kind: 'region', id }, { name: region.name, municipalities: region.municipalityCodes.length });
    });
  }

  private async checkKnown(codes: string[]): Promise<void> {
    const known = new Set((await this.municipalities.all()).map(({ code }) => code));
    const strangers = codes.filter((code) => !known.has(code));
    if (strangers.length > 0) throw new DomainError('region.unknown-municipality', { codes: strangers.slice(0, 10).join(', ') });
  }

  private async draft(wish: MakeRegion): Promise<Draft> {
    switch (wish.startedFrom) {
      case 'HAND':
        return { name: wish.name, startedFrom: 'HAND', startDetail: {}, codes: wish.municipalityCodes };
      case 'DIVISION':
        return this.fromDivision(wish);
      case 'TRAVEL_TIME':
        return this.fromTravelTime(wish);
    }
  }

  private async fromDivision({ name, division: { kind, code } }: Extract<MakeRegion, { startedFrom: 'DIVISION' }>): Promise<Draft> {
    const division = (await this.municipalities.divisions()).find((one) => one.kind === kind && one.code === code);
    if (!division) throw new DomainError('region.unknown-division', {}, { division: 'Kies een indeling uit de lijst.' });
    const codes = (await this.municipalities.living(division.municipalityCodes)).map((one) => one.code);
    return { name: name ?? division.name, startedFrom: 'DIVISION', startDetail: { kind, code }, codes };
  }

  private async fromTravelTime({ name, postcode, minutes }: Extract<MakeRegion, { startedFrom: 'TRAVEL_TIME' }>): Promise<Draft> {
    const { placeName } = await this.reach.locate(postcode);
    const codes = (await this.reach.within(postcode, minutes)).map(({ municipality }) => municipality.code);
    if (codes.length === 0) throw new DomainError('region.nothing-within-reach', { postcode, minutes }, { minutes: 'Kies een langere reistijd.' });
    return { name: name ?? `Binnen ${minutes} minuten van ${placeName}`, startedFrom: 'TRAVEL_TIME', startDetail: { postcode, place: placeName, minutes }, codes };
  }
}

/** What changed, for the audit log. */
function difference(before: { name: string; codes: string[] }, after: Region): object {
  return {
    ...(before.name !== after.name && { from: before.name, to: after.name }),
    added: after.municipalityCodes.filter((code) => !before.codes.includes(code)),
    removed: before.codes.filter((code) => !after.municipalityCodes.includes(code)),
  };
}
