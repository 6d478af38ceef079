import { readFileSync } from 'node:fs';
import type { Day } from '@bijeen/platform';
import type { Municipality } from '@bijeen/regions';

/** The three regions between which the Netherlands spread school recess. */
export const RECESS_REGIONS = ['noord', 'midden', 'zuid'] as const;
export type RecessRegion = (typeof RECESS_REGIONS)[number];

interface RecessData {
  /** Between these days every recess is known; outside them nothing is. */
  known: { from: Day; to: Day };
  recesses: ({ name: string; advice?: boolean } & Record<RecessRegion, [Day, Day]>)[];
}

/** A recess on a day, and in which regions. */
export interface Recess {
  name: string;
  /** The ministry only advises it: schools choose. */
  advice: boolean;
  regions: RecessRegion[];
}

const NORTH = ['Groningen', 'Friesland', 'Drenthe', 'Overijssel', 'Flevoland', 'Noord-Holland'];
const SOUTH = ['Zeeland', 'Noord-Brabant', 'Limburg'];
/**
 * Municipalities that go with another region than most of their province. Zeewolde and Altena: midden; Hattem and Eemnes: noord; the south
 * of Gelderland: zuid. Simplified: municipalities that are split (Montferland, Neder-Betuwe) go with their larger part.
 */
const APART: Record<string, RecessRegion> = {
  GM0050: 'midden', GM1959: 'midden', GM0244: 'noord', GM0317: 'noord',
  ...Object.fromEntries(['GM0202', 'GM0209', 'GM0221', 'GM0225', 'GM0226', 'GM0252', 'GM0263', 'GM0268', 'GM0274', 'GM0275', 'GM0277', 'GM0293', 'GM0296', 'GM0297', 'GM0299', 'GM0668', 'GM1705', 'GM1734', 'GM1945'].map((code) => [code, 'zuid' as const])),
};

let data: RecessData | undefined;

/** In which region the schools of a municipality are: by its province, and by hand where that does not hold (docs/decisions/0014). */
export function recessRegionOf({ code, province }: Pick<Municipality, 'code' | 'province'>): RecessRegion {
  return APART[code] ?? (NORTH.includes(province) ? 'noord' : SOUTH.includes(province) ? 'zuid' : 'midden');
}

/** The recesses on `day` in any of `regions`; null when we do not know that year. */
export function schoolRecess(day: Day, regions: readonly RecessRegion[]): Recess[] | null {
  const { known, recesses } = recessData();
  if (day < known.from || day > known.to) return null;
  const on = ([from, to]: [Day, Day]): boolean => from <= day && day <= to;
  return recesses.map((each) => ({ name: each.name, advice: each.advice ?? false, regions: regions.filter((region) => on(each[region])) })).filter((each) => each.regions.length > 0);
}

/** Facts with their sources: `data/school-recess.json`. */
function recessData(): RecessData {
  data ??= JSON.parse(readFileSync(new URL('../data/school-recess.json', import.meta.url), 'utf8')) as RecessData;
  return data;
}
