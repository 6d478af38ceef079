import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { SILENCE_IN_TRANSACTION } from './database/data-source.js';
import type { Prepared } from './database/prepared.js';

/** Whoever acts: enough to choose the tenant. */
export interface Tenant {
  organisationId: string;
}

export type Role = 'owner' | 'organiser' | 'viewer';

/** Who does something, for the rules about roles and for the audit log (R37). */
export interface Actor extends Tenant {
  kind: 'user' | 'token' | 'invitee' | 'system';
  id: string | null;
  name: string;
  role: Role;
}

type Setting = 'app.organisation_id' | 'app.user_id' | 'app.presented_hash' | 'app.worker' | 'app.public';

/**
 * Every read and write runs in a transaction that has told PostgreSQL whose it is; row-level security does the rest (R7, R8).
 * The setting is local to the transaction, so a pooled connection never carries a tenant to the next request.
 */
@Injectable()
export class TenantDatabase implements OnApplicationShutdown {
  private pipelines: pg.Pool | undefined;

  constructor(private readonly db: DataSource) {}

  /** Runs `work` as the given organisation: it sees and writes only that organisation's rows. */
  async transaction<T>(tenant: Tenant, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.with('app.organisation_id', tenant.organisationId, work);
  }

  /** Runs `work` as a signed-in user who has not chosen an organisation: sees only the own memberships. */
  async asUser<T>(userId: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.with('app.user_id', userId, work);
  }

  /** Runs `work` as someone who shows a secret: sees only the row (link, API token) with that SHA-256 hash. */
  async presenting<T>(hash: Buffer, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.with('app.presented_hash', hash.toString('hex'), work);
  }

  /** Runs `work` as the clock of the worker: may look for due rows of all organisations, may change none. */
  async asWorker<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.with('app.worker', 'on', work);
  }

  /** Runs `work` for strangers: sees what organisations published and nothing else, and may change nothing. */
  async asEverybody<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.with('app.public', 'on', work);
  }

  /** Runs `work` on tables without a tenant (reference data). Tenant tables look empty here. */
  async shared<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  /**
   * One statement in a transaction of its own, asked in one trip: begin, whose it is, the statement and commit are on their way together
   * (libpq calls it pipeline mode). For a statement that runs hundreds of times per second; elsewhere `transaction` is plainer.
   * It is planned once, whatever its values: planning anew costs more than running (measured on the mail ledger: 1.8 ms against 1.2 ms).
   * It passes the gate of that name (see `closeGate`): what it reads, it reads after that.
   */
  async statement<Row extends object>(tenant: Tenant, { name, text }: Prepared, values: unknown[], gate: string): Promise<Row[]> {
    this.pipelines ??= this.openPipelines();
    const client = await this.pipelines.connect();
    const asked = [
      client.query('start transaction'),
      client.query({ name: 'whose', text: `select set_config($1, $2, true), set_config('plan_cache_mode', 'force_generic_plan', true), pg_advisory_xact_lock_shared(hashtextextended($3, 0))`, values: ['app.organisation_id', tenant.organisationId, gateKey(gate, tenant)] }),
      client.query<Row>({ name, text, values }),
      client.query('commit'),
    ] as const;
    const failed = (await Promise.allSettled(asked)).find((answer) => answer.status === 'rejected');
    client.release(Boolean(failed));
    if (failed) throw failed.reason as Error;
    return (await asked[2]).rows;
  }

  /**
   * Waits until no statement of this organisation is passing the gate of that name, and keeps new ones waiting until the transaction ends.
   * They then see what it did, so nothing slips through between reading and deciding. Close it before locking any row.
   */
  async closeGate(tx: EntityManager, tenant: Tenant, gate: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [gateKey(gate, tenant)]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pipelines?.end();
  }

  private openPipelines(): pg.Pool {
    const { url } = this.db.options as { url: string };
    const pool = new pg.Pool({ connectionString: url, application_name: 'bijeen', pipeline: true, max: 4, idle_in_transaction_session_timeout: SILENCE_IN_TRANSACTION });
    // Who uses a connection that breaks hears of it by the answer; one that nobody uses is replaced.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  private async with<T>(setting: Setting, value: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await tx.query('select set_config($1, $2, true)', [setting, value]);
      return work(tx);
    });
  }
}

function gateKey(gate: string, { organisationId }: Tenant): string {
  return `${gate}:${organisationId}`;
}
