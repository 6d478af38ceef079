import { MOST_CELL, MOST_SHEET_ROWS, SheetRefused, type SheetLimits, type SheetNote, type SheetRow } from './sheet-refusal.js';
import { openPackage } from './xlsx-package.js';
import { readDateStyles, readSharedStrings, readWorkbook, unescapedString } from './xlsx-parts.js';
import { attribute, type XmlListener, XmlTags } from './xml-tags.js';

const DAY = 86_400_000;

/** An open sheet: its rows, and afterwards what is worth knowing about it. */
export interface XlsxSheet {
  notes: Set<SheetNote>;
  rows(): AsyncGenerator<SheetRow[]>;
}

/** Opens the first visible sheet of an XLSX file. Rows stream by; only the shared texts are kept in memory. */
export async function openXlsx(fd: number, limits: SheetLimits): Promise<XlsxSheet> {
  const files = await openPackage(fd, limits.unpacked);
  const workbook = await readWorkbook(files);
  const reader = new SheetReader(await readSharedStrings(files), await readDateStyles(files), workbook.since1904, limits);
  if (workbook.moreSheets) reader.notes.add('more-sheets');
  if (workbook.macros) reader.notes.add('macros-ignored');
  async function* rows(): AsyncGenerator<SheetRow[]> {
    const tags = new XmlTags(reader);
    for await (const piece of files.texts(workbook.part)) {
      tags.feed(piece);
      if (reader.batch.length > 0) yield reader.take();
    }
    tags.end();
    if (!reader.complete) throw new SheetRefused('import.broken-file');
    if (reader.batch.length > 0) yield reader.take();
  }
  return { notes: reader.notes, rows };
}

/** Collects the cells of one row at a time (ECMA-376 18.3.1). */
class SheetReader implements XmlListener {
  readonly notes = new Set<SheetNote>();
  batch: SheetRow[] = [];
  complete = false;
  private readonly shared: string[];
  private readonly dates: boolean[];
  private readonly epoch: number;
  private readonly limits: SheetLimits;
  private row = 0;
  private column = -1;
  private cells: string[] = [];
  private type = 'n';
  private style = 0;
  private value = '';
  private collecting = false;

  constructor(shared: string[], dates: boolean[], since1904: boolean, limits: SheetLimits) {
    this.shared = shared;
    this.dates = dates;
    this.epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    this.limits = limits;
  }

  take(): SheetRow[] {
    const { batch } = this;
    this.batch = [];
    return batch;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.collecting = true;
    else if (name === 'mergeCell' && !/^([A-Z]+)(\d+):[A-Z]+\2$/.test(attribute(attributes, 'ref') ?? '')) this.notes.add('merged-cells');
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collecting = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row' && this.cells.length > 0) this.batch.push([this.row, this.cells]);
    else if (name === 'worksheet') this.complete = true;
  }

  text(text: string): void {
    if (this.collecting && this.value.length <= MOST_CELL) this.value += text;
  }

  private openRow(attributes: string): void {
    const told = Number(attribute(attributes, 'r') ?? this.row + 1);
    if (!Number.isInteger(told) || told <= this.row || told > MOST_SHEET_ROWS) throw new SheetRefused('import.broken-file');
    this.row = told;
    this.column = -1;
    this.cells = [];
    if (['1', 'true'].includes(attribute(attributes, 'hidden') ?? '')) this.notes.add('hidden-rows');
  }

  private openCell(attributes: string): void {
    const letters = /^[A-Z]{1,3}/.exec(attribute(attributes, 'r') ?? '')?.[0];
    const told = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : this.column + 1;
    if (told <= this.column) throw new SheetRefused('import.broken-file');
    this.column = told;
    this.type = attribute(attributes, 't') ?? 'n';
    this.style = Number(attribute(attributes, 's') ?? 0);
    this.value = '';
  }

  private closeCell(): void {
    const text = this.value === '' ? '' : this.shown().slice(0, MOST_CELL + 1);
    if (text.trim() === '') return;
    if (this.column >= this.limits.columns) throw new SheetRefused('import.too-many-columns', { columns: this.column + 1, most: this.limits.columns });
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  /** The cell as text. An error, also a text that is not there, keeps the form of an error, so that its row is refused. */
  private shown(): string {
    switch (this.type) {
      case 's':
        return this.shared[Number(this.value)] ?? '#REF!';
      case 'n':
        return this.number();
      case 'b':
        return this.value === '1' ? 'WAAR' : 'ONWAAR';
      case 'd':
        return this.value.slice(0, 10);
      default:
        return unescapedString(this.value);
    }
  }

  private number(): string {
    const number = Number(this.value);
    if (!Number.isFinite(number)) return '#NUM!';
    if (!this.dates[this.style]) return Number.isSafeInteger(number) ? String(number) : this.value;
    const date = new Date(this.epoch + Math.floor(number) * DAY);
    return Number.isNaN(date.getTime()) ? '#NUM!' : date.toISOString().slice(0, 10);
  }
}
