import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Config, DomainError, Logger, stopwatch, TenantDatabase } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import type { EntityManager } from 'typeorm';
import { emptyReport, type ImportReport } from './import-report.js';
import { ImportRun } from './import-run.js';
import { type ClaimedImport, noteProgress, settleApplied, settlePreview, suppressedHashes } from './import-store.queries.js';
import { type SheetFile, UPLOAD_LIMITS } from './sheet-process.js';
import { type SheetLimits, SheetRefused } from './sheet-refusal.js';
import { takenIn } from './taken.js';

const PROGRESS_EVERY = 500;
/** Only one import of an organisation writes at a time; the number is arbitrary but fixed. */
const IMPORT_LOCK = 7_265_110;

/** An import to read: a list that was uploaded, or (for large loads from a script) a file on this machine with limits of its own. */
export type ImportToRead = Omit<ClaimedImport, 'file'> & { file: SheetFile; limits?: SheetLimits };

/** Reads one list, for the preview or for good, and writes down how it ended. */
@Injectable()
export class ImportReader {
  constructor(
    private readonly db: TenantDatabase,
    private readonly municipalities: MunicipalityDirectory,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * One transaction from the first row to the last: whatever dies in between, nothing of the list has been taken over.
   * @throws DomainError when it was read for good and is refused; the import then waits as a preview again
   */
  async read(actor: Actor, claimed: ImportToRead, apply: boolean): Promise<ImportReport | null> {
    try {
      return await this.db.transaction(actor, async (tx) => this.readWithin(tx, actor, claimed, apply));
    } catch (error) {
      const refusal = error instanceof SheetRefused ? error : null;
      if (refusal?.complaint) this.logger.warn(`Reading a list failed: ${refusal.complaint}`, 'ImportReader');
      const report = refusal && { ...emptyReport(), refusal: { code: refusal.code, details: refusal.details } };
      const waits = apply && !refusal ? 'previewed' : 'refused';
      await this.db.transaction(actor, async (tx) => settlePreview(tx, claimed.id, waits, report));
      if (refusal && !apply) return report;
      throw refusal ? new DomainError(refusal.code, refusal.details, { file: new DomainError(refusal.code, refusal.details).message }) : understood(error);
    }
  }

  private async readWithin(tx: EntityManager, actor: Actor, { file, mapping, source, basis, id, limits = UPLOAD_LIMITS }: ImportToRead, apply: boolean): Promise<ImportReport> {
    if (apply) await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [IMPORT_LOCK, actor.organisationId]);
    const now = this.clock.now();
    const run = new ImportRun({
      file, columns: mapping, limits, apply, source, basis, now, organisationId: actor.organisationId, secretKey: this.config.secretKey,
      resolve: await this.municipalities.resolver(), ...(await suppressedHashes(tx)), onProgress: this.progress(actor, id),
    });
    const report = await run.run(tx);
    if (!apply) await settlePreview(tx, id, 'previewed', report);
    else if (report.missing.length > 0) throw new DomainError('import.columns-unknown', { columns: report.header.cells.slice(0, 20).join(', ') }, { mapping: 'Wijs aan in welke kolom de achternaam of de hele naam staat.' });
    else {
      await settleApplied(tx, id, report, now);
      await audit(tx, actor, 'contacts.imported', { kind: 'contact-import', id }, { source, basis, ...report.counts });
    }
    return report;
  }

  /** Tells the waiting page how far it is, on a connection of its own and not too often. */
  private progress(actor: Actor, id: string): (rows: number) => void {
    let last = stopwatch();
    return (rows) => {
      if (stopwatch() - last < PROGRESS_EVERY) return;
      last = stopwatch();
      this.db.transaction(actor, async (tx) => noteProgress(tx, id, rows, this.clock.now())).catch((error: unknown) => this.logger.warn(`Progress of an import was not written: ${String(error)}`, 'ImportReader'));
    };
  }
}

/** Somebody added the same address by hand while the list was being read. */
function understood(error: unknown): unknown {
  return takenIn(error) !== null ? new DomainError('import.changed-meanwhile') : error;
}
