import type { Package } from './xlsx-package.js';
import { SheetRefused } from './sheet-refusal.js';
import { attribute, XmlTags } from './xml-tags.js';

/** Characters of text in a whole workbook; more would be no list of people. */
const MOST_SHARED_TEXT = 32 * 1024 * 1024;

/** The sheet to read, and what the workbook says about it. */
export interface Workbook {
  part: string;
  moreSheets: boolean;
  macros: boolean;
  /** Days are counted from 1904 (old Macs) instead of 1900. */
  since1904: boolean;
}

/** Finds the first sheet that a person can see. */
export async function readWorkbook(files: Package): Promise<Workbook> {
  const sheets: { id: string; visible: boolean }[] = [];
  let since1904 = false;
  await readPart(files, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
    if (name === 'sheet') sheets.push({ id: attribute(attributes, 'id') ?? '', visible: (attribute(attributes, 'state') ?? 'visible') === 'visible' });
  });
  const targets = new Map<string, string>();
  await readPart(files, 'xl/_rels/workbook.xml.rels', (name, attributes) => {
    if (name === 'Relationship' && attribute(attributes, 'TargetMode') !== 'External') targets.set(attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '');
  });
  const visible = sheets.filter((sheet) => sheet.visible);
  const target = targets.get(visible[0]?.id ?? '');
  if (target === undefined) throw new SheetRefused('import.broken-file');
  return { part: target.startsWith('/') ? target.slice(1) : `xl/${target}`, moreSheets: visible.length > 1, macros: files.has('xl/vbaProject.bin'), since1904 };
}

/** For each cell style: whether it shows a number as a date (ECMA-376 18.8.30). */
export async function readDateStyles(files: Package): Promise<boolean[]> {
  const formats = new Map<string, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  if (!files.has('xl/styles.xml')) return styles;
  await readPart(files, 'xl/styles.xml', (name, attributes) => {
    if (name === 'numFmt') formats.set(attribute(attributes, 'numFmtId') ?? '', attribute(attributes, 'formatCode') ?? '');
    if (name === 'cellXfs' || name === 'cellStyles' || name === 'dxfs') inCellStyles = name === 'cellXfs';
    if (name === 'xf' && inCellStyles) styles.push(isDate(attribute(attributes, 'numFmtId') ?? '0', formats));
  });
  return styles;
}

function isDate(id: string, formats: Map<string, string>): boolean {
  const builtIn = Number(id);
  if ((builtIn >= 14 && builtIn <= 17) || builtIn === 22 || (builtIn >= 27 && builtIn <= 36)) return true;
  return /[dy]/i.test((formats.get(id) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

/** The texts that cells point at by number. Phonetic hints (Japanese) are no part of a text. */
export async function readSharedStrings(files: Package): Promise<string[]> {
  const strings: string[] = [];
  if (!files.has('xl/sharedStrings.xml')) return strings;
  let current = '';
  let total = 0;
  let inText = false;
  let inHint = false;
  const tags = new XmlTags({
    open(name) {
      if (name === 'si') current = '';
      inText = name === 't' && !inHint;
      inHint ||= name === 'rPh';
    },
    close(name) {
      if (name === 'rPh') inHint = false;
      if (name === 't') inText = false;
      if (name === 'si') strings.push(unattached(unescapedString(current)));
    },
    text(text) {
      if (!inText) return;
      current += text;
      total += text.length;
      if (total > MOST_SHARED_TEXT) throw new SheetRefused('import.unpacks-too-large', { megabytes: MOST_SHARED_TEXT / 1024 / 1024 });
    },
  });
  for await (const piece of files.texts('xl/sharedStrings.xml')) tags.feed(piece);
  tags.end();
  return strings;
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 22.9.2.19). */
export function unescapedString(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
}

/** A copy that does not keep the piece alive out of which it was cut. */
function unattached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

async function readPart(files: Package, name: string, open: (name: string, attributes: string) => void): Promise<void> {
  const tags = new XmlTags({ open, close: () => undefined, text: () => undefined });
  for await (const piece of files.texts(name)) tags.feed(piece);
  tags.end();
}
