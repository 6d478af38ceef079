import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise } from 'yauzl';
import { SheetRefused } from './sheet-refusal.js';

const MOST_ENTRIES = 2000;
const ENCRYPTED = 0x1;

/** An open XLSX package. Parts are found in the central directory only, so that no second reading of the archive can hide anything. */
export interface Package {
  has(name: string): boolean;
  /** Gives the part piece by piece as text. @throws SheetRefused when it unpacks too far or its checksum is wrong */
  texts(name: string): AsyncGenerator<string>;
}

/** Opens a zip archive as a spreadsheet. @throws SheetRefused for everything that is not a sound XLSX or XLSM file */
export async function openPackage(fd: number, mostUnpacked: number): Promise<Package> {
  const zip = await fromFdPromise(fd, { autoClose: false, strictFileNames: true, validateEntrySizes: true }).catch(broken);
  const entries = new Map<string, Entry>();
  let declared = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      declared += entry.uncompressedSize;
      if (declared > mostUnpacked) throw tooLarge(mostUnpacked);
      const name = entry.fileName.toLowerCase();
      if (entries.has(name) || entries.size >= MOST_ENTRIES) throw new SheetRefused('import.broken-file');
      if (entry.generalPurposeBitFlag & ENCRYPTED) throw new SheetRefused('import.old-spreadsheet');
      entries.set(name, entry);
    }
  } catch (error) {
    broken(error);
  }
  if (!entries.has('xl/workbook.xml')) throw new SheetRefused(isSpreadsheetOfOthers(entries) ? 'import.other-spreadsheet' : 'import.not-a-table');
  const counted = { bytes: 0 };

  async function* texts(name: string): AsyncGenerator<string> {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw new SheetRefused('import.broken-file');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let checksum = 0;
    try {
      for await (const bytes of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        counted.bytes += bytes.length;
        if (counted.bytes > mostUnpacked) throw tooLarge(mostUnpacked);
        checksum = crc32(bytes, checksum);
        yield decoder.decode(bytes, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      broken(error);
    }
    if (checksum !== entry.crc32) throw new SheetRefused('import.broken-file');
  }
  return { has: (name) => entries.has(name.toLowerCase()), texts };
}

function isSpreadsheetOfOthers(entries: Map<string, Entry>): boolean {
  return ['xl/workbook.bin', 'mimetype', 'content.xml', 'index/document.iwa'].some((name) => entries.has(name));
}

function tooLarge(most: number): SheetRefused {
  return new SheetRefused('import.unpacks-too-large', { megabytes: Math.round(most / 1024 / 1024) });
}

/** Whatever the archive or its text does wrong is a broken file to the person. */
function broken(error: unknown): never {
  throw error instanceof SheetRefused ? error : new SheetRefused('import.broken-file');
}
