import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue, Worker, type Job, withBackend } from 'bullmq';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { QUEUE_SCHEMA } from './database/migrate.js';
import { Logger } from './logger.js';

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

/** What we ask of a BullMQ queue or worker, whichever backend it has. */
interface Handle {
  close(): Promise<unknown>;
  on(happening: 'error', listener: (error: Error) => void): unknown;
}
interface AnyQueue extends Handle {
  add(name: string, data: WakeJob, options: { jobId: string; removeOnComplete: true; removeOnFail: true }): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
}

/** A lease in the row decides recovery, not the job (design section 7). */
const RECOVERY = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000_000 };
/** Milliseconds that closing may take; by then the sender has finished what was in flight. */
const GOODBYE = 5_000;
const onPostgres = withBackend(createPostgresBackend);

/** BullMQ on PostgreSQL (default) or on Redis (QUEUE_URL), behind the two calls that Bijeen needs. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly queues = new Map<QueueName, AnyQueue>();
  private readonly workers: Handle[] = [];
  /** Per queue and organisation: the wake-up that is on its way, and the one after it. */
  private readonly waking = new Map<string, { now: Promise<void>; next?: Promise<void> }>();
  private readonly redis: Redis | undefined;

  constructor(
    @Inject(QUEUE_SETTINGS) private readonly settings: QueueSettings,
    private readonly logger: Logger,
  ) {
    if (settings.queueUrl) this.redis = new Redis(settings.queueUrl, { maxRetriesPerRequest: null, enableOfflineQueue: false });
    this.redis?.on('error', (error) => this.logger.warn(`Redis: ${error.message}`, 'Queues'));
  }

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
      await within(2_000, this.queue(name).add('wake', { organisationId }, { jobId: randomUUID(), removeOnComplete: true, removeOnFail: true }));
    } catch (error) {
      this.logger.warn(`Queue "${name}" is not reachable, the timer will find the work: ${String(error)}`, 'Queues');
    }
  }

  /** Runs `work` for every wake-up of this queue until shutdown. */
  process(name: QueueName, work: (organisationId: string) => Promise<void>): void {
    const run = async (job: Job<WakeJob>): Promise<void> => work(job.data.organisationId);
    const worker = this.redis
      ? new Worker<WakeJob>(name, run, { connection: { url: this.settings.queueUrl!, maxRetriesPerRequest: null }, prefix: 'bijeen', concurrency: 2, ...RECOVERY })
      : new onPostgres.Worker<WakeJob>(name, run, { connection: this.postgres(), concurrency: 2, ...RECOVERY });
    worker.on('error', (error: Error) => this.logger.warn(`Worker "${name}": ${error.message}`, 'Queues'));
    worker.on('failed', (_job, error) => this.logger.error(error, 'Queues'));
    this.workers.push(worker);
  }

  /** Whether the queue answers, for /health/ready. */
  async ready(): Promise<boolean> {
    if (this.redis) return (await within(1_000, this.redis.ping()).catch(() => '')) === 'PONG';
    return within(1_000, this.queue('mail').waitUntilReady()).then(() => true, () => false);
  }

  /** Finishes running jobs, then lets go of the connections. A queue that does not answer is left as it is: its work stands in PostgreSQL. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.workers.map(async (worker) => within(GOODBYE, worker.close())));
    await Promise.allSettled([...this.queues.values()].map(async (queue) => within(GOODBYE, queue.close())));
    this.redis?.disconnect();
  }

  private queue(name: QueueName): AnyQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue: AnyQueue = this.redis
      ? new Queue<WakeJob>(name, { connection: this.redis, prefix: 'bijeen' })
      : new onPostgres.Queue<WakeJob>(name, { connection: this.postgres() });
    queue.on('error', (error: Error) => this.logger.warn(`Queue "${name}": ${error.message}`, 'Queues'));
    this.queues.set(name, queue);
    return queue;
  }

  private postgres(): { connectionString: string; schema: string; max: number } {
    return { connectionString: this.settings.databaseUrl, schema: QUEUE_SCHEMA, max: 4 };
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
