import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Actor, Clock, DomainError, DueWork, isUuid, Logger, TenantDatabase } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { cleanLine } from './clean-text.js';
import { ContactImport, type ImportState } from './contact-import.entity.js';
import type { ImportInput, UploadedList } from './import-input.js';
import { ImportReader } from './import-reader.js';
import type { ColumnWish } from './import-report.js';
import { claimImport, type ClaimedImport, forgetOldImports, organisationsWithOldImports, storeImport } from './import-store.queries.js';
import { MOST_UPLOAD } from './sheet-process.js';

const DAY = 86_400_000;
const REPORTS_STAY_DAYS = 30;

/** A reading that has begun: its import, and the promise that it has come to an end (it never rejects). */
export interface BegunImport {
  id: string;
  done: Promise<void>;
}

/** Takes over lists of contacts: first a preview of every row, then all good rows or none (R30). */
@Injectable()
export class ContactImports implements OnModuleInit, BeforeApplicationShutdown {
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly db: TenantDatabase,
    private readonly reader: ImportReader,
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('old imports', async () => this.forgetOld());
  }

  /** What is being read is finished before the connections close; whatever cannot finish, rolls back. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running);
  }

  /**
   * Keeps the list and says for every row what would happen. Nothing of it is taken over yet.
   * @throws DomainError `import.too-large`; a file that is refused gives an import in state `refused` with the reason in its report
   */
  async preview(actor: Actor, list: UploadedList, input: ImportInput): Promise<ContactImport> {
    const claimed = await this.store(actor, list, input, 'parsing');
    await this.reader.read(actor, claimed, false);
    return this.find(actor, claimed.id);
  }

  /** As `preview`, for a page that shows progress meanwhile. */
  async begin(actor: Actor, list: UploadedList, input: ImportInput): Promise<BegunImport> {
    return this.inBackground(actor, await this.store(actor, list, input, 'parsing'), false);
  }

  /** Reads the list again, with the columns as the person corrected them. @throws DomainError `import.not-found`, `import.busy`, `import.already-applied` */
  async beginAgain(actor: Actor, id: string, columns: ColumnWish | undefined): Promise<BegunImport> {
    return this.inBackground(actor, await this.claim(actor, id, 'parsing', columns), false);
  }

  /**
   * Takes over every row that is not refused, in one transaction: all of them or none.
   * @throws DomainError `import.not-found`, `import.busy`, `import.already-applied`, `import.columns-unknown`, `import.changed-meanwhile`
   */
  async apply(actor: Actor, id: string): Promise<ContactImport> {
    await this.reader.read(actor, await this.claim(actor, id, 'applying'), true);
    return this.find(actor, id);
  }

  /** As `apply`, for a page that shows progress meanwhile. */
  async beginApply(actor: Actor, id: string): Promise<BegunImport> {
    return this.inBackground(actor, await this.claim(actor, id, 'applying'), true);
  }

  /** Preview and taking over at once, for programs. A refused file is an error. @throws DomainError as `apply`, or with the reason of the refusal */
  async applyNow(actor: Actor, list: UploadedList, input: ImportInput): Promise<ContactImport> {
    const claimed = await this.store(actor, list, input, 'applying');
    await this.reader.read(actor, claimed, true);
    return this.find(actor, claimed.id);
  }

  /** An import with its report, without the file. @throws DomainError `import.not-found` */
  async find(actor: Actor, id: string): Promise<ContactImport> {
    return this.db.transaction(actor, async (tx) => find(tx, id));
  }

  /** The last imports, newest first. */
  async list(actor: Actor, most = 20): Promise<ContactImport[]> {
    return this.db.transaction(actor, async (tx) => tx.find(ContactImport, { order: { createdAt: 'DESC' }, take: most }));
  }

  private async store(actor: Actor, { name, bytes }: UploadedList, { source, basis, mapping }: ImportInput, state: ImportState): Promise<ClaimedImport> {
    if (bytes.length > MOST_UPLOAD) throw new DomainError('import.too-large', {}, { file: 'Kies een bestand van hoogstens 10 MB.' });
    const fileName = cleanLine(name).text.slice(0, 200) || 'lijst';
    const row = { organisationId: actor.organisationId, name: fileName, bytes, mapping, source, basis, state, by: actor.name, now: this.clock.now() };
    return { id: await this.db.transaction(actor, async (tx) => storeImport(tx, row)), file: bytes, mapping, source, basis };
  }

  private async claim(actor: Actor, id: string, state: ImportState, mapping?: ColumnWish): Promise<ClaimedImport> {
    return this.db.transaction(actor, async (tx) => {
      const known = await find(tx, id);
      const claimed = await claimImport(tx, id, { state, now: this.clock.now(), ...(mapping && { mapping }) });
      if (claimed) return claimed;
      throw new DomainError(known.state === 'applied' ? 'import.already-applied' : known.state === 'refused' ? 'import.gone' : 'import.busy');
    });
  }

  private inBackground(actor: Actor, claimed: ClaimedImport, apply: boolean): BegunImport {
    const failed = (error: unknown): void => {
      if (!(error instanceof DomainError)) this.logger.error('An import failed; nothing of it was kept', error, 'ContactImports');
    };
    const done = this.reader.read(actor, claimed, apply).then(() => undefined, failed);
    this.running.add(done);
    void done.finally(() => this.running.delete(done));
    return { id: claimed.id, done };
  }

  private async forgetOld(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - DAY);
    const reportsBefore = new Date(this.clock.now().getTime() - REPORTS_STAY_DAYS * DAY);
    const organisations = await this.db.asWorker(async (tx) => organisationsWithOldImports(tx, before, reportsBefore));
    let forgotten = 0;
    for (const organisationId of organisations) forgotten += await this.db.transaction({ organisationId }, async (tx) => forgetOldImports(tx, before, reportsBefore));
    return forgotten;
  }
}

async function find(tx: EntityManager, id: string): Promise<ContactImport> {
  const found = isUuid(id) ? await tx.findOneBy(ContactImport, { id }) : null;
  if (!found) throw new DomainError('import.not-found');
  return found;
}
