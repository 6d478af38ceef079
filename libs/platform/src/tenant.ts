import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

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

type Setting = 'app.organisation_id' | 'app.user_id' | 'app.presented_hash' | 'app.worker';

/**
 * Every read and write runs in a transaction that has told PostgreSQL whose it is; row-level security does the rest (R7, R8).
 * The setting is local to the transaction, so a pooled connection never carries a tenant to the next request.
 */
@Injectable()
export class TenantDatabase {
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

  /** Runs `work` on tables without a tenant (reference data). Tenant tables look empty here. */
  async shared<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  private async with<T>(setting: Setting, value: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await tx.query('select set_config($1, $2, true)', [setting, value]);
      return work(tx);
    });
  }
}
