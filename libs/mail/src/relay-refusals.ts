import { Clock, Logger, stopwatch, TenantDatabase } from '@bijeen/platform';
import { Inject, Injectable } from '@nestjs/common';
import { oneLine } from './mail-pieces.js';
import { persistently } from './persistently.js';
import { endRefusals, noteRefusalOfUs, type RelayRefusal, refusalsOfUs } from './relay-refusals.queries.js';
import { SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';
import type { SmtpOutcome } from './smtp-line.js';

/** Part of `betweenNotes` after which is looked whether there is a row to end: 45 seconds, and a refused mail waits at least 54. */
const SOONER = 0.75;
const ADDRESS = /[^\s<>()"':;,]+@[^\s<>()"':;,]+/g;

/**
 * Remembers that the relay refuses us, so that people see why no mail leaves: nobody can be told by mail. One row per cause, written at most once a
 * minute; gone with the first mail that the relay takes. Another process finds the row at the latest when it sends the mail that was refused: it looks
 * sooner than that is tried again.
 */
@Injectable()
export class RelayRefusals {
  /** When each row was written by this process, when mail was taken from each domain, and when was looked whether that ends anything. */
  private readonly told = new Map<string, number>();
  private readonly taken = new Map<string, number>();
  private readonly looked = new Map<string, number>();
  /** Domains of which this process wrote a row that it did not end yet. */
  private readonly open = new Set<string>();
  /** One after the other, so that what was taken after a refusal also ends it. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(SENDER_SETTINGS) private readonly settings: SenderSettings,
  ) {}

  /** Hears what became of each mail from a domain. Never fails: the next one says it again. */
  async heard(outcome: SmtpOutcome, senderDomain: string): Promise<void> {
    if (outcome.kind === 'accepted') return this.hearTaken(senderDomain);
    if ((outcome.kind !== 'refused' && outcome.kind !== 'not-sent') || outcome.ofUs === undefined) return;
    const general = outcome.ofUs === 'session' || outcome.ofUs === 'sign-in';
    // A relay that took mail from there a moment ago may mean this one recipient after all. If it goes on, it is heard again.
    if (!general && this.isRecent(this.taken.get(senderDomain))) return;
    await this.note({ senderDomain: general ? '' : senderDomain, cause: outcome.ofUs, answer: literally(outcome.reply), since: this.clock.now() });
  }

  /** Everything that the relay refuses about us now. */
  async list(): Promise<RelayRefusal[]> {
    return this.db.shared(async (tx) => refusalsOfUs(tx, this.clock.now()));
  }

  private async note(refusal: RelayRefusal): Promise<void> {
    const { cause, senderDomain, answer } = refusal;
    const key = `${senderDomain} ${cause}`;
    if (this.isRecent(this.told.get(key))) return;
    this.told.set(key, stopwatch());
    this.open.add(senderDomain);
    this.logger.error(`The relay refuses us (${cause}${senderDomain && `, mail from ${senderDomain}`}): ${answer}`, 'RelayRefusals');
    await this.write(async () => this.db.shared(async (tx) => noteRefusalOfUs(tx, refusal, this.settings.betweenNotes)));
  }

  private async hearTaken(senderDomain: string): Promise<void> {
    const now = stopwatch();
    this.taken.set(senderDomain, now);
    const sinceLook = now - (this.looked.get(senderDomain) ?? -Infinity);
    if (sinceLook < this.settings.betweenNotes * SOONER && !this.open.has('') && !this.open.has(senderDomain)) return;
    this.looked.set(senderDomain, now);
    for (const ended of ['', senderDomain]) this.open.delete(ended);
    await this.write(async () => {
      const ended = await this.db.shared(async (tx) => endRefusals(tx, senderDomain, this.clock.now()));
      for (const { cause, senderDomain: of } of ended) this.logger.log(`The relay takes our mail again (${cause}${of && `, mail from ${of}`})`, 'RelayRefusals');
    });
  }

  private isRecent(at: number | undefined): boolean {
    return at !== undefined && stopwatch() - at < this.settings.betweenNotes;
  }

  /** The mails go on when the database does not take it; who hears the relay next writes it. */
  private async write(work: () => Promise<void>): Promise<void> {
    this.writing = this.writing.then(async () => persistently(work)).catch((error: unknown) => {
      this.told.clear();
      this.looked.clear();
      this.logger.error('What the relay refuses could not be written; the next mail does it', error);
    });
    await this.writing;
  }
}

/** What a server says is hostile input, and who it was for stands in no row of the platform. */
function literally(reply: string): string {
  return oneLine(reply).replaceAll(ADDRESS, '…').slice(0, 300);
}
