import { FIELD_LABELS, fieldOf, type ImportField, type Mapping, readHeaders } from './import-columns.js';
import type { SheetNote, SheetRefusalCode } from './sheet-refusal.js';

/** What happens to one row. */
export const VERDICTS = ['new', 'updated', 'same', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What is wrong with a row: the header of the column, and a Dutch sentence with the remedy. */
export interface RowProblem {
  column: string;
  message: string;
}

/** One row of the report. Names stand there only until the import is applied. */
export interface ReportRow {
  row: number;
  verdict: Verdict;
  name?: string;
  /** Headings of what changes, for `updated`. */
  changed?: string[];
  problems?: RowProblem[];
}

/** Everything a person has to know before (and after) a list is taken over. */
export interface ImportReport {
  format: string;
  header: { row: number; cells: string[] };
  mapping: Mapping;
  notes: (SheetNote | 'doubled-headers')[];
  /** What has to be pointed out before anything can be taken over. */
  missing: ImportField[];
  counts: Record<Verdict, number>;
  /** People in the list who opted out: they are kept, and get no mail. */
  unsubscribed: number;
  /** In the order of the file; a long list is cut off after `MOST_REPORTED` rows of each verdict. */
  rows: ReportRow[];
  refusal?: { code: SheetRefusalCode; details: Record<string, string | number> };
}

/** As many rows as an upload may have. */
export const MOST_REPORTED = 10_000;

export function emptyReport(): ImportReport {
  return { format: '', header: { row: 0, cells: [] }, mapping: {}, notes: [], missing: [], counts: { new: 0, updated: 0, same: 0, refused: 0 }, unsubscribed: 0, rows: [] };
}

/** A column as a person or program points at it: its header, or its number (the first is 1); null for "not in this list". */
export type ColumnWish = Partial<Record<ImportField, string | number | null>>;

/** Our own reading of the headers, corrected by what the person said. A column holds one field only. */
export function chooseColumns(headers: string[], wishes: ColumnWish | null): { mapping: Mapping; doubled: boolean } {
  const { mapping, doubled } = readHeaders(headers);
  const wished = Object.entries(wishes ?? {}).map(([field, wish]) => [field as ImportField, columnOf(headers, wish)] as const);
  const taken = new Set(wished.map(([, column]) => column));
  for (const [field, column] of Object.entries(mapping)) if (taken.has(column)) delete mapping[field as ImportField];
  for (const [field, column] of wished) {
    if (column === null) delete mapping[field];
    else mapping[field] = column;
  }
  return { mapping, doubled: doubled.some((column) => !taken.has(column)) };
}

/** Without a name nobody can be kept; everything else may be missing. */
export function missingFields(mapping: Mapping): ImportField[] {
  return mapping.surname === undefined && mapping.name === undefined ? ['surname'] : [];
}

/** How a problem names its column: by its header when that is one we know, else by our own word (it may be no header but a person). */
export function columnLabel(headers: string[], mapping: Mapping, field: ImportField | 'row'): string {
  if (field === 'row') return 'Hele rij';
  const header = headers[mapping[field] ?? -1];
  return header !== undefined && fieldOf(header) !== null ? header.trim() : FIELD_LABELS[field];
}

function columnOf(headers: string[], wish: string | number | null | undefined): number | null {
  if (wish === null || wish === undefined) return null;
  const index = typeof wish === 'number' ? wish - 1 : headers.findIndex((header) => header.trim().toLowerCase() === wish.trim().toLowerCase());
  return index >= 0 && index < headers.length ? index : null;
}
