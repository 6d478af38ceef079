import { setTimeout as wait } from 'node:timers/promises';
import { type Logger, stopwatch } from '@bijeen/platform';
import { LogFiles } from './log-files.js';
import { PostfixJournal } from './postfix-journal.js';
import { type AskedMail, RelayLookup, type RelayVerdict } from './relay-lookup.js';
import { knockAt } from './relay-probe.js';

/** Where a Postfix that runs beside us is, and how it is set. */
export interface PostfixSettings {
  /** Its `maillog_file`. */
  path: string;
  host: string;
  port: number;
  /** The domain of our Message-IDs. */
  domain: string;
  /** Its `smtpd_timeout` in milliseconds: how long it waits for the rest of a message. */
  timeout: number;
}

const MEGABYTE = 1 << 20;
/** Bytes of log that a process reads back the first time it asks. */
const LOOK_BACK = 256 * MEGABYTE;
/** Milliseconds that a line may need from Postfix to the file. */
const LINE_DELAY = 3_000;
/** The log counts in whole seconds, and clocks of two machines differ a little. */
const INEXACT = 2_000;
const HALF_AN_HOUR = 30 * 60_000;

/**
 * Asks a Postfix by its log (R4). "Accepted" is what the log says. "Not accepted" is what it does not say, so that needs more: the log reaches
 * back to before the attempt, it is our relay's (it named mails of ours), and a connection made just now stands in it. Else nobody can tell.
 */
export class PostfixLog extends RelayLookup {
  readonly quiet: number;
  readonly patience: number;
  readonly canBeAsked = true;
  private readonly files: LogFiles;
  private readonly journal: PostfixJournal;
  private reading: Promise<void> | undefined;
  private problem: string | undefined;

  constructor(
    private readonly settings: PostfixSettings,
    private readonly logger: Logger,
    { lookBack = LOOK_BACK, patience = HALF_AN_HOUR }: { lookBack?: number; patience?: number } = {},
  ) {
    super();
    this.quiet = settings.timeout + 10_000;
    this.patience = this.quiet + patience;
    this.files = new LogFiles(settings.path, lookBack);
    this.journal = new PostfixJournal(settings.domain);
  }

  async ask(mails: AskedMail[]): Promise<Map<string, RelayVerdict>> {
    const readable = await this.read();
    const missing = mails.some(({ messageId, age }) => age >= this.quiet && this.journal.fate(messageId) === 'absent');
    const alive = readable && missing && (await this.stillLogs());
    return new Map(mails.map((mail) => [mail.messageId, this.verdict(mail, alive)]));
  }

  private verdict({ messageId, attemptedAt, age }: AskedMail, alive: boolean): RelayVerdict {
    const fate = this.journal.fate(messageId);
    if (fate === 'accepted') return 'accepted';
    const certain = fate === 'absent' && alive && age >= this.quiet && this.journal.knowsUs && this.journal.covers(attemptedAt - INEXACT);
    return certain ? 'not-accepted' : 'cannot-tell';
  }

  /** Makes a connection and looks whether it is logged: then whatever came before it is logged too. */
  private async stillLogs(): Promise<boolean> {
    const before = this.journal.connections;
    if (!(await knockAt(this.settings))) return this.complain('the relay does not answer');
    for (const end = stopwatch() + LINE_DELAY; stopwatch() < end; await wait(50)) {
      if (!(await this.read())) return false;
      if (this.journal.connections > before) return this.complain(undefined);
    }
    return this.complain('the relay does not write in this log, or it is not the log of this relay');
  }

  /** Reads on to the end; who asks meanwhile waits for the same reading. Says whether that went well. */
  private async read(): Promise<boolean> {
    try {
      this.reading ??= this.readOn().finally(() => (this.reading = undefined));
      await this.reading;
      return true;
    } catch (error) {
      return this.complain(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async readOn(): Promise<void> {
    const { lostBefore } = await this.files.read((line, at) => this.journal.take(line, at));
    if (lostBefore !== undefined) this.journal.hole(lostBefore);
  }

  /** Says once what is wrong, not with every question. Answers whether all is well. */
  private complain(problem: string | undefined): boolean {
    if (problem !== undefined && problem !== this.problem) this.logger.warn(`Asking the relay by its log ${this.settings.path}: ${problem}. Mails of which nobody can tell wait for a person.`, 'PostfixLog');
    this.problem = problem;
    return problem === undefined;
  }
}
