import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from './logger.js';
import type { QueueBackend } from './queue-backend.js';

/** Where the queues live. `databaseUrl` is the app's own connection. */
export interface QueueSettings {
  queueUrl: string | undefined;
  databaseUrl: string;
}
export const QUEUE_SETTINGS = Symbol('QUEUE_SETTINGS');

/** Jobs carry ids only; PostgreSQL holds the work itself, so a queue may be emptied at any moment. */
export interface WakeJob {
  organisationId: string;
}
export type QueueName = 'mail' | 'imports';

/** Milliseconds that closing may take; by then the sender has finished what was in flight. */
const GOODBYE = 5_000;

/**
 * BullMQ on PostgreSQL (default) or on Redis (QUEUE_URL), behind the two calls that Bijeen needs. It is loaded when it is first needed: three
 * hundred files, that a web process can start without (G12).
 */
@Injectable()
export class Queues implements OnApplicationShutdown {
  /** Per queue and organisation: the wake-up that is on its way, and the one after it. */
  private readonly waking = new Map<string, { now: Promise<void>; next?: Promise<void> }>();
  private loaded: Promise<QueueBackend> | undefined;

  constructor(
    @Inject(QUEUE_SETTINGS) private readonly settings: QueueSettings,
    private readonly logger: Logger,
  ) {}

  /**
   * Tells a worker that an organisation has work. Never fails and never waits long: when the queue is down, the timer of the
   * worker finds the rows (R5). Who asks while a wake-up is on its way shares the one after it, which a worker takes up after all of
   * them committed: a thousand answers at once do not become a thousand jobs.
   */
  async wake(name: QueueName, organisationId: string): Promise<void> {
    const known = this.waking.get(`${name} ${organisationId}`);
    if (!known) return this.startWaking(name, organisationId);
    known.next ??= known.now.then(async () => this.startWaking(name, organisationId));
    return known.next;
  }

  private async startWaking(name: QueueName, organisationId: string): Promise<void> {
    const key = `${name} ${organisationId}`;
    const now = this.add(name, organisationId).then(() => {
      if (!this.waking.get(key)?.next) this.waking.delete(key);
    });
    this.waking.set(key, { now });
    return now;
  }

  /** The job brings its own id: for BullMQ's numbering the app's role would have to own sequences. */
  private async add(name: QueueName, organisationId: string): Promise<void> {
    try {
      const backend = await this.backend();
      await within(2_000, backend.queue(name).add('wake', { organisationId }, { jobId: randomUUID(), removeOnComplete: true, removeOnFail: true }));
    } catch (error) {
      this.logger.warn(`Queue "${name}" is not reachable, the timer will find the work: ${String(error)}`, 'Queues');
    }
  }

  /** Runs `work` for every wake-up of this queue until shutdown. */
  async process(name: QueueName, work: (organisationId: string) => Promise<void>): Promise<void> {
    (await this.backend()).work(name, work);
  }

  /** Whether the queue answers, for /health/ready. */
  async ready(): Promise<boolean> {
    const backend = await this.backend();
    return within(1_000, backend.answer()).then(() => true, () => false);
  }

  /** A queue that does not answer is left as it is: its work stands in PostgreSQL. */
  async onApplicationShutdown(): Promise<void> {
    const backend = await this.loaded;
    await backend?.close(async (work) => within(GOODBYE, work));
  }

  private async backend(): Promise<QueueBackend> {
    this.loaded ??= import('./queue-backend.js').then(({ QueueBackend: Backend }) => new Backend(this.settings, this.logger));
    return this.loaded;
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
