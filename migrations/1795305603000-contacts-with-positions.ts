import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People, the organisations they work for, and their positions with a term: a wethouder is a position, not a property of a person.
 * No trigram index: LIKE is not leakproof, so PostgreSQL may not use it before row-level security has chosen the rows (tried on 18).
 * Instead `contact_search` holds the text beside the sort key, so that a search reads only the own organisation's part of one index.
 */
export class ContactsWithPositions1795305603000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contact_organisation (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        kind text not null check (kind in ('MUNICIPALITY', 'GGZ', 'WELFARE', 'HEALTH_INSURER', 'ZHO', 'OTHER')),
        name text not null,
        municipality_code text references municipality,
        created_at timestamptz not null default now()
      )`);
    await query.query(`create unique index contact_organisation_name on contact_organisation (organisation_id, kind, lower(name))`);
    // Last, because of two equally good indexes PostgreSQL takes the youngest; for checking references this one is really the best.
    await query.query(`alter table contact_organisation add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('contact_organisation')`);
    await query.query(`
      create table secretariat (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        contact_organisation_id uuid,
        name text not null,
        email text not null,
        email_key text not null,
        email_hash bytea,
        phone text,
        created_at timestamptz not null default now(),
        unique (organisation_id, email_key),
        foreign key (organisation_id, contact_organisation_id) references contact_organisation (organisation_id, id)
      )`);
    await query.query(`alter table secretariat add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('secretariat')`);
    await query.query(`
      create table contact (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        form_of_address text check (form_of_address in ('mevrouw', 'meneer')),
        titles text,
        initials text,
        first_name text,
        infix text,
        surname text not null,
        sort_name text not null,
        salutation text,
        email text,
        email_key text,
        email_hash bytea,
        phone text,
        secretariat_id uuid,
        source text not null,
        basis text not null,
        note text,
        search_text text not null default '',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (organisation_id, email_key),
        foreign key (organisation_id, secretariat_id) references secretariat (organisation_id, id)
      )`);
    await query.query(`create index contact_search on contact (organisation_id, sort_name, id) include (search_text)`);
    await query.query(`create index contact_by_secretariat on contact (organisation_id, secretariat_id) where secretariat_id is not null`);
    await query.query(`alter table contact add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('contact')`);
    await query.query(`
      create table position (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        contact_id uuid not null,
        contact_organisation_id uuid not null,
        function text not null check (function in ('ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR', 'POLICY_OFFICER', 'STRATEGIST', 'PROCUREMENT_OFFICER', 'OPERATIONAL_STAFF', 'EXPERT_BY_EXPERIENCE', 'OTHER')),
        title text,
        portfolio text,
        from_date date,
        until_date date,
        last_checked date,
        unique (organisation_id, id),
        unique (organisation_id, contact_id, contact_organisation_id, function),
        foreign key (organisation_id, contact_id) references contact (organisation_id, id) on delete cascade,
        foreign key (organisation_id, contact_organisation_id) references contact_organisation (organisation_id, id)
      )`);
    await query.query(`create index position_of_organisation on position (organisation_id, contact_organisation_id)`);
    await query.query(`select protect_tenant('position')`);
    await query.query(`
      create table contact_import (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        file_name text not null,
        file bytea,
        mapping jsonb,
        source text not null,
        basis text not null,
        state text not null check (state in ('parsing', 'previewed', 'applying', 'applied', 'refused')),
        progress jsonb not null default '{}',
        report jsonb,
        created_by text,
        created_at timestamptz not null default now(),
        applied_at timestamptz
      )`);
    await query.query(`create index contact_import_by_time on contact_import (organisation_id, created_at)`);
    await query.query(`select protect_tenant('contact_import')`);
    await query.query(`create policy worker_looks_for_old_files on contact_import for select using ((select is_worker()))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table contact_import, position, contact, secretariat, contact_organisation`);
  }
}
