import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appPassword, type Config, readConfig } from '@bijeen/platform';
import pg from 'pg';

/** The secret key of every test; `tools/jest-setup.mjs` prepared the app's role with it. */
export const TEST_SECRET = 'a-secret-key-for-tests-only-0123456789';

/** A database of its own for one spec file, migrated and with the reference data. */
export interface TestDatabase {
  /** The owner's connection: sees everything, for looking behind the scenes. */
  ownerUrl: string;
  config: Config;
  drop(): Promise<void>;
}

/**
 * Makes a fresh database out of the template that the test run prepared.
 * @throws Error when the server of the test run is not there: run the tests with `npm test`.
 */
export async function testDatabase(settings: Record<string, string> = {}): Promise<TestDatabase> {
  const server = process.env['BIJEEN_TEST_SERVER'];
  const template = process.env['BIJEEN_TEST_TEMPLATE'];
  if (!server || !template?.includes('test')) throw new Error('No test database: run the tests with `npm test`.');
  const name = `bijeen_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const home = mkdtempSync(join(tmpdir(), 'bijeen-home-'));
  await asAdmin(server, async (admin) => {
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
    await admin.query(`create role ${name}_app login password ${pg.escapeLiteral(appPassword(TEST_SECRET))} in role ${template}_app`);
  });
  const ownerUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: ownerUrl, SECRET_KEY: TEST_SECRET, BIJEEN_HOME: home, PORT: '0', LOG_LEVEL: 'silent', MAIL_DOMAIN_IN_FLIGHT: '0', MAIL_DOMAIN_PER_MINUTE: '0', QUEUE_URL: process.env['TEST_QUEUE_URL'], ...settings });
  const drop = async (): Promise<void> => {
    rmSync(home, { recursive: true, force: true });
    await asAdmin(server, async (admin) => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.query(`drop role ${name}_app`);
    });
  };
  return { ownerUrl, config, drop };
}

async function asAdmin(server: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await work(admin).finally(async () => admin.end());
}
