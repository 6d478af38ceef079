import { Injectable } from '@nestjs/common';
import { DomainError } from '@bijeen/platform';
import { type Division, DIVISION_KINDS, type LocatedPostcode, type Municipality, MunicipalityDirectory, Reach, type Region, type RegionFromTravelTime, type TravelTime } from '@bijeen/regions';

/** A municipality in a list: with its travel time when there is a venue to measure from. */
export interface MunicipalityLine {
  municipality: Municipality;
  travel: TravelTime | null;
  /** A sentence about its end, when it ends or will. */
  remark: string | null;
}

/** Everything the page of a region shows. */
export interface RegionView {
  region: Region;
  lines: MunicipalityLine[];
  inhabitants: number;
  /** Where it was measured from, for a region that began as a travel time. */
  venue: LocatedPostcode | null;
  /** In words: "Gemaakt uit …". */
  origin: string;
  /** Municipalities outside the region, the nearest first. */
  nearby: MunicipalityLine[];
  /** All others, per province. */
  elsewhere: Map<string, MunicipalityLine[]>;
}

/** A region in the list, with what stands beside its picture. */
export interface RegionCard {
  region: Region;
  names: string[];
  inhabitants: number;
  origin: string;
}

/** What lies within a travel time: shown before the region is made. */
export interface ReachPreview {
  venue: LocatedPostcode;
  minutes: number;
  lines: MunicipalityLine[];
}

/** So many neighbours are offered without unfolding. */
const NEARBY = 12;

/** Gathers what the pages of regions show. */
@Injectable()
export class RegionViews {
  constructor(
    private readonly municipalities: MunicipalityDirectory,
    private readonly reach: Reach,
  ) {}

  /** The page of one region. */
  async of(region: Region): Promise<RegionView> {
    const { postcode } = region.startDetail;
    const venue = postcode ? await this.reach.locate(postcode) : null;
    const times = postcode ? await this.reach.toMunicipalities(postcode) : new Map<string, TravelTime>();
    const line = async (municipality: Municipality): Promise<MunicipalityLine> => ({ municipality, travel: times.get(municipality.code) ?? null, remark: await this.ending(municipality) });
    const lines = await Promise.all((await this.municipalities.withCodes(region.municipalityCodes)).map(line));
    const others = await Promise.all((await this.municipalities.outside(lines.map(({ municipality }) => municipality.code))).map(line));
    const nearby = others.slice(0, NEARBY);
    const elsewhere = groupBy(others.slice(NEARBY).sort(byName), ({ municipality }) => municipality.province);
    return { region, lines: lines.sort(byTime), inhabitants: inhabitantsOf(lines), venue, origin: await this.origin(region), nearby, elsewhere };
  }

  /** The card of a region in the list. */
  async card(region: Region): Promise<RegionCard> {
    const municipalities = await this.municipalities.withCodes(region.municipalityCodes);
    return { region, names: municipalities.map(({ shortName }) => shortName), inhabitants: inhabitantsOf(municipalities.map((municipality) => ({ municipality }))), origin: await this.origin(region) };
  }

  /** What a region of this travel time would hold. @throws DomainError `postcode.unknown`, `region.nothing-within-reach` */
  async preview({ postcode, minutes }: Pick<RegionFromTravelTime, 'postcode' | 'minutes'>): Promise<ReachPreview> {
    const lines = (await this.reach.within(postcode, minutes)).map((reachable) => ({ ...reachable, remark: null }));
    if (lines.length === 0) throw new DomainError('region.nothing-within-reach', { postcode, minutes }, { minutes: 'Daarbinnen ligt geen gemeente. Kies een langere reistijd.' });
    return { venue: await this.reach.locate(postcode), minutes, lines };
  }

  /** All municipalities of today per province, for choosing by hand. */
  async provinces(): Promise<Map<string, MunicipalityLine[]>> {
    const lines = await Promise.all((await this.municipalities.list()).map(async (municipality) => ({ municipality, travel: null, remark: await this.ending(municipality) })));
    return groupBy(lines, ({ municipality }) => municipality.province);
  }

  /** The official divisions by kind. */
  async divisions(): Promise<Map<string, Division[]>> {
    return groupBy(await this.municipalities.divisions(), ({ kind }) => DIVISION_KINDS[kind]);
  }

  /** "zorgkantoorregio Groningen", "60 minuten rond Zwolle (8011)", "zelf gekozen gemeenten". */
  private async origin({ startedFrom, startDetail }: Region): Promise<string> {
    if (startedFrom === 'HAND') return 'zelf gekozen gemeenten';
    if (startedFrom === 'TRAVEL_TIME') return `${startDetail.minutes} minuten rond ${startDetail.place} (${startDetail.postcode})`;
    const division = (await this.municipalities.divisions()).find(({ kind, code }) => kind === startDetail.kind && code === startDetail.code);
    return division ? `${KIND_NAMES[division.kind]} ${division.name}` : 'een indeling die niet meer bestaat';
  }

  private async ending({ endsOn, plannedEnd, successors }: Municipality): Promise<string | null> {
    const day = endsOn ?? plannedEnd;
    if (!day) return null;
    const names = (await this.municipalities.withCodes(successors)).map(({ name }) => name).join(', ');
    return `gaat ${endsOn ? '' : 'misschien '}op ${dutchDay(day)} op in ${names}`;
  }
}

const KIND_NAMES: Record<Division['kind'], string> = {
  provincie: 'provincie',
  zorgkantoorregio: 'zorgkantoorregio',
  ggd_regio: 'GGD-regio',
  veiligheidsregio: 'veiligheidsregio',
  jeugdregio: 'jeugdregio',
  arbeidsmarktregio: 'arbeidsmarktregio',
};

/** How many people live there together. */
export function inhabitantsOf(lines: { municipality: Municipality }[]): number {
  return lines.reduce((sum, { municipality }) => sum + municipality.inhabitants, 0);
}

function groupBy<T, Key>(items: T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function byTime(a: MunicipalityLine, b: MunicipalityLine): number {
  return (a.travel?.minutes ?? 0) - (b.travel?.minutes ?? 0);
}

function byName(a: MunicipalityLine, b: MunicipalityLine): number {
  return a.municipality.name.localeCompare(b.municipality.name, 'nl');
}

function dutchDay(day: string): string {
  return new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}
