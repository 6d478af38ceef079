import { detectShape, csvRows } from './csv-sheet.js';
import { headerScore } from './import-columns.js';
import { fileKind } from './sheet-bytes.js';
import { SheetRefused, type SheetLimits, type SheetMessage, type SheetNote, type SheetRow } from './sheet-refusal.js';
import { detectEncoding } from './text-encoding.js';

/**
 * The process that reads an uploaded list: no settings, no database, little memory; whoever breaks it breaks nothing else (R30).
 * Descriptor 3 is the file; the first argument holds the limits. Writes one JSON message per line.
 */
const FILE = 3;
/** The header stands among the first rows; above it there may be a title. */
const HEADER_WITHIN = 15;
const ROWS_PER_MESSAGE = 500;

interface OpenSheet {
  format: string;
  separator: string | null;
  notes: Set<SheetNote>;
  rows: () => AsyncGenerator<SheetRow[]>;
}

async function open(limits: SheetLimits): Promise<OpenSheet> {
  if (fileKind(FILE) === 'zip') {
    const { openXlsx } = await import('./xlsx-sheet.js');
    return { format: 'Excel', separator: null, ...(await openXlsx(FILE, limits)) };
  }
  const encoding = detectEncoding(FILE);
  const shape = detectShape(FILE, encoding);
  const shown = { ';': 'puntkomma', ',': 'komma', '\t': 'tab' }[shape.separator] ?? shape.separator;
  return { format: `CSV, ${encoding}, ${shown}`, separator: shape.separator, notes: new Set(), rows: () => csvRows(FILE, encoding, shape, limits) };
}

async function read(limits: SheetLimits): Promise<void> {
  const sheet = await open(limits);
  const start: SheetRow[] = [];
  let headerFound = false;
  let rows = 0;
  const pass = async (batch: SheetRow[]): Promise<void> => {
    rows += batch.length;
    if (rows > limits.rows) throw new SheetRefused('import.too-many-rows', { most: limits.rows });
    for (let at = 0; at < batch.length; at += ROWS_PER_MESSAGE) await tell({ kind: 'rows', rows: batch.slice(at, at + ROWS_PER_MESSAGE) });
  };
  const begin = async (): Promise<void> => {
    headerFound = true;
    const header = headerAmong(start);
    await tell({ kind: 'header', row: header[0], cells: header[1], format: sheet.format, separator: sheet.separator, notes: [...sheet.notes] });
    await pass(start.filter(([number]) => number > header[0]));
  };
  for await (const batch of sheet.rows()) {
    if (headerFound) await pass(batch);
    else if (start.push(...batch) >= HEADER_WITHIN) await begin();
  }
  if (!headerFound) await begin();
  await tell({ kind: 'notes', notes: [...sheet.notes] });
  await tell({ kind: 'end' });
}

/** The row with the most headers we know; the first row when there is none. */
function headerAmong(rows: SheetRow[]): SheetRow {
  const candidates = rows.slice(0, HEADER_WITHIN);
  if (candidates.length === 0) throw new SheetRefused('import.empty');
  const scores = candidates.map(([, cells]) => headerScore(cells));
  return candidates[scores.indexOf(Math.max(...scores))]!;
}

async function tell(message: SheetMessage): Promise<void> {
  const line = `${JSON.stringify(message)}\n`;
  return new Promise((resolve, reject) => process.stdout.write(line, (error) => (error ? reject(error) : resolve())));
}

try {
  await read(JSON.parse(process.argv[2]!) as SheetLimits);
} catch (error) {
  if (!(error instanceof SheetRefused)) throw error;
  await tell({ kind: 'refused', code: error.code, details: error.details });
}
