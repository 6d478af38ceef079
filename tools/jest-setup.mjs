// One PostgreSQL for the whole test run, with a migrated template from which every spec file gets its own database in a blink.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../libs/platform/src/database/embedded-postgres.ts';
import { appPassword, migrate } from '../libs/platform/src/database/migrate.ts';
import { loadReferenceData } from '../libs/regions/src/reference-data.ts';

export const TEST_SECRET = 'a-secret-key-for-tests-only-0123456789';

export default async function setup() {
  const server = process.env.TEST_DATABASE_URL ? { url: process.env.TEST_DATABASE_URL } : await ownServer();
  const template = `bijeen_test_template_${fingerprint()}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('select pg_advisory_lock(4711)');
  const { rowCount } = await admin.query(`select from pg_database where datname = $1 and datistemplate`, [template]);
  if (rowCount === 0) {
    await admin.query(`drop database if exists ${template}`);
    await admin.query(`create database ${template}`);
    const url = Object.assign(new URL(server.url), { pathname: `/${template}` }).href;
    await migrate(url, 'migrations', appPassword(TEST_SECRET));
    await loadReferenceData(url);
    await admin.query(`alter database ${template} is_template true`);
  }
  await admin.end();
  process.env.BIJEEN_TEST_SERVER = server.url;
  process.env.BIJEEN_TEST_TEMPLATE = template;
  process.env.NODE_ENV = 'test';
  globalThis.bijeenTestServer = server;
}

async function ownServer() {
  const directory = mkdtempSync(join(tmpdir(), 'bijeen-test-'));
  const server = await startEmbeddedPostgres({ directory, database: 'bijeen_test', flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=4GB'] });
  process.once('exit', () => stopQuietly(server.pid));
  return { ...server, directory };
}

/** A run that is broken off leaves no server behind. */
function stopQuietly(pid) {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // it stopped already
  }
}

/** Another migration or other reference data make another template. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'libs/regions/data']) {
    for (const name of readdirSync(folder).sort()) if (!name.endsWith('.spec.ts')) hash.update(name).update(readFileSync(join(folder, name)));
  }
  hash.update(readFileSync('libs/regions/src/reference-data.ts')).update(readFileSync('libs/platform/src/database/migrate.ts'));
  return hash.digest('hex').slice(0, 12);
}
