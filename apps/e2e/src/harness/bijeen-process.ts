import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The one line that `npm start -- --json` prints on stdout when it is ready, with the demo in it (after `--empty` only `url` and `mailboxUrl`). */
export interface Ready {
  ready: true;
  url: string;
  /** One-time link of the demo's owner. */
  signInUrl: string;
  apiToken: string;
  mailboxUrl: string;
  organisationId: string;
  meetingId: string;
}

interface Options {
  /** Kept after `stop`; absent: a temporary folder that is removed. */
  home?: string;
  /** After `--json`, such as `--empty`. */
  flags?: string[];
  /** Settings on top of PORT=0 and BIJEEN_HOME. */
  env?: Record<string, string>;
  /** The built command line. */
  main?: string;
  /** Milliseconds until it must be ready. */
  patience?: number;
}

/** Settings of the machine that would make the started Bijeen another one than the test means. */
const FOREIGN = ['DATABASE_URL', 'QUEUE_URL', 'SMTP_URL', 'PUBLIC_URL', 'HOST', 'NODE_ENV', 'NODE_OPTIONS', 'SECRET_KEY', 'LOG_LEVEL', 'FORCE_COLOR'];

/** The built Bijeen in a process of its own: web, worker and embedded PostgreSQL, as after `npm start`. */
export class BijeenProcess {
  ready: Ready;
  private log = '';

  constructor(
    private readonly child: ChildProcess,
    readonly home: string,
    private readonly temporary: boolean,
  ) {
    child.stderr?.on('data', (chunk: Buffer) => {
      this.log = `${this.log}${chunk.toString()}`.slice(-200_000);
    });
  }

  get url(): string {
    return this.ready.url;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it wrote to stderr. */
  get stderr(): string {
    return this.log;
  }

  /** Waits for the ready line; fails with the log when the process ends or stays silent. */
  async waitUntilReady(patience: number): Promise<void> {
    const lines = createInterface({ input: this.child.stdout! });
    this.ready = await new Promise<Ready>((resolve, reject) => {
      const fail = (what: string): void => reject(new Error(`Bijeen ${what}. Its log:\n${this.log.slice(-4000)}`));
      const timer = setTimeout(() => fail(`was not ready within ${patience} ms`), patience);
      this.child.once('exit', (code, signal) => fail(`stopped before it was ready (${code ?? signal})`));
      this.child.once('error', (error) => fail(`did not start: ${error.message}`));
      lines.once('line', (line) => {
        clearTimeout(timer);
        if (line.startsWith('{"ready":true')) resolve(JSON.parse(line) as Ready);
        else fail(`printed something else than the ready line: ${line.slice(0, 200)}`);
      });
      this.child.once('exit', () => clearTimeout(timer));
    });
  }

  /** Asks it to stop (SIGTERM) and waits. Returns its exit code; null when it had to be killed after `patience` milliseconds. */
  async stop(patience = 35_000): Promise<number | null> {
    const ended = this.ended();
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(timer);
    if (this.child.signalCode === 'SIGKILL') this.killDatabase();
    if (this.temporary) rmSync(this.home, { recursive: true, force: true });
    return this.child.exitCode;
  }

  /** Pulls the plug (`kill -9`). The embedded PostgreSQL goes on; a new start in the same home takes over its data. */
  async kill(): Promise<void> {
    const ended = this.ended();
    this.child.kill('SIGKILL');
    await ended;
  }

  /** Clears what a killed process left: the database server and the temporary home. */
  async clean(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.stop();
    this.killDatabase();
    if (this.temporary) rmSync(this.home, { recursive: true, force: true });
  }

  private async ended(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    await new Promise((resolve) => this.child.once('exit', resolve));
  }

  private killDatabase(): void {
    const file = ['postgres/postmaster.pid', 'database/postgres/postmaster.pid'].map((name) => join(this.home, name)).find((name) => existsSync(name));
    if (!file) return;
    try {
      process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT');
    } catch {
      // It had stopped by itself already.
    }
  }
}

/** Starts the built Bijeen on a free port in a folder of its own, and waits until it is ready. */
export async function startBijeen({ home, flags = [], env = {}, main = 'dist/apps/bijeen/src/main.js', patience = 120_000 }: Options = {}): Promise<BijeenProcess> {
  const folder = home ?? mkdtempSync(join(tmpdir(), 'bijeen-e2e-'));
  if (!home) chmodSync(folder, 0o711);
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name) && !name.startsWith('JEST_')));
  const queue = process.env['TEST_QUEUE_URL'] ? { QUEUE_URL: process.env['TEST_QUEUE_URL'] } : {};
  const child = spawn(process.execPath, ['--enable-source-maps', main, '--json', ...flags], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...own, ...queue, PORT: '0', BIJEEN_HOME: folder, ...env } });
  const bijeen = new BijeenProcess(child, folder, !home);
  try {
    await bijeen.waitUntilReady(patience);
  } catch (error) {
    await bijeen.clean();
    throw error;
  }
  return bijeen;
}
