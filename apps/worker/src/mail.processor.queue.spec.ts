import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { MailCatcher, MailLedger, MailModule } from '@bijeen/mail';
import { type Actor, Logger, Queues } from '@bijeen/platform';
import { type TestApp, testApp, testMailing, until } from '@bijeen/testing';
import { Module } from '@nestjs/common';
import { MailProcessor } from './mail.processor.js';
import { WorkerModule } from './worker.module.js';

/** The processor without its clock: only a queue job sets it going. */
@Module({ imports: [MailModule], providers: [MailProcessor] })
class ProcessorAlone {}

const write = async (app: TestApp, actor: Actor, count: number): Promise<void> => {
  await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(count)));
};
const unsent = async (app: TestApp, actor: Actor): Promise<number> => (await app.sql<{ n: number }>(`select count(*)::int as n from outgoing_mail where organisation_id = $1 and state <> 'sent'`, [actor.organisationId]))[0]!.n;
const sent = async (app: TestApp, actor: Actor): Promise<number> => (await app.sql<{ n: number }>(`select count(*)::int as n from outgoing_mail where organisation_id = $1 and state = 'sent'`, [actor.organisationId]))[0]!.n;
/** Copies per Message-ID of this organisation's mails. */
const copies = async (app: TestApp, actor: Actor): Promise<number[]> => {
  const counted = new Map((await app.sql<{ message_id: string }>('select message_id from outgoing_mail where organisation_id = $1', [actor.organisationId])).map(({ message_id }) => [message_id, 0]));
  for (const { messageId } of await app.get(MailCatcher).list()) if (counted.has(messageId)) counted.set(messageId, counted.get(messageId)! + 1);
  return [...counted.values()];
};

/** Throws away everything the queue holds, as `FLUSHALL` or a lost disk would. */
async function emptyTheQueue(app: TestApp): Promise<void> {
  const { queueUrl } = app.database.config;
  if (queueUrl) return flushRedis(new URL(queueUrl));
  const tables = await app.sql<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'`);
  await until(async () => truncated(app, tables.map(({ name }) => name)));
}

/** Whether it worked: a truncate locks table by table, so beside a busy queue PostgreSQL may end it as one half of a deadlock. */
async function truncated(app: TestApp, tables: string[]): Promise<boolean> {
  return app.sql(`truncate ${tables.join(', ')}`).then(
    () => true,
    (error: { code?: string }) => {
      if (error.code !== '40P01') throw error;
      return false;
    },
  );
}

async function flushRedis({ hostname, port }: URL): Promise<void> {
  const socket = connect(Number(port || 6379), hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).once('data', () => resolve());
    socket.write('FLUSHALL\r\n');
  });
  socket.destroy();
}

describe('a queue job', () => {
  const app = testApp(ProcessorAlone);

  it('sets the sender going for its organisation', async () => {
    const actor = await app.build.owner();
    await write(app, actor, 25);

    await app.get(MailLedger).wake(actor.organisationId);

    await until(async () => (await unsent(app, actor)) === 0);
    expect(await copies(app, actor)).toEqual(Array.from({ length: 25 }).fill(1));
  });

  it('may come many times for the same mail', async () => {
    const actor = await app.build.owner();
    await write(app, actor, 100);

    await Promise.all(Array.from({ length: 20 }, async () => app.get(MailLedger).wake(actor.organisationId)));

    await until(async () => (await unsent(app, actor)) === 0);
    expect(await copies(app, actor)).toEqual(Array.from({ length: 100 }).fill(1));
  });

  it('is not needed for the person who waits: waking a queue that is down does not fail', async () => {
    const queues = new Queues({ queueUrl: 'redis://127.0.0.1:1', databaseUrl: '' }, new Logger(app.database.config));

    await expect(queues.wake('mail', '0195f6a0-0000-7000-8000-000000000000')).resolves.toBeUndefined();
    expect(await queues.ready()).toBe(false);
    await queues.onApplicationShutdown();
  });
});

describe('the worker with its clock', () => {
  const app = testApp(WorkerModule);

  it('finds mail that nobody woke it for', async () => {
    const actor = await app.build.owner();
    await write(app, actor, 5);

    await until(async () => (await unsent(app, actor)) === 0);
    expect(await copies(app, actor)).toEqual([1, 1, 1, 1, 1]);
  });

  it('loses nothing and doubles nothing when the queue is emptied in mid-send, and goes on by itself', async () => {
    const actor = await app.build.owner();
    await write(app, actor, 600);
    await app.get(MailLedger).wake(actor.organisationId);
    await until(async () => (await sent(app, actor)) > 100);

    await emptyTheQueue(app);
    const late = await app.build.owner();
    await write(app, late, 50);
    await app.get(MailLedger).wake(late.organisationId);
    await emptyTheQueue(app);

    await until(async () => (await unsent(app, actor)) + (await unsent(app, late)) === 0);
    expect(await copies(app, actor)).toEqual(Array.from({ length: 600 }).fill(1));
    expect(await copies(app, late)).toEqual(Array.from({ length: 50 }).fill(1));
  });
});
