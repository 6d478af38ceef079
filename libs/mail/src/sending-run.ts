import { randomUUID } from 'node:crypto';
import { stopwatch, type Tenant } from '@bijeen/platform';
import type { ComposedMail } from './composed-mailings.js';
import { Grouped } from './grouped.js';
import { parseEmail } from './email-address.js';
import { giveBackUnknown, type LedgerTurn, ledgerTurn, type MailReport, type QueuePlace, renewLeases, START_OF_QUEUE, type TakenMail } from './mail-sender.queries.js';
import { isPassing, persistently } from './persistently.js';
import { noteRefusals } from './refused-addresses.queries.js';
import type { SendingTools } from './sending-tools.js';
import { unreachableDelay } from './retry-delays.js';
import { reportOn } from './smtp-reports.js';
import type { SmtpLine } from './smtp-line.js';

/** A mail in the hands of this process, from the moment it is taken until what became of it is written. */
interface HeldMail extends TakenMail {
  /** When its lease was last known to be fresh, by the stopwatch. */
  freshAt: number;
}

/** What one worker asks of the ledger: to note what became of its last mail, and perhaps for another. */
interface Ask {
  report: MailReport | undefined;
  wants: boolean;
}

/**
 * Sends all due mail of one organisation. As many workers as there are lines take mails in turn. What became of one mail and taking the
 * next are written together, for all workers that are ready, so a crash leaves at most one undecided mail per line (performance.md B7).
 */
export class SendingRun {
  private readonly held = new Map<string, HeldMail>();
  private readonly ledger: Grouped<Ask, HeldMail | undefined>;
  private readonly holder = randomUUID();
  private place: QueuePlace = START_OF_QUEUE;
  private stopped = false;
  private handled = 0;
  private readonly tenant: Tenant;

  constructor(
    private readonly tools: SendingTools,
    organisationId: string,
  ) {
    this.tenant = { organisationId };
    this.ledger = new Grouped(async (asks) => this.write(asks));
  }

  /** Says how many mails were dealt with. */
  async run(): Promise<number> {
    const { lines, lease } = this.tools.settings;
    const heartbeat = setInterval(() => void this.renew().catch(() => undefined), lease / 3);
    try {
      const workers = await Promise.allSettled(Array.from({ length: lines }, async () => this.work()));
      const failed = workers.find((worker) => worker.status === 'rejected');
      if (failed) throw failed.reason as Error;
    } finally {
      clearInterval(heartbeat);
    }
    return this.handled;
  }

  /** Finishes what is in flight and takes no more. */
  stop(): void {
    this.stopped = true;
  }

  /** A mail is taken only by who has a line for it. */
  private async work(): Promise<void> {
    let report: MailReport | undefined;
    for (;;) {
      let line = this.tools.relay.freeLine();
      if (!line) {
        if (report) await this.ledger.add({ report, wants: false });
        report = undefined;
        line = await this.tools.relay.line();
      }
      try {
        const mail = await this.ledger.add({ report, wants: true });
        if (!mail) return;
        report = await this.deliver(mail, line);
      } finally {
        this.tools.relay.release(line);
      }
    }
  }

  private async deliver(mail: HeldMail, line: SmtpLine): Promise<MailReport> {
    const { id, attempt } = mail;
    const composed = await this.composed(mail);
    if ('to' in composed) return { id, attempt, ...composed };
    const { pace, relay } = this.tools;
    if (!pace.enter(mail.address)) return { id, attempt, to: 'queued' };
    const outcome = await line.send({ ...composed, to: mail.address, mayGo: () => this.mayGo(mail) });
    pace.leave(mail.address, outcome.kind === 'accepted' ? 'accepted' : outcome.kind === 'refused' && outcome.temporary && !outcome.ofUs ? 'later' : 'other');
    await relay.noteOutcome(outcome, composed.senderDomain);
    return { id, attempt, ...reportOn(outcome, mail) };
  }

  /** The mail as it leaves. What cannot be made fails alone (F33); when only the database was away for a moment, it is tried again (F16). */
  private async composed(mail: HeldMail): Promise<ComposedMail | Pick<MailReport, 'to' | 'reason' | 'delay'>> {
    try {
      mustBeOneRecipient(mail);
      return await persistently(async () => this.tools.mailings.mail(this.tenant, mail, this.tools.clock.now()));
    } catch (error) {
      if (isPassing(error)) return { to: 'deferred', delay: unreachableDelay(), reason: 'De database was even weg.' };
      return { to: 'failed', reason: `Deze mail kon niet gemaakt worden. ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** A worker that was frozen must not send any more: half a lease after the last sign of life it stays silent (F6, F7). */
  private mayGo(mail: HeldMail): boolean {
    return stopwatch() - mail.freshAt < this.tools.settings.lease / 2;
  }

  /** Writes what several workers ask in one transaction; each that wants a mail gets one, as long as there are any. */
  private async write(asks: Ask[]): Promise<(HeldMail | undefined)[]> {
    const taken: HeldMail[] = [];
    const [refusals, others] = apart(asks.flatMap(({ report }) => report ?? []));
    if (refusals.length > 0) await this.noteRefusals(refusals);
    let reports = others;
    const wanting = asks.filter(({ wants }) => wants).length;
    for (let more = true; more; ) {
      const wanted = this.mayTake ? wanting - taken.length : 0;
      if (reports.length === 0 && wanted === 0) break;
      const { mails, count } = await this.turn(reports, wanted);
      taken.push(...mails);
      // What was given back just now stands before our place, and the statement that wrote it could not see it.
      const givenBack = reports.some(({ to }) => to === 'queued');
      reports = [];
      more = taken.length < wanting && (count === wanted || this.backToStart() || givenBack);
    }
    return asks.map(({ wants }) => (wants ? taken.shift() : undefined));
  }

  private get mayTake(): boolean {
    return !this.stopped && this.tools.relay.reachable;
  }

  /** Mail that became due meanwhile may stand before our place. Says whether looking again makes sense. */
  private backToStart(): boolean {
    const wasElsewhere = this.place !== START_OF_QUEUE;
    this.place = START_OF_QUEUE;
    return wasElsewhere;
  }

  /** Answers the mails that are ours now, and how many were looked at: of those some may have been withdrawn. */
  private async turn(reports: MailReport[], wanted: number): Promise<{ mails: HeldMail[]; count: number }> {
    const { db, clock, settings, pace } = this.tools;
    const turn: LedgerTurn = { reports, wanted, after: this.place, notTo: await pace.full(), holder: this.holder, now: clock.now(), lease: settings.lease };
    let tries = 0;
    const { rows, freshAt } = await persistently(async () => {
      // The answer to the try before may have been lost after the database had carried it out.
      if (tries++ > 0) await db.transaction(this.tenant, async (tx) => giveBackUnknown(tx, this.tenant.organisationId, { holder: this.holder, known: [...this.held.keys()] }));
      const freshAt = stopwatch();
      return { rows: await ledgerTurn(db, this.tenant, turn), freshAt };
    });
    for (const { id } of reports) this.held.delete(id);
    const mails = rows.filter(({ state }) => state === 'sending').map((mail): HeldMail => ({ ...mail, freshAt }));
    for (const mail of mails) this.held.set(mail.id, mail);
    this.handled += reports.length + rows.length - mails.length;
    this.place = rows.at(-1) ?? this.place;
    return { mails, count: rows.length };
  }

  /** Refused addresses are few, so they have a statement of their own: the one for all others stays as fast as it is. */
  private async noteRefusals(reports: MailReport[]): Promise<void> {
    const { db, clock } = this.tools;
    await persistently(async () => db.transaction(this.tenant, async (tx) => noteRefusals(tx, this.tenant.organisationId, reports, clock.now())));
    for (const { id } of reports) this.held.delete(id);
    this.handled += reports.length;
  }

  /** A sign of life for everything in hand that had none for a while. */
  private async renew(): Promise<void> {
    const { db, settings } = this.tools;
    const now = stopwatch();
    const old = [...this.held.values()].filter(({ freshAt }) => now - freshAt > settings.lease / 4);
    if (old.length === 0) return;
    const ours = new Set((await db.transaction(this.tenant, async (tx) => renewLeases(tx, this.tenant.organisationId, old, settings.lease))).map(({ id }) => id));
    for (const mail of old) if (ours.has(mail.id)) mail.freshAt = now;
  }
}

/** Reports that an address was refused, and all others. */
function apart(reports: MailReport[]): [MailReport[], MailReport[]] {
  return [reports.filter(({ refusal }) => refusal !== undefined), reports.filter(({ refusal }) => refusal === undefined)];
}

/** The envelope has exactly one address, and it is what our own grammar makes of the row (R9). */
function mustBeOneRecipient({ address }: TakenMail): void {
  const parsed = parseEmail(address);
  if (!parsed.ok || parsed.address !== address) throw new Error(parsed.ok ? 'Het e-mailadres is niet in orde.' : parsed.problem);
}
