import { sortName } from './dutch-name.js';
import { readFunction, type ReadFunction } from './functions.js';
import type { RowCells } from './import-cells.js';
import type { ImportEmployers } from './import-employers.js';
import { readName } from './import-names.js';

/** The columns of the staging table, in the order of `readRow`. */
export const STAGED_COLUMNS = [
  'row', 'form_of_address', 'titles', 'initials', 'first_name', 'infix', 'surname', 'sort_name', 'salutation', 'email', 'email_key', 'email_hash', 'phone', 'note',
  'function', 'title', 'portfolio', 'from_date', 'until_date', 'last_checked', 'org_kind', 'org_name', 'municipality_code',
  'secretariat_name', 'secretariat_email', 'secretariat_email_key', 'secretariat_email_hash', 'secretariat_phone',
] as const;

/** A row that can be kept, as values for the staging table, and the hash of its address. */
export interface StagedRow {
  values: (string | null)[];
  addressHash: string | null;
}

const functions = new Map<string, ReadFunction>();

/** Reads a row as far as the file alone can tell. Null when `cells.problems` says why it cannot be kept. */
export function readRow(number: number, cells: RowCells, employers: ImportEmployers): StagedRow | null {
  if (cells.tooWide) return cells.refuse('row', 'Deze rij heeft meer cellen dan er kolommen zijn. Misschien staat er een scheidingsteken te veel.');
  const name = readName(cells);
  const address = cells.address('email');
  const phone = cells.phone('phone');
  const position = readPosition(cells, employers);
  const secretariat = readSecretariat(cells);
  const note = [cells.text('note'), secretariat.note].filter(Boolean).join('\n') || null;
  if (cells.problems.length > 0) return null;
  const values = [
    String(number), name.formOfAddress, name.titles, name.initials, name.firstName, name.infix, name.surname, sortName(name), name.salutation,
    address?.email ?? null, address?.key ?? null, address && `\\x${address.hash}`, phone, note, ...position, ...secretariat.values,
  ];
  return { values, addressHash: address?.hash ?? null };
}

/** function, title, portfolio, from, until, last checked, kind and name of the organisation, municipality */
function readPosition(cells: RowCells, employers: ImportEmployers): (string | null)[] {
  const written = cells.text('function');
  const read = written === null ? null : readFunctionOnce(written);
  const found = employers.find({ organisation: cells.text('organisation'), kind: cells.text('organisationKind'), municipality: cells.text('municipality'), alderman: read?.function === 'ALDERMAN' });
  const days = [cells.day('from'), cells.day('until'), cells.day('lastChecked')];
  if (days[0] && days[1] && days[0] > days[1]) cells.refuse('until', 'De einddatum ligt vóór de begindatum.');
  if ('message' in found) cells.refuse(found.field, found.message);
  else if (found.employer === null && written !== null) cells.refuse('organisation', 'Vul in bij welke organisatie of gemeente deze functie hoort.');
  const employer = 'employer' in found ? found.employer : null;
  if (employer === null) return Array<null>(9).fill(null);
  const inMunicipality = employer.kind === 'MUNICIPALITY' && read?.function === 'BOARD_MEMBER';
  const { function: kind, title, portfolio } = inMunicipality ? readFunction(written!, true) : (read ?? { function: 'OTHER', title: null, portfolio: null });
  return [kind, cells.text('title') ?? title, cells.text('portfolio') ?? portfolio, ...days, employer.kind, employer.name, employer.municipalityCode];
}

/** The mailbox of a secretariat. A name or number without an address is no mailbox: it is kept as a note. */
function readSecretariat(cells: RowCells): { values: (string | null)[]; note: string | null } {
  const name = cells.text('secretariatName');
  const address = cells.address('secretariatEmail');
  const phone = cells.phone('secretariatPhone');
  if (address) return { values: [name, address.email, address.key, `\\x${address.hash}`, phone], note: null };
  const note = name ?? phone ? `Secretariaat: ${[name, phone].filter(Boolean).join(', ')}` : null;
  return { values: Array<null>(5).fill(null), note };
}

function readFunctionOnce(text: string): ReadFunction {
  const known = functions.get(text);
  if (known) return known;
  if (functions.size > 5000) functions.clear();
  const read = readFunction(text);
  functions.set(text, read);
  return read;
}

/** One line for COPY in text format (PostgreSQL manual, COPY, "Text Format"). */
export function copyLine(values: (string | null)[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (index > 0) line += '\t';
    line += value === null || value === undefined ? '\\N' : /[\\\n\t\r]/.test(value) ? escaped(value) : value;
  }
  return `${line}\n`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
}
