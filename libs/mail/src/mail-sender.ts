import { Logger } from '@bijeen/platform';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { MailRecovery } from './mail-recovery.js';
import { organisationsWithDueMail } from './mail-sender.queries.js';
import { RefusedAddresses } from './refused-addresses.js';
import { RestoreGuard } from './restore-guard.js';
import { SendingRun } from './sending-run.js';
import { SendingTools } from './sending-tools.js';

/** Organisations that are sent for at the same time; they share the lines to the relay. */
const AT_ONCE = 4;
/** Other due work gets its turn after this many milliseconds, also while a long mailing is going out. */
const TURN = 5_000;

/** One organisation's sending in this process. */
interface Sending {
  run: SendingRun | undefined;
  again: boolean;
  finished: Promise<number>;
}

/** Sends what is due in the ledger. Any number of processes may do so at once: a mail is taken by one of them (R6). */
@Injectable()
export class MailSender implements BeforeApplicationShutdown {
  private readonly sending = new Map<string, Sending>();
  private stopping = false;

  constructor(
    private readonly tools: SendingTools,
    private readonly recovery: MailRecovery,
    private readonly guard: RestoreGuard,
    private readonly refused: RefusedAddresses,
    private readonly logger: Logger,
  ) {}

  /** Recovers what was stranded and sends all that is due for one organisation; says how many mails were dealt with. */
  async send(organisationId: string): Promise<number> {
    if (this.stopping) return 0;
    const known = this.sending.get(organisationId);
    if (known) {
      known.again = true;
      return known.finished;
    }
    const sending: Sending = { run: undefined, again: true, finished: Promise.resolve(0) };
    this.sending.set(organisationId, sending);
    sending.finished = this.sendAll(organisationId, sending).finally(() => this.sending.delete(organisationId));
    return sending.finished;
  }

  /** The worker's clock calls this: looks at all organisations, also for mail that nobody woke us for (R5), and waits for what is under way. */
  async sendDue(): Promise<number> {
    const { db, clock } = this.tools;
    const due = await db.asWorker(async (tx) => organisationsWithDueMail(tx, clock.now()));
    const waiting = [...new Set([...due, ...this.sending.keys()])];
    let handled = 0;
    const takeTurns = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) handled += await this.send(next);
    };
    const all = Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
    const finished = await Promise.race([all.then(() => true), later(TURN)]);
    if (!finished) all.catch((error: unknown) => this.logger.error('Sending stopped; the clock will take it up again', error, 'MailSender'));
    return finished ? handled : handled + 1;
  }

  /** Finishes the mails in flight, at most as long as `drain` says, and hands back the others. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const { run } of this.sending.values()) run?.stop();
    const finished = Promise.allSettled([...this.sending.values()].map(async (sending) => sending.finished));
    const drained = await Promise.race([finished.then(() => true), later(this.tools.settings.drain)]);
    this.tools.relay.close(!drained);
    if (!drained) await Promise.race([finished, later(2_000)]);
  }

  private async sendAll(organisationId: string, sending: Sending): Promise<number> {
    let handled = 0;
    await this.guard.beat();
    await this.guard.askRelay(organisationId);
    while (sending.again && !this.stopping) {
      sending.again = false;
      handled += await this.recovery.recover(organisationId);
      if (!this.tools.relay.reachable) break;
      sending.run = new SendingRun(this.tools, organisationId);
      handled += await sending.run.run();
      // A run that was cut short says too little; who looks next decides.
      if (!this.stopping) await this.refused.settle(organisationId);
    }
    return handled;
  }
}

async function later(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds).unref());
}
