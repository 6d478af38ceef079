import { once } from 'node:events';
import { createPostgresBackend, Queue, Worker, type Job, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { QUEUE_SCHEMA } from './database/migrate.js';
import type { Logger } from './logger.js';
import type { QueueName, QueueSettings, WakeJob } from './queues.js';

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
const onPostgres = withBackend(createPostgresBackend);

/** BullMQ with its backend chosen: its queues and workers, each made once and opened on first use. */
export class QueueBackend {
  private readonly queues = new Map<QueueName, AnyQueue>();
  private readonly workers: Handle[] = [];
  private readonly redis: Redis | undefined;

  constructor(
    private readonly settings: QueueSettings,
    private readonly logger: Logger,
  ) {
    if (settings.queueUrl) this.redis = new Redis(settings.queueUrl, { maxRetriesPerRequest: null, enableOfflineQueue: false });
    this.redis?.on('error', (error) => this.logger.warn(`Redis: ${error.message}`, 'Queues'));
  }

  queue(name: QueueName): AnyQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue: AnyQueue = this.redis
      ? new Queue<WakeJob>(name, { connection: this.redis, prefix: 'bijeen' })
      : new onPostgres.Queue<WakeJob>(name, { connection: this.postgres() });
    queue.on('error', (error: Error) => this.logger.warn(`Queue "${name}": ${error.message}`, 'Queues'));
    this.queues.set(name, queue);
    return queue;
  }

  work(name: QueueName, work: (organisationId: string) => Promise<void>): void {
    const run = async (job: Job<WakeJob>): Promise<void> => work(job.data.organisationId);
    const worker = this.redis
      ? new Worker<WakeJob>(name, run, { connection: { url: this.settings.queueUrl!, maxRetriesPerRequest: null }, prefix: 'bijeen', concurrency: 2, ...RECOVERY })
      : new onPostgres.Worker<WakeJob>(name, run, { connection: this.postgres(), concurrency: 2, ...RECOVERY });
    worker.on('error', (error: Error) => this.logger.warn(`Worker "${name}": ${error.message}`, 'Queues'));
    worker.on('failed', (_job, error) => this.logger.error(error, 'Queues'));
    this.workers.push(worker);
  }

  /** Resolves when the backend answered; rejects, or never resolves, when it does not. */
  async answer(): Promise<void> {
    if (!this.redis) return void (await this.queue('mail').waitUntilReady());
    if (this.redis.status !== 'ready') await once(this.redis, 'ready');
    if ((await this.redis.ping()) !== 'PONG') throw new Error('Redis did not answer PONG');
  }

  /** Finishes running jobs, then lets go of the connections; of each it waits no longer than `patience` lets it. */
  async close(patience: <T>(work: Promise<T>) => Promise<T>): Promise<void> {
    await Promise.allSettled(this.workers.map(async (worker) => patience(worker.close())));
    await Promise.allSettled([...this.queues.values()].map(async (queue) => patience(queue.close())));
    this.redis?.disconnect();
  }

  private postgres(): { connectionString: string; schema: string; max: number } {
    return { connectionString: this.settings.databaseUrl, schema: QUEUE_SCHEMA, max: 4 };
  }
}
