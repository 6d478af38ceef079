import type { EntityManager } from 'typeorm';
import type { Municipality, MunicipalityChange } from './municipality.js';
import type { NameFacts } from './municipality-names.js';
import type { Place } from './travel-estimate.js';

export const DIVISION_KINDS = {
  provincie: 'Provincies',
  zorgkantoorregio: 'Zorgkantoorregio’s',
  ggd_regio: 'GGD-regio’s',
  veiligheidsregio: 'Veiligheidsregio’s',
  jeugdregio: 'Jeugdregio’s',
  arbeidsmarktregio: 'Arbeidsmarktregio’s',
} as const;

export type DivisionKind = keyof typeof DIVISION_KINDS;

/** One region of an official division of the country. */
export interface Division {
  kind: DivisionKind;
  code: string;
  name: string;
  municipalityCodes: string[];
}

export interface ReferenceData extends NameFacts {
  divisions: Division[];
}

type MunicipalityRow = Omit<Municipality, 'place' | 'plannedEnd' | 'successors'> & { lat: number; lon: number; island: boolean };

/** Names sort as in a Dutch register: "'s-Gravenhage" among the S, accents ignored. */
const ALPHABET = new Intl.Collator('nl', { ignorePunctuation: true });

/** Everything about municipalities at once: four small queries. */
export async function readReferenceData(tx: EntityManager): Promise<ReferenceData> {
  const rows: MunicipalityRow[] = await tx.query(
    `select code, name, short_name as "shortName", search_terms as "searchTerms", province, inhabitants, seat, seat_lat as lat, seat_lon as lon, island, ends_on::text as "endsOn" from municipality`,
  );
  const changes: MunicipalityChange[] = await tx.query(
    `select old_code as "oldCode", old_name as "oldName", changed_on::text as "changedOn", kind, successor_codes as "successorCodes", status from municipality_change`,
  );
  const divisions: Division[] = await tx.query(`select kind, code, name, municipality_codes as "municipalityCodes" from division`);
  const places: NameFacts['places'] = await tx.query(`select place as name, array_agg(distinct municipality_code) as codes from postcode where place <> '' group by place`);
  const municipalities = rows.map((row) => municipalityFrom(row, changes)).sort((a, b) => ALPHABET.compare(a.name, b.name));
  return { municipalities, changes, divisions: divisions.sort((a, b) => ALPHABET.compare(a.name, b.name)), places };
}

/** A postcode on the map. */
export interface LocatedPostcode extends Place {
  pc4: string;
  placeName: string;
  municipalityCode: string;
}

/**
 * The postcode itself, or else the nearest number that begins with the same two digits: the source lacks new postcodes and those of
 * PO boxes (8000 Zwolle), and neighbouring numbers are neighbours on the map. Null when there is none.
 */
export async function locatePostcode(tx: EntityManager, pc4: string): Promise<LocatedPostcode | null> {
  const rows: (Omit<LocatedPostcode, 'island'> & { island: boolean })[] = await tx.query(
    `select pc4, coalesce(nullif(place, ''), short_name) as "placeName", municipality_code as "municipalityCode", lat, lon, island from postcode join municipality on code = municipality_code
      where left(pc4, 2) = left($1, 2) order by abs(pc4::int - $1::int), pc4 limit 1`,
    [pc4],
  );
  const row = rows[0];
  return row ? { ...row, island: row.island ? row.municipalityCode : null } : null;
}

function municipalityFrom({ lat, lon, island, ...row }: MunicipalityRow, changes: MunicipalityChange[]): Municipality {
  const change = changes.find(({ oldCode }) => oldCode === row.code);
  const plannedEnd = change?.status === 'voorgenomen' ? change.changedOn : null;
  return { ...row, place: { lat, lon, island: island ? row.code : null }, plannedEnd, successors: change?.successorCodes ?? [] };
}
