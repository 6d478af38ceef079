import { stopwatch, type Tenant } from '@bijeen/platform';
import { Grouped } from './grouped.js';
import { parseEmail } from './email-address.js';
import { claimMails, renewLeases, writeSteps, type ClaimedMail, type LedgerStep } from './mail-sender.queries.js';
import { persistently } from './persistently.js';
import type { SendingTools } from './sending-tools.js';
import { reportOn } from './smtp-reports.js';
import type { SmtpLine } from './smtp-line.js';

/** A claimed mail in this process. */
interface HeldMail extends ClaimedMail {
  /** When its lease was last known to be fresh, by the stopwatch. */
  freshAt: number;
}

/**
 * Sends all due mail of one organisation. As many workers as there are lines take mails in turn; what became of one mail and the
 * journal line of the next are written together, so a crash leaves at most one undecided mail per line (performance.md B7).
 */
export class SendingRun {
  private readonly waiting: HeldMail[] = [];
  private readonly held = new Map<string, HeldMail>();
  private readonly ledger: Grouped<LedgerStep[], Set<string>>;
  private claiming: Promise<void> | undefined;
  private dry = false;
  private stopped = false;
  private handled = 0;
  private failure: Error | undefined;
  private readonly tenant: Tenant;

  constructor(
    private readonly tools: SendingTools,
    private readonly organisationId: string,
  ) {
    this.tenant = { organisationId };
    this.ledger = new Grouped(async (groups) => this.write(groups));
  }

  /** Says how many mails were dealt with. */
  async run(): Promise<number> {
    const { lines, lease } = this.tools.settings;
    const heartbeat = setInterval(() => void this.renew().catch(() => undefined), lease / 3);
    try {
      const workers = await Promise.allSettled(Array.from({ length: lines }, async () => this.work()));
      await this.handBack();
      this.failure ??= workers.find((worker) => worker.status === 'rejected')?.reason as Error | undefined;
      if (this.failure) throw this.failure;
    } finally {
      clearInterval(heartbeat);
    }
    return this.handled;
  }

  /** Finishes what is in flight and hands the rest back. */
  stop(): void {
    this.stopped = true;
  }

  private async work(): Promise<void> {
    let report: LedgerStep | undefined;
    for (let mail = await this.next(); mail; mail = await this.next()) {
      const mime = await this.composed(mail);
      if (!mime) continue;
      let line = this.tools.relay.freeLine();
      if (!line) {
        report = await this.settle(report);
        line = await this.tools.relay.line();
      }
      report = await this.deliver(mail, { mime, line, report });
    }
    await this.settle(report);
  }

  /** Writes what became of a mail when no next mail goes with it. */
  private async settle(report: LedgerStep | undefined): Promise<undefined> {
    if (report) await this.ledger.add([report]);
  }

  private async deliver(mail: HeldMail, { mime, line, report }: { mime: Buffer; line: SmtpLine; report: LedgerStep | undefined }): Promise<LedgerStep | undefined> {
    try {
      const go: LedgerStep = { id: mail.id, attempt: mail.attempt, to: 'go' };
      const askedAt = stopwatch();
      const ours = await this.ledger.add(report ? [report, go] : [go]);
      if (!ours.has(mail.id)) return undefined;
      mail.freshAt = askedAt;
      const outcome = await line.send({ from: this.tools.mailings.sender, to: oneRecipient(mail), mime, mayGo: () => this.mayGo(mail) });
      this.tools.relay.noteOutcome(outcome);
      return { id: mail.id, attempt: mail.attempt, ...reportOn(outcome, mail.deferrals) };
    } finally {
      this.held.delete(mail.id);
      this.tools.relay.release(line);
    }
  }

  /** A worker that was frozen must not send any more: half a lease after the last sign of life it stays silent (F6, F7). */
  private mayGo(mail: HeldMail): boolean {
    return stopwatch() - mail.freshAt < this.tools.settings.lease / 2;
  }

  /** The bytes, or nothing when this mail cannot be made: it fails alone (F33). */
  private async composed(mail: HeldMail): Promise<Buffer | undefined> {
    try {
      oneRecipient(mail);
      return await this.tools.mailings.bytes(this.organisationId, mail, this.tools.clock.now());
    } catch (error) {
      const reason = `Deze mail kon niet gemaakt worden. ${error instanceof Error ? error.message : String(error)}`;
      await this.ledger.add([{ id: mail.id, attempt: mail.attempt, to: 'failed', reason }]);
      this.held.delete(mail.id);
      return undefined;
    }
  }

  private async next(): Promise<HeldMail | undefined> {
    for (;;) {
      if (this.stopped || !this.tools.relay.reachable) return undefined;
      if (this.waiting.length <= this.tools.settings.batch / 2 && !this.dry) this.claiming ??= this.claim();
      const mail = this.waiting.shift();
      if (mail) return mail;
      if (!this.claiming) return undefined;
      await this.claiming;
    }
  }

  private async claim(): Promise<void> {
    const { db, clock, settings } = this.tools;
    const freshAt = stopwatch();
    try {
      const taken = await db.transaction(this.tenant, async (tx) => claimMails(tx, this.organisationId, { now: clock.now(), limit: settings.batch, lease: settings.lease }));
      this.dry = taken.length === 0;
      for (const { state, ...mail } of taken) if (state === 'sending') this.hold({ ...mail, freshAt });
      this.handled += taken.filter(({ state }) => state === 'withdrawn').length;
    } catch (error) {
      this.failure = error as Error;
      this.stopped = true;
    } finally {
      this.claiming = undefined;
    }
  }

  private hold(mail: HeldMail): void {
    this.held.set(mail.id, mail);
    this.waiting.push(mail);
  }

  /** Writes the steps of several workers in one transaction; each learns which of its mails it may send. */
  private async write(groups: LedgerStep[][]): Promise<Set<string>[]> {
    const { db, clock, settings } = this.tools;
    const steps = groups.flat();
    const changed = await persistently(async () => db.transaction(this.tenant, async (tx) => writeSteps(tx, this.organisationId, { steps, now: clock.now(), lease: settings.lease })));
    this.handled += steps.filter(({ to }) => to !== 'go').length;
    const sending = new Set(changed.filter(({ state }) => state === 'sending').map(({ id }) => id));
    return groups.map(() => sending);
  }

  /** A sign of life for everything in hand that had none for a while. */
  private async renew(): Promise<void> {
    const { db, settings } = this.tools;
    const now = stopwatch();
    const old = [...this.held.values()].filter(({ freshAt }) => now - freshAt > settings.lease / 4);
    if (old.length === 0) return;
    const ours = new Set((await db.transaction(this.tenant, async (tx) => renewLeases(tx, this.organisationId, old, settings.lease))).map(({ id }) => id));
    for (const mail of old) if (ours.has(mail.id)) mail.freshAt = now;
  }

  private async handBack(): Promise<void> {
    await this.claiming;
    const steps = this.waiting.splice(0).map(({ id, attempt }): LedgerStep => ({ id, attempt, to: 'queued' }));
    this.held.clear();
    if (steps.length > 0) await this.ledger.add(steps);
  }
}

/** The envelope has exactly one address, and it is what our own grammar makes of the row (R9). */
function oneRecipient({ address }: ClaimedMail): string {
  const parsed = parseEmail(address);
  if (!parsed.ok || parsed.address !== address) throw new Error(parsed.ok ? 'Het e-mailadres is niet in orde.' : parsed.problem);
  return address;
}
