import type { Day } from '@bijeen/platform';
import { FRISIAN_NAMES } from './frisian-names.js';
import type { Place } from './travel-estimate.js';

/** A Dutch municipality as CBS counts it. Reference data: the same for every organisation, never changed by Bijeen. */
export interface Municipality {
  /** CBS code: `GM` and four digits. */
  code: string;
  /** As CBS writes it, with a province suffix where two share a name: "Bergen (NH.)". */
  name: string;
  /** Without that suffix, for letters. */
  shortName: string;
  /** Other names people use for it, separated by commas. */
  searchTerms: string;
  province: string;
  /** On 1 January 2023 (CBS). */
  inhabitants: number;
  /** The place with the town hall. */
  seat: string;
  /** Where the seat lies, accurate to 1–2 km. */
  place: Place;
  /** The first day on which it no longer exists, when that is certain. */
  endsOn: Day | null;
  /** The first day on which it would no longer exist, by a merger that is only planned: shown, not applied. */
  plannedEnd: Day | null;
  /** Codes of the municipalities that take over, when it ends or is planned to. */
  successors: string[];
}

/** A municipality that ended, or is planned to, and where its area went. */
export interface MunicipalityChange {
  oldCode: string;
  oldName: string;
  changedOn: Day;
  kind: 'fusie' | 'opgegaan' | 'gesplitst' | 'naamswijziging';
  successorCodes: string[];
  status: 'doorgevoerd' | 'voorgenomen';
}

/** Whether the municipality still exists on that day. */
export function existsOn(municipality: Municipality, day: Day): boolean {
  return municipality.endsOn === null || day < municipality.endsOn;
}

/** Names that people use beside the official one: "Den Haag", "Ljouwert". */
export function otherNames({ code, searchTerms }: Municipality): string[] {
  return [...searchTerms.split(','), FRISIAN_NAMES[code] ?? ''].map((name) => name.trim()).filter((name) => name !== '');
}
