import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { TestClock, testDatabase, type TestDatabase, until } from '@bijeen/testing';
import pg from 'pg';
import { createWebApp } from '../../web/src/create-web-app.js';
import { WorkerModule } from '../../worker/src/worker.module.js';

/** Web and worker in one process, as `npm start` has them. */
describe('a start that fails', () => {
  let database: TestDatabase;
  let occupied: Server;
  let port: number;
  beforeEach(async () => {
    occupied = createServer();
    await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
    port = (occupied.address() as { port: number }).port;
  });
  afterEach(async () => {
    await new Promise((resolve) => occupied.close(resolve));
    await database.drop();
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['a certificate that is not there', () => ({ INCOMING_TLS_KEY: '/nowhere/key.pem', INCOMING_TLS_CERT: '/nowhere/cert.pem' }), /INCOMING_TLS_KEY names a file that cannot be read/],
    ['a port for mail that comes back which is taken', () => ({ INCOMING_SMTP: `127.0.0.1:${port}` }), /EADDRINUSE/],
  ])('because of %s says so and leaves nothing running', async (_what, settings, problem) => {
    database = await testDatabase(settings());

    await expect(createWebApp(database.config, new TestClock(), [WorkerModule])).rejects.toThrow(problem);

    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const connections = async (): Promise<unknown> => (await owner.query('select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')).rows[0].others;
    await until(async () => (await connections()) === 0).finally(async () => owner.end());
  });
});
