import { Config, Logger, stopwatch } from '@bijeen/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CannotTell, CatcherLog, type RelayLookup } from './relay-lookup.js';
import { MailCatcher } from './mail-catcher.js';
import { PostfixLog } from './postfix-log.js';
import { RelayAddress } from './relay-address.js';
import { RelayRefusals } from './relay-refusals.js';
import { SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';
import { SmtpLine, type SmtpOutcome } from './smtp-line.js';

/** The server that takes our mail: the one of SMTP_URL, or the catcher inside this process. A fixed number of lines leads to it. */
@Injectable()
export class Relay {
  private readonly idle: SmtpLine[] = [];
  private readonly open = new Set<SmtpLine>();
  private readonly waiting: ((line: SmtpLine) => void)[] = [];
  private postfix: PostfixLog | undefined;
  private goodbye: NodeJS.Timeout | undefined;
  private pausedUntil = 0;
  private pause = 0;

  @Inject(RelayRefusals) private readonly refusals: RelayRefusals;

  constructor(
    private readonly config: Config,
    private readonly catcher: MailCatcher,
    @Inject(SENDER_SETTINGS) readonly settings: SenderSettings,
    private readonly logger: Logger,
    private readonly address: RelayAddress,
  ) {}

  /** Who can tell what became of a mail. */
  get lookup(): RelayLookup {
    if (this.config.catcherMode) return new CatcherLog(this.catcher, this.settings);
    return this.config.relayLog === undefined ? new CannotTell(this.settings) : (this.postfix ??= this.postfixLog(this.config.relayLog));
  }

  /** Whether it makes sense to try now. */
  get reachable(): boolean {
    return stopwatch() >= this.pausedUntil;
  }

  /** A line that nobody uses, when there is one; give it back with `release`. */
  freeLine(): SmtpLine | undefined {
    const idle = this.idle.pop();
    if (idle || this.open.size >= this.lines) return idle;
    const line = new SmtpLine(async () => this.address.find());
    this.open.add(line);
    return line;
  }

  /** A line, when one comes free; first come, first served. */
  async line(): Promise<SmtpLine> {
    return this.freeLine() ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  release(line: SmtpLine): void {
    const next = this.waiting.shift();
    if (next) return next(line);
    this.idle.push(line);
    this.goodbye?.refresh();
    this.goodbye ??= setTimeout(() => this.quitIdle(), this.settings.idle).unref();
  }

  /** Remembers whether the relay could be reached, so that an outage costs a few tries and not one per mail, and whether it takes what we send from this domain. */
  async noteOutcome(outcome: SmtpOutcome, senderDomain: string): Promise<void> {
    this.notePause(outcome);
    await this.refusals.heard(outcome, senderDomain);
  }

  /** Closes what is idle; with `force` also what is in the middle of a message. */
  close(force: boolean): void {
    clearTimeout(this.goodbye);
    this.quitIdle();
    if (force) for (const line of this.open) line.hangUp();
  }

  private notePause(outcome: SmtpOutcome): void {
    if (outcome.kind === 'accepted' || outcome.kind === 'refused') this.pause = 0;
    if (outcome.kind !== 'not-sent' || !this.reachable) return;
    this.pause = Math.min(Math.max(this.pause * 2, this.settings.pause.first), this.settings.pause.longest);
    this.pausedUntil = stopwatch() + this.pause;
  }

  /** Some providers take only a few connections at a time; nodemailer's own name for the option says how many. */
  private get lines(): number {
    const most = this.config.smtpUrl ? Number(new URL(this.config.smtpUrl).searchParams.get('maxConnections')) : 0;
    return most > 0 ? Math.min(most, this.settings.lines) : this.settings.lines;
  }

  private postfixLog(path: string): PostfixLog {
    const { protocol, hostname, port } = new URL(this.config.smtpUrl!);
    const usual = protocol === 'smtps:' ? 465 : 587;
    return new PostfixLog({ path, host: hostname, port: Number(port) || usual, domain: this.config.mailDomain, timeout: this.config.relayTimeout }, this.logger);
  }

  private quitIdle(): void {
    for (const line of this.idle) line.quit();
  }
}
