import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/** The schema in which BullMQ keeps its tables when queues live in PostgreSQL. */
export const QUEUE_SCHEMA = 'bullmq';

/** Only one process migrates at a time; the number is arbitrary but fixed. */
const MIGRATION_LOCK = 7_265_102;

/**
 * Brings the database up to date and prepares the app's role: no owner, no superuser, no BYPASSRLS (R8).
 * Runs as the owner. This file imports nothing of ours, so that test scripts can load it as it is.
 * @param folder where the migrations are, as `.ts` or compiled
 */
export async function migrate(databaseUrl: string, folder: string, appPassword: string): Promise<void> {
  const lock = new pg.Client({ connectionString: databaseUrl });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const db = await new DataSource({ type: 'postgres', url: databaseUrl, migrations: await migrationClasses(folder) }).initialize();
    await db.runMigrations({ transaction: 'each' }).finally(async () => db.destroy());
    await lock.query(`create schema if not exists ${QUEUE_SCHEMA}`);
    const { runMigrations: migrateQueue } = await import('bullmq');
    await migrateQueue(lock, QUEUE_SCHEMA);
    await prepareAppRole(lock, appPassword);
  } finally {
    await lock.end();
  }
}

/** The connection of the app: same server and database, another role. */
export function appUrl(databaseUrl: string, appPassword: string): string {
  const url = new URL(databaseUrl);
  url.username = appRole(url.pathname.slice(1));
  url.password = appPassword;
  return url.href;
}

/** The password of the app's role follows from the secret key, so that every process of an installation knows it. */
export function appPassword(secretKey: string): string {
  return createHash('sha256').update(`app-role:${secretKey}`).digest('base64url');
}

function appRole(database: string): string {
  return `${database}_app`.slice(0, 63);
}

async function migrationClasses(folder: string): Promise<MigrationClass[]> {
  const files = readdirSync(folder).filter((name) => /^\d+-.*\.(ts|js)$/.test(name) && !name.endsWith('.spec.ts')).sort();
  const modules: Record<string, MigrationClass>[] = await Promise.all(files.map(async (name) => import(pathToFileURL(join(folder, name)).href)));
  return modules.flatMap((module) => Object.values(module));
}

async function prepareAppRole(owner: pg.Client, password: string): Promise<void> {
  const { rows } = await owner.query<{ database: string }>('select current_database() as database');
  const role = owner.escapeIdentifier(appRole(rows[0]!.database));
  const exists = await owner.query('select from pg_roles where rolname = $1', [appRole(rows[0]!.database)]);
  if (exists.rowCount === 0) await owner.query(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls`);
  await owner.query(`alter role ${role} login password ${owner.escapeLiteral(password)}`);
  await owner.query(`grant temporary on database ${owner.escapeIdentifier(rows[0]!.database)} to ${role}`);
  await owner.query(`grant usage on schema public, ${QUEUE_SCHEMA} to ${role}`);
  await owner.query(`grant select, insert, update, delete on all tables in schema public, ${QUEUE_SCHEMA} to ${role}`);
  await owner.query(`grant usage, select on all sequences in schema public, ${QUEUE_SCHEMA} to ${role}`);
  await owner.query(`grant execute on all functions in schema public, ${QUEUE_SCHEMA} to ${role}`);
  await owner.query(`revoke update, delete on audit_log from ${role}`);
  await owner.query(`revoke all on migrations from ${role}`);
}
