import { Injectable } from '@nestjs/common';
import { Clock, type Day, dayInAmsterdam, DomainError, TenantDatabase } from '@bijeen/platform';
import { kilometresBetween } from './geography.js';
import { existsOn, type Municipality, otherNames } from './municipality.js';
import { MunicipalityNames, type Resolution } from './municipality-names.js';
import { mentions } from './name-key.js';
import { type Division, readReferenceData, type ReferenceData } from './reference.queries.js';

interface Loaded extends ReferenceData {
  byCode: Map<string, Municipality>;
  names: MunicipalityNames;
}

/** A piece of a list that is read by key: the items, and after which code the next piece begins. */
export interface Piece {
  items: Municipality[];
  next: string | null;
}

/** All municipalities, in memory: they are facts that do not change while Bijeen runs. Loaded on first use. */
@Injectable()
export class MunicipalityDirectory {
  private loading: Promise<Loaded> | null = null;

  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Every municipality we know, also those that have ended, in alphabetical order. */
  async all(): Promise<Municipality[]> {
    return (await this.loaded()).municipalities;
  }

  /** The municipalities that exist today, in alphabetical order. */
  async list(): Promise<Municipality[]> {
    return (await this.all()).filter((municipality) => existsOn(municipality, this.today));
  }

  /** Those whose name, other name, seat or province has a word that begins with `q`; `limit` at a time, beginning after the code `after`. */
  async search(q: string, limit: number, after: string | null = null): Promise<Piece> {
    const found = (await this.list()).filter((one) => [one.name, ...otherNames(one), one.seat, one.province].some((text) => mentions(text, q)));
    const rest = after === null ? found : found.slice(found.findIndex(({ code }) => code === after) + 1);
    return { items: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1]!.code : null };
  }

  /** @throws DomainError `municipality.unknown` */
  async find(code: string): Promise<Municipality> {
    const municipality = (await this.loaded()).byCode.get(code);
    if (!municipality) throw new DomainError('municipality.unknown', { code });
    return municipality;
  }

  /** The municipalities with these codes, in alphabetical order; also those that have ended. Unknown codes are left out. */
  async withCodes(codes: Iterable<string>): Promise<Municipality[]> {
    const wanted = new Set(codes);
    return (await this.all()).filter(({ code }) => wanted.has(code));
  }

  /** Today's municipalities without these, the nearest to any of them first (between the seats, as the crow flies). */
  async outside(codes: Iterable<string>): Promise<Municipality[]> {
    const inside = await this.withCodes(codes);
    const far = (one: Municipality): number => Math.min(...inside.map(({ place }) => kilometresBetween(place, one.place)));
    const others = (await this.list()).filter((one) => !inside.includes(one)).map((one) => ({ one, km: far(one) }));
    return others.sort((a, b) => a.km - b.km).map(({ one }) => one);
  }

  /** What a typed name means: see `MunicipalityNames.resolve`. For many names in a row take `resolver()`. */
  async resolve(name: string): Promise<Resolution> {
    return (await this.resolver())(name);
  }

  /** A function that resolves names without waiting: 10,000 lookups take some tens of milliseconds. */
  async resolver(): Promise<(name: string) => Resolution> {
    const { names } = await this.loaded();
    const { today } = this;
    return (name) => names.resolve(name, today);
  }

  /** The municipalities that cover today what these codes covered: an ended one is replaced by its successors. */
  async living(codes: Iterable<string>): Promise<Municipality[]> {
    const { names } = await this.loaded();
    return this.withCodes([...codes].flatMap((code) => names.living(code, this.today).map((one) => one.code)));
  }

  /** The official divisions (provinces, zorgkantoorregio's, …), by kind and name. */
  async divisions(): Promise<Division[]> {
    return (await this.loaded()).divisions;
  }

  private get today(): Day {
    return dayInAmsterdam(this.clock.now());
  }

  private async loaded(): Promise<Loaded> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<Loaded> {
    try {
      const data = await this.db.shared(readReferenceData);
      return { ...data, byCode: new Map(data.municipalities.map((one) => [one.code, one])), names: new MunicipalityNames(data) };
    } catch (error) {
      this.loading = null;
      throw error;
    }
  }
}
