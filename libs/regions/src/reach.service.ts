import { Injectable } from '@nestjs/common';
import { DomainError, TenantDatabase } from '@bijeen/platform';
import type { Municipality } from './municipality.js';
import { MunicipalityDirectory } from './municipality-directory.js';
import { locatePostcode, type LocatedPostcode } from './reference.queries.js';
import type { TravelTime } from './travel-estimate.js';
import { TravelTimes } from './travel-times.js';

/** So many venues are remembered; an organisation has a handful. */
const VENUES = 200;

/** A municipality and how far it is. */
export interface Reachable {
  municipality: Municipality;
  travel: TravelTime;
}

/** Who lies within reach of a venue (lesson L1). Municipalities count from their seat, the place with the town hall. */
@Injectable()
export class Reach {
  /** Facts that cost some tens of milliseconds to work out, and are asked for on every page of a meeting. The oldest makes place. */
  private readonly known = new Map<string, Promise<ReadonlyMap<string, TravelTime>>>();

  constructor(
    private readonly db: TenantDatabase,
    private readonly municipalities: MunicipalityDirectory,
    private readonly times: TravelTimes,
  ) {}

  /**
   * Travel time from the venue to every municipality, by code; ended ones are in it too, so that old data keeps a time. Worked
   * out once per venue.
   * @param pc4 postcode of the venue, four digits
   * @throws DomainError `postcode.unknown`
   */
  async toMunicipalities(pc4: string): Promise<ReadonlyMap<string, TravelTime>> {
    const known = this.known.get(pc4);
    if (known) return known;
    const times = this.workOut(pc4);
    if (this.known.size >= VENUES) this.known.delete(this.known.keys().next().value!);
    this.known.set(pc4, times);
    times.catch(() => this.known.delete(pc4));
    return times;
  }

  /** Today's municipalities within so many minutes, the nearest first. */
  async within(pc4: string, minutes: number): Promise<Reachable[]> {
    const times = await this.toMunicipalities(pc4);
    const reachable = (await this.municipalities.list()).map((municipality) => ({ municipality, travel: times.get(municipality.code)! }));
    return reachable.filter(({ travel }) => travel.minutes <= minutes).sort((a, b) => a.travel.minutes - b.travel.minutes);
  }

  /** From postcode to postcode. @throws DomainError `postcode.unknown` */
  async between(fromPc4: string, toPc4: string): Promise<TravelTime> {
    const [time] = await this.times.from(await this.locate(fromPc4), [await this.locate(toPc4)]);
    return time!;
  }

  /** Where a postcode lies; one that the source lacks is placed at its nearest number. @throws DomainError `postcode.unknown` */
  async locate(pc4: string): Promise<LocatedPostcode> {
    const located = /^[1-9]\d{3}$/.test(pc4) ? await this.db.shared(async (tx) => locatePostcode(tx, pc4)) : null;
    if (!located) throw new DomainError('postcode.unknown', { postcode: pc4 });
    return located;
  }

  private async workOut(pc4: string): Promise<ReadonlyMap<string, TravelTime>> {
    const venue = await this.locate(pc4);
    const all = await this.municipalities.all();
    const times = await this.times.from(venue, all.map(({ place }) => place));
    return new Map(all.map(({ code }, i) => [code, times[i]!]));
  }
}
