import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@bijeen/testing';

/** The processes of docker-compose.yml, with its settings, side by side on one database. */
describe('web, worker and migration as processes of their own', () => {
  const running: ChildProcess[] = [];
  let database: TestDatabase;
  let settings: Record<string, string>;

  beforeAll(async () => {
    database = await testDatabase();
    const bare = Object.assign(new URL(database.ownerUrl), { username: '', password: '' }).href;
    settings = {
      PATH: '/usr/bin:/bin', NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '0', BIJEEN_HOME: database.config.home, PUBLIC_URL: 'https://bijeen.example.org',
      SECRET_KEY: database.config.secretKey, SMTP_URL: 'smtp://127.0.0.1:9', DATABASE_URL: bare, QUEUE_URL: database.config.queueUrl ?? '',
    };
  });

  afterAll(async () => {
    for (const child of running) if (child.exitCode === null) child.kill('SIGKILL');
    await database.drop();
  });

  const start = (program: string, args: string[] = [], env: Record<string, string> = {}): ChildProcess => {
    const child = spawn(process.execPath, [`dist/apps/${program}/src/main.js`, ...args], { env: { ...settings, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    running.push(child);
    return child;
  };

  const exitCode = async (child: ChildProcess): Promise<unknown> => (child.exitCode ?? (await once(child, 'exit'))[0]) as unknown;

  /** The first line of the log that has `pattern`; fails with the whole log when the process ends without it. */
  const said = async (child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> => {
    const log: string[] = [];
    for await (const line of createInterface({ input: child.stderr! })) {
      log.push(line);
      const found = pattern.exec(line);
      if (found) return found;
    }
    throw new Error(`The process ended without ${pattern}:\n${log.join('\n')}`);
  };

  it('migrates a database that is up to date without harm, and ends', async () => {
    const migration = start('bijeen', ['migrate'], { DATABASE_URL: database.ownerUrl });
    expect(await exitCode(migration)).toBe(0);
  });

  it('serves from two web processes beside two workers, and stops them in peace', async () => {
    const webs = [start('web'), start('web')];
    const workers = [start('worker'), start('worker')];
    for (const web of webs) {
      const [, port] = await said(web, /listens on 0\.0\.0\.0:(\d+)/);
      const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
      expect(await ready.json()).toMatchObject({ status: 'ok', database: true, queue: true });
      const page = await (await fetch(`http://127.0.0.1:${port}/inloggen`)).text();
      const [, stylesheet] = /href="([^"]+bijeen\.css)"/.exec(page)!;
      expect((await fetch(`http://127.0.0.1:${port}${stylesheet}`)).headers.get('content-type')).toContain('text/css');
    }
    for (const worker of workers) await said(worker, /looking for work/);
    for (const child of [...webs, ...workers]) child.kill('SIGTERM');
    expect(await Promise.all([...webs, ...workers].map(exitCode))).toEqual([0, 0, 0, 0]);
  });

  it('says what is missing when a process has no database', async () => {
    const web = start('web', [], { DATABASE_URL: '' });
    await said(web, /DATABASE_URL is missing/);
    expect(await exitCode(web)).toBe(1);
  });
});
