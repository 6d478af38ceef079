import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Logger } from './logger.js';

/** Looks for what is due in PostgreSQL, does it, and says how many things that were (nothing when it cannot say). */
export type LookForDueWork = () => Promise<number | void>;

/** Milliseconds that a piece of work may take at shutdown. */
const DRAIN = 10_000;

/**
 * Everything that has to be looked at every few seconds: due mail, planned mail, wishes to erase. Libraries register theirs when
 * they start; the worker's clock runs it all. It is no queue job, because a job dies with its queue (R5). Two processes may run it
 * at once: each piece of work takes its rows with `FOR UPDATE SKIP LOCKED`.
 */
@Injectable()
export class DueWork implements BeforeApplicationShutdown {
  private readonly registered = new Map<string, LookForDueWork>();
  private running: Promise<number> | undefined;
  private next: Promise<number> | undefined;
  private stopping = false;

  constructor(private readonly logger: Logger) {}

  /** Adds a piece of work, in `onModuleInit`. It runs in the order of registration. */
  register(name: string, look: LookForDueWork): void {
    this.registered.set(name, look);
  }

  /**
   * Runs everything once and says how many things were done. Never overlaps itself: who asks during a run gets the run after it,
   * which therefore sees all that was committed before asking. One piece that fails is logged, keeps nothing else from running, and
   * is tried again at the next turn.
   */
  async run(): Promise<number> {
    if (!this.running) return this.start();
    this.next ??= this.running.then(async () => {
      this.next = undefined;
      return this.start();
    });
    return this.next;
  }

  /** Runs until a whole turn finds nothing to do, at most `turns` times: one piece of work may make more for another. */
  async runUntilNothingIsDue(turns = 20): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) if ((await this.run()) === 0) return;
  }

  /** Begins nothing more, and waits a while for what is under way: after this the database goes away. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, DRAIN).unref())]);
  }

  private async start(): Promise<number> {
    this.running = this.runAll();
    return this.running.finally(() => (this.running = undefined));
  }

  private async runAll(): Promise<number> {
    let done = 0;
    for (const [name, look] of this.registered) {
      if (this.stopping) break;
      try {
        done += (await look()) ?? 0;
      } catch (error) {
        this.logger.error(`Due work "${name}" failed and is tried again at the next turn`, error, 'DueWork');
      }
    }
    return done;
  }
}
