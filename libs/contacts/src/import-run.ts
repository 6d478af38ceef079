import type { Resolution } from '@bijeen/regions';
import type { EntityManager } from 'typeorm';
import { applyStaged, type ImportedFrom } from './import-apply.queries.js';
import { RowCells } from './import-cells.js';
import { FIELD_LABELS } from './import-columns.js';
import { ImportEmployers } from './import-employers.js';
import { chooseColumns, columnLabel, type ColumnWish, emptyReport, type ImportReport, missingFields, MOST_REPORTED, type ReportRow, type RowProblem } from './import-report.js';
import { copyLine, readRow } from './import-row.js';
import { agreeOnSecretariats, copyToStaging, createStaging, doubledRows, findWorkplaces, matchContacts, setDoublesAside } from './import-staging.queries.js';
import { countVerdicts, judgeMatches, listVerdicts } from './import-verdict.queries.js';
import { countStoppedEverywhere } from './import-store.queries.js';
import { readSheet, type SheetFile } from './sheet-process.js';
import type { SheetLimits } from './sheet-refusal.js';

/** Everything one reading of a file needs. */
export interface ImportOrder extends ImportedFrom {
  file: SheetFile;
  columns: ColumnWish | null;
  limits: SheetLimits;
  apply: boolean;
  secretKey: string;
  resolve: (name: string) => Resolution;
  /** Hashes (hexadecimal) of addresses that opted out, and of people who were erased on request. */
  unsubscribed: Set<string>;
  erased: Set<string>;
  /** Called now and then with the number of rows that were read. */
  onProgress: (rows: number) => void;
}

const LINES_AT_ONCE = 128 * 1024;
const SENTENCES = {
  address: (first: number | null) => `Zelfde adres als rij ${first}. Verwijder een van beide.`,
  person: (first: number | null) => `Zelfde persoon als rij ${first}. Verwijder een van beide, of vul een e-mailadres in.`,
  ambiguous: () => 'Er is meer dan één relatie met deze naam bij deze organisatie. Vul het e-mailadres in.',
};

/**
 * Reads a file once, from the first byte to the report, in the caller's transaction: rows stream from the child through the rules
 * into a staging table; the database then compares, and writes when `apply` says so. Nothing of the file is kept in memory as a whole.
 * @throws SheetRefused when the file as a whole is refused
 */
export class ImportRun {
  readonly report: ImportReport = emptyReport();
  private readonly refused: ReportRow[] = [];
  private readonly cells: { current: RowCells | null } = { current: null };
  private rowsRead = 0;

  constructor(private readonly order: ImportOrder) {}

  async run(tx: EntityManager): Promise<ImportReport> {
    const { organisationId, apply } = this.order;
    await createStaging(tx);
    await copyToStaging(tx, this.lines());
    if (this.report.missing.length > 0) return this.report;
    await findWorkplaces(tx, organisationId);
    await setDoublesAside(tx);
    await matchContacts(tx, organisationId);
    await agreeOnSecretariats(tx);
    await judgeMatches(tx, organisationId);
    await this.summarise(tx);
    if (apply) await applyStaged(tx, this.order);
    return this.report;
  }

  /** The good rows as lines for COPY, some hundred at a time. */
  private async *lines(): AsyncGenerator<string> {
    const employers = new ImportEmployers(this.order.resolve);
    let lines = '';
    for await (const message of readSheet(this.order.file, this.order.limits)) {
      if (message.kind === 'header') this.begin(message);
      else if (message.kind === 'notes') this.note(message.notes);
      else {
        for (const [number, cells] of message.rows) lines += this.line(number, cells, employers);
        this.order.onProgress((this.rowsRead += message.rows.length));
      }
      if (lines.length > LINES_AT_ONCE) {
        yield lines;
        lines = '';
      }
    }
    if (lines !== '') yield lines;
  }

  private begin({ row, cells, format, separator, notes }: { row: number; cells: string[]; format: string; separator: string | null; notes: ImportReport['notes'] }): void {
    const { mapping, doubled } = chooseColumns(cells, this.order.columns);
    Object.assign(this.report, { format, header: { row, cells }, mapping, missing: missingFields(mapping) });
    this.note(doubled ? [...notes, 'doubled-headers'] : notes);
    this.cells.current = new RowCells(mapping, separator, this.order.secretKey);
    this.cells.current.width = cells.length;
  }

  private line(number: number, values: string[], employers: ImportEmployers): string {
    const cells = this.cells.current!;
    if (this.report.missing.length > 0) return '';
    cells.turnTo(values);
    const row = readRow(number, cells, employers);
    if (row?.addressHash && this.order.erased.has(row.addressHash)) cells.refuse('email', 'Deze persoon is op verzoek verwijderd. Zet hem alleen met de hand terug, als hij daar zelf om vroeg.');
    if (row === null || cells.problems.length > 0) {
      this.refuse(number, cells.problems.map(({ field, message }) => ({ column: columnLabel(this.report.header.cells, this.report.mapping, field), message })));
      return '';
    }
    if (row.addressHash && this.order.unsubscribed.has(row.addressHash)) this.report.unsubscribed += 1;
    return copyLine(row.values);
  }

  private refuse(row: number, problems: RowProblem[]): void {
    this.report.counts.refused += 1;
    if (this.refused.length < MOST_REPORTED) this.refused.push({ row, verdict: 'refused', problems });
  }

  private note(notes: ImportReport['notes']): void {
    this.report.notes = [...new Set([...this.report.notes, ...notes])];
  }

  private async summarise(tx: EntityManager): Promise<void> {
    const label = (field: keyof typeof FIELD_LABELS | 'row'): string => columnLabel(this.report.header.cells, this.report.mapping, field);
    const doubled = await doubledRows(tx, MOST_REPORTED);
    for (const { row, first, reason } of doubled) this.refuse(row, [{ column: label(reason === 'address' ? 'email' : 'surname'), message: SENTENCES[reason](first) }]);
    Object.assign(this.report.counts, await countVerdicts(tx));
    this.report.unsubscribed += await countStoppedEverywhere(tx);
    const verdicts: ReportRow[] = (await listVerdicts(tx, MOST_REPORTED)).map(({ row, verdict, name, changed }) => ({ row, verdict, name, ...(changed && { changed: changed.map((field) => FIELD_LABELS[field]) }) }));
    this.report.rows = [...this.refused, ...verdicts].sort((a, b) => a.row - b.row);
  }
}
