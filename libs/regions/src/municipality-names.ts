import type { Day } from '@bijeen/platform';
import { existsOn, type Municipality, type MunicipalityChange, otherNames } from './municipality.js';
import { nameKey, readName } from './name-key.js';
import { within } from './spelling.js';

/** What a typed name turned out to be. It never guesses: two candidates are a question, and a spelling mistake is a suggestion. */
export type Resolution =
  | { kind: 'found'; municipality: Municipality; via?: 'old-name' }
  | { kind: 'ambiguous'; because: 'same-name' | 'split'; candidates: Municipality[] }
  | { kind: 'unknown'; suggestions: Municipality[] };

/** One meaning of a name: a municipality of today, or what came of one that ended. */
interface Meaning {
  codes: string[];
  old: boolean;
}

export interface NameFacts {
  municipalities: Municipality[];
  changes: MunicipalityChange[];
  /** Places (villages, towns) and the municipalities they lie in, for suggestions. */
  places: { name: string; codes: string[] }[];
}

const MOST_SUGGESTIONS = 3;

/** Finds municipalities by the names people write. Built once, then a lookup is a few steps in a Map: made for imports. */
export class MunicipalityNames {
  private readonly byCode: Map<string, Municipality>;
  private readonly current = new Map<string, Meaning[]>();
  private readonly former = new Map<string, Meaning[]>();
  private readonly places = new Map<string, string[]>();
  private readonly successors: Map<string, string[]>;
  private readonly suggested = new Map<string, string[]>();

  constructor({ municipalities, changes, places }: NameFacts) {
    const done = changes.filter(({ status }) => status === 'doorgevoerd');
    this.byCode = new Map(municipalities.map((municipality) => [municipality.code, municipality]));
    this.successors = new Map(done.map(({ oldCode, successorCodes }) => [oldCode, successorCodes]));
    for (const municipality of municipalities) {
      for (const key of keysOf(municipality)) add(this.current, key, { codes: [municipality.code], old: false });
    }
    for (const { oldName, successorCodes } of done) add(this.former, nameKey(oldName), { codes: successorCodes, old: true });
    for (const { name, codes } of places) this.places.set(nameKey(name), codes);
  }

  /**
   * The municipality behind a name, in any case, with or without diacritics, suffix ("Bergen (NH)") or "Gemeente"; a CBS code works too.
   * A former name gives its successor; a municipality that was split gives its successors to choose from.
   * @param today municipalities that ended before this day count as former
   */
  resolve(typed: string, today: Day): Resolution {
    const code = /^\s*gm(\d{4})\s*$/i.exec(typed)?.[1];
    if (code !== undefined) return this.settle([{ codes: [`GM${code}`], old: !this.byCode.has(`GM${code}`) }], today) ?? { kind: 'unknown', suggestions: [] };
    const readings = readName(typed);
    for (const { key, province } of readings) {
      const meanings = this.current.get(key) ?? this.former.get(key) ?? [];
      const resolution = this.settle(meanings.filter(({ codes }) => province === null || codes.some((one) => this.byCode.get(one)?.province === province)), today);
      if (resolution) return resolution;
    }
    return { kind: 'unknown', suggestions: this.suggest(readings.at(-1)!.key).flatMap((one) => this.living(one, today)) };
  }

  /** The municipality or municipalities that are now where this code was; itself, when it still exists. */
  living(code: string, today: Day, depth = 0): Municipality[] {
    const municipality = this.byCode.get(code);
    if (municipality && existsOn(municipality, today)) return [municipality];
    const next = depth < 10 ? (this.successors.get(code) ?? []) : [];
    return [...new Set(next.flatMap((successor) => this.living(successor, today, depth + 1)))];
  }

  private settle(meanings: Meaning[], today: Day): Resolution | null {
    const candidates = [...new Set(meanings.flatMap(({ codes }) => codes.flatMap((code) => this.living(code, today))))];
    if (candidates.length === 0) return null;
    if (candidates.length > 1) return { kind: 'ambiguous', because: meanings.length > 1 ? 'same-name' : 'split', candidates };
    const municipality = candidates[0]!;
    const renamed = meanings.every(({ codes, old }) => old || !codes.includes(municipality.code));
    return renamed ? { kind: 'found', municipality, via: 'old-name' } : { kind: 'found', municipality };
  }

  /** Names that look alike, and the municipality of a place with this name. Remembered: a file tends to repeat its mistakes. */
  private suggest(key: string): string[] {
    const known = this.suggested.get(key);
    if (known || key === '') return known ?? [];
    const names = [...this.current, ...this.former].filter(([name]) => within(key.length > 5 ? 2 : 1, key, name)).flatMap(([, meanings]) => meanings.flatMap(({ codes }) => codes));
    const suggestions = [...new Set([...(this.places.get(key) ?? []), ...names])].slice(0, MOST_SUGGESTIONS);
    if (this.suggested.size < 10_000) this.suggested.set(key, suggestions);
    return suggestions;
  }
}

function keysOf(municipality: Municipality): Set<string> {
  return new Set([municipality.name, municipality.shortName, ...otherNames(municipality)].map(nameKey));
}

function add(index: Map<string, Meaning[]>, key: string, meaning: Meaning): void {
  index.set(key, [...(index.get(key) ?? []), meaning]);
}
