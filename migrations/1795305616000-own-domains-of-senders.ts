import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The own domain from which an organisation sends, with its DKIM keys (private halves encrypted), and what the last look into the DNS found.
 * No index on the domain across organisations: whoever puts the keys into the DNS has shown whose it is.
 */
export class OwnDomainsOfSenders1795305616000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table sender_domain (
        organisation_id uuid primary key references organisation on delete cascade,
        domain text not null check (domain ~ '^[a-z0-9.-]+$'),
        keys jsonb not null,
        next_keys jsonb,
        state text not null check (state in ('unchecked', 'passed', 'failed')),
        findings jsonb not null default '[]',
        created_at timestamptz not null,
        checked_at timestamptz,
        state_since timestamptz not null,
        next_check_at timestamptz not null
      )`);
    await query.query(`create index sender_domain_due on sender_domain (next_check_at)`);
    await query.query(`select protect_tenant('sender_domain')`);
    await query.query(`create policy worker_looks_for_domains_to_check on sender_domain for select using ((select is_worker()))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table sender_domain`);
  }
}
