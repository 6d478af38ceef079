import { readSync } from 'node:fs';
import { SheetRefused } from './sheet-refusal.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const CHUNK = 1024 * 1024;
/** Windows-1252 leaves these five empty: text that has them is something else. */
const UNDEFINED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** In CP850 é, â, ä, ç, ê, ë, ï, ø, í, ó, ú, ñ; in Windows-1252 signs that never follow a letter. */
const NEVER_AFTER_LETTER = new Set([0x82, 0x83, 0x84, 0x87, 0x88, 0x89, 0x8b, 0x9b, 0xa1, 0xa2, 0xa3, 0xa4]);
/** In CP850 à, ô, ö; in Windows-1252 signs that never stand between two letters. */
const NEVER_BETWEEN_LETTERS = new Set([0x85, 0x93, 0x94]);
/** In CP850 è, î, Ä; in Windows-1252 capitals, which never follow a small letter. */
const NEVER_AFTER_SMALL_LETTER = new Set([0x8a, 0x8c, 0x8e]);

/** What speaks for and against each encoding, counted over the whole file. */
interface Evidence {
  utf8Letters: number;
  firstOther: number | null;
  suspect: boolean;
}

/**
 * Decides how a text file was written. Only what is certain is accepted: UTF-8 (with or without mark), UTF-16 and Windows-1252; a file
 * that mixes two, or seems to be CP850 or Mac Roman, is refused with the remedy.
 */
export function detectEncoding(fd: number): Encoding {
  const head = Buffer.alloc(4096);
  const start = head.subarray(0, readSync(fd, head, 0, head.length, 0));
  const marked = markedEncoding(start) ?? unmarkedUtf16(start);
  if (marked && marked !== 'utf-8') return marked;
  const { utf8Letters, firstOther, suspect } = weigh(fd);
  if (firstOther === null) return 'utf-8';
  if (marked === 'utf-8' || utf8Letters > 0) throw new SheetRefused('import.encoding-mixed', { row: rowAt(fd, firstOther) });
  if (suspect) throw new SheetRefused('import.encoding-unsure');
  return 'windows-1252';
}

function markedEncoding(start: Buffer): Encoding | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) {
    if (start[2] === 0 && start[3] === 0) throw new SheetRefused('import.encoding-unsure');
    return 'utf-16le';
  }
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : null;
}

/** Western text in UTF-16 has a zero in every second byte. Zeros all over the place are no text at all. */
function unmarkedUtf16(start: Buffer): Encoding | null {
  const zeros = [0, 0];
  for (let index = 0; index < start.length; index += 1) if (start[index] === 0) zeros[index % 2]! += 1;
  const half = start.length / 2;
  if (zeros[1]! > half * 0.4 && zeros[0]! < half * 0.05) return 'utf-16le';
  if (zeros[0]! > half * 0.4 && zeros[1]! < half * 0.05) return 'utf-16be';
  if (zeros[0]! + zeros[1]! > start.length * 0.1) throw new SheetRefused('import.not-a-table');
  return null;
}

function weigh(fd: number): Evidence {
  const evidence: Evidence = { utf8Letters: 0, firstOther: null, suspect: false };
  const buffer = Buffer.alloc(CHUNK + 4);
  for (let position = 0; ; position += CHUNK) {
    const read = readSync(fd, buffer, 0, buffer.length, position);
    if (read === 0) return evidence;
    weighChunk(buffer.subarray(0, read), Math.min(read, CHUNK), position, evidence);
    if (read <= CHUNK) return evidence;
  }
}

/** Looks at the bytes before `end`; the four behind it are only looked ahead at. */
function weighChunk(bytes: Buffer, end: number, position: number, evidence: Evidence): void {
  for (let index = position === 0 ? 0 : continuationBytes(bytes); index < end; index += 1) {
    const byte = bytes[index]!;
    if (byte < 0x80) continue;
    const length = utf8Length(bytes, index);
    if (length > 0) {
      evidence.utf8Letters += 1;
      index += length - 1;
    } else {
      evidence.firstOther ??= position + index;
      evidence.suspect ||= UNDEFINED.has(byte) || looksLikeOtherCodePage(bytes, index);
    }
  }
}

/** A sequence that began in the chunk before was counted there. */
function continuationBytes(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && (bytes[count]! & 0xc0) === 0x80) count += 1;
  return count;
}

/** How many bytes of well-formed UTF-8 begin here; 0 when none do (RFC 3629). */
function utf8Length(bytes: Buffer, index: number): number {
  const first = bytes[index]!;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || index + length > bytes.length) return 0;
  for (let next = 1; next < length; next += 1) if ((bytes[index + next]! & 0xc0) !== 0x80) return 0;
  return length;
}

function looksLikeOtherCodePage(bytes: Buffer, index: number): boolean {
  const byte = bytes[index]!;
  const before = bytes[index - 1] ?? 0;
  if (!isLetter(before)) return false;
  if (NEVER_AFTER_LETTER.has(byte)) return true;
  if (NEVER_AFTER_SMALL_LETTER.has(byte)) return before >= 0x61;
  return NEVER_BETWEEN_LETTERS.has(byte) && isLetter(bytes[index + 1] ?? 0);
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function rowAt(fd: number, offset: number): number {
  const before = Buffer.alloc(offset);
  readSync(fd, before, 0, offset, 0);
  return before.toString('latin1').split(/\r\n|\n|\r/).length;
}
