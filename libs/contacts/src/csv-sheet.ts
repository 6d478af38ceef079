import { readSync } from 'node:fs';
import { CsvError, parse, type Parser } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';
import { headerScore } from './import-columns.js';
import { MOST_CELL, MOST_SHEET_ROWS, SheetRefused, type SheetLimits, type SheetRow } from './sheet-refusal.js';
import type { Encoding } from './text-encoding.js';

const SEPARATORS = [';', ',', '\t', '|'];
const CHUNK = 256 * 1024;
/** A record of a megabyte is a quotation mark that never closes. */
const MOST_RECORD = 1024 * 1024;
const OPTIONS = { record_delimiter: ['\r\n', '\n', '\r'], relax_quotes: true, relax_column_count: true, max_record_size: MOST_RECORD };

/** How a CSV file is to be read: its separator, and how many characters a `sep=` line takes. */
export interface CsvShape {
  separator: string;
  skip: number;
}

/** Finds the separator: a `sep=` line decides, else the one that gives columns we know, else the one that gives equal rows. */
export function detectShape(fd: number, encoding: Encoding): CsvShape {
  const head = firstText(fd, encoding);
  const told = /^sep=(.)(\r\n|\n|\r|$)/i.exec(head);
  if (told) return { separator: told[1]!, skip: told[0].length };
  const scores = SEPARATORS.map((separator) => ({ separator, score: score(head, separator) }));
  return { separator: scores.reduce((best, each) => (each.score > best.score ? each : best)).separator, skip: 0 };
}

/** Reads the rows, numbered as a spreadsheet shows them: the line `sep=` counts for nothing, a row over several lines for one. */
export async function* csvRows(fd: number, encoding: Encoding, { separator, skip }: CsvShape, limits: SheetLimits): AsyncGenerator<SheetRow[]> {
  const mostRecords = Math.max(limits.rows, MOST_SHEET_ROWS);
  let batch: SheetRow[] = [];
  let number = 0;
  const take = (cells: string[]): null => {
    number += 1;
    if (number > mostRecords) throw new SheetRefused('import.too-many-rows', { most: limits.rows });
    const row = trimmed(cells);
    if (row.length > limits.columns) throw new SheetRefused('import.too-many-columns', { columns: row.length, most: limits.columns });
    if (row.length > 0) batch.push([number, row]);
    return null;
  };
  const parser = parse({ ...OPTIONS, delimiter: separator, on_record: take });
  parser.resume();
  const failure = failureOf(parser);
  for (const text of texts(fd, encoding, skip)) {
    await Promise.race([written(parser, text), failure]);
    if (batch.length > 0) yield batch;
    batch = [];
  }
  await Promise.race([ended(parser), failure]);
  if (batch.length > 0) yield batch;
}

async function written(parser: Parser, text: string): Promise<void> {
  return new Promise((resolve) => parser.write(text, () => resolve()));
}

async function ended(parser: Parser): Promise<void> {
  return new Promise((resolve) => parser.once('end', resolve).end());
}

async function failureOf(parser: Parser): Promise<never> {
  return new Promise((_resolve, reject) => parser.once('error', (error) => reject(error instanceof CsvError ? new SheetRefused('import.open-quote', { line: Number(error['lines'] ?? 0) }) : error)));
}

/** The decoded file in pieces, without byte-order mark and without the first `skip` characters. */
function* texts(fd: number, encoding: Encoding, skip = 0): Generator<string> {
  const decoder = new TextDecoder(encoding);
  const bytes = Buffer.alloc(CHUNK);
  let left = skip;
  for (let position = 0, read = -1; read !== 0; position += read) {
    read = readSync(fd, bytes, 0, CHUNK, position);
    const text = decoder.decode(bytes.subarray(0, read), { stream: read > 0 });
    if (text.length > left) yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}

function firstText(fd: number, encoding: Encoding): string {
  for (const text of texts(fd, encoding)) return text.slice(0, 64 * 1024);
  return '';
}

function score(head: string, separator: string): number {
  const lastLine = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r'));
  const whole = head.length < 64 * 1024 || lastLine < 0 ? head : head.slice(0, lastLine);
  try {
    const rows: string[][] = parseAll(whole, { ...OPTIONS, delimiter: separator, to: 20 });
    const known = Math.max(0, ...rows.slice(0, 10).map((row) => headerScore(row)));
    const width = rows[0]?.length ?? 0;
    const equal = rows.filter((row) => row.length === width).length;
    return known * 1000 + (width > 1 ? equal * 10 + Math.min(width, 9) : 0);
  } catch {
    return -1;
  }
}

/** Without empty cells at the end; what is far too long is cut, so that it is refused without costing memory. */
function trimmed(cells: string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1]!.trim() === '') length -= 1;
  const row = length === cells.length ? cells : cells.slice(0, length);
  return row.some((cell) => cell.length > MOST_CELL) ? row.map((cell) => cell.slice(0, MOST_CELL + 1)) : row;
}
