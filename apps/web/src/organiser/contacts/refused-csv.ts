import type { ImportReport } from '@bijeen/contacts';
import { rowInWords } from './import-words.js';

const BOM = '\ufeff';
/** A spreadsheet takes such a cell for a formula (R32); headers and messages may hold what somebody typed in the list. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;

/** The rows that did not take part, as CSV for Dutch Excel: row, column, and what to do about it. */
export function refusedCsv(report: ImportReport | null): string {
  const rows = report?.rows ?? [];
  const lines = rows.filter(({ verdict }) => verdict === 'refused').flatMap((row) => rowInWords(row).map(({ column, message }) => [String(row.row), column, message]));
  return `${BOM}${[['Rij', 'Kolom', 'Wat je kunt doen'], ...lines].map(line).join('')}`;
}

function line(cells: string[]): string {
  return `${cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(';')}\r\n`;
}
