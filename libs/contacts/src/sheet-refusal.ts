/** Why a file as a whole cannot be read; the sentences stand in `error-texts.ts` under the same code. */
export type SheetRefusalCode =
  | 'import.not-a-table' | 'import.old-spreadsheet' | 'import.other-spreadsheet' | 'import.broken-file' | 'import.unreadable' | 'import.empty' | 'import.encoding-unsure' | 'import.encoding-mixed'
  | 'import.open-quote' | 'import.unpacks-too-large' | 'import.too-many-rows' | 'import.too-many-columns' | 'import.took-too-long' | 'import.took-too-much-memory';

/** Thrown while reading a file that is refused. Part of the reading child, which imports nothing of ours that is heavy. */
export class SheetRefused extends Error {
  readonly code: SheetRefusalCode;
  readonly details: Record<string, string | number>;
  /** What broke, for the log; never shown. */
  readonly complaint: string | undefined;

  constructor(code: SheetRefusalCode, details: Record<string, string | number> = {}, complaint?: string) {
    super(code);
    this.complaint = complaint;
    this.code = code;
    this.details = details;
  }
}

/** What the child may use at most. */
export interface SheetLimits {
  rows: number;
  columns: number;
  /** Bytes after unpacking, of everything that is read. */
  unpacked: number;
}

/** The number of a row as the person sees it in a spreadsheet (the first is 1), and its cells as text. */
export type SheetRow = [number, string[]];

/** One line from the child. The rows come in batches, with back-pressure; `end` comes only when the whole file proved sound. */
export type SheetMessage =
  | { kind: 'header'; row: number; cells: string[]; format: string; separator: string | null; notes: SheetNote[] }
  | { kind: 'rows'; rows: SheetRow[] }
  | { kind: 'notes'; notes: SheetNote[] }
  | { kind: 'end' }
  | { kind: 'refused'; code: SheetRefusalCode; details: Record<string, string | number> };

/** Something worth knowing that is no reason to refuse. */
export type SheetNote = 'hidden-rows' | 'merged-cells' | 'more-sheets' | 'macros-ignored';

/** No cell is passed on longer than this; what is cut off is refused later, with its row and column. */
export const MOST_CELL = 4000;

/** No spreadsheet has more rows, empty ones included. */
export const MOST_SHEET_ROWS = 1_048_576;
