import { readSync } from 'node:fs';
import { SheetRefused } from './sheet-refusal.js';

/** What a file is by its first bytes, whatever its name says. */
export function fileKind(fd: number): 'zip' | 'text' {
  const head = Buffer.alloc(4096);
  const start = head.subarray(0, readSync(fd, head, 0, head.length, 0));
  if (start.length === 0) throw new SheetRefused('import.empty');
  if (start.subarray(0, 2).toString('latin1') === 'PK') return 'zip';
  if (start.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') throw new SheetRefused('import.old-spreadsheet');
  if (isOther(start)) throw new SheetRefused('import.not-a-table');
  return 'text';
}

const SIGNATURES = ['%PDF', '\x89PNG', '\xff\xd8\xff', 'GIF8', '{\\rtf', '\x1f\x8b', 'Rar!', '7z\xbc\xaf', 'MZ', '\x7fELF', 'BEGIN:VCARD', 'BEGIN:VCALENDAR', 'From: ', 'Received: '];

function isOther(start: Buffer): boolean {
  const text = start.toString('latin1');
  if (SIGNATURES.some((signature) => text.startsWith(signature))) return true;
  const markup = start.toString('utf8').replace(/^\ufeff/, '').trimStart().toLowerCase();
  return /^<(!doctype|html|head|table|\?xml|meta|svg|script|body)/.test(markup) || /^[[{]\s*["{[]/.test(markup);
}
