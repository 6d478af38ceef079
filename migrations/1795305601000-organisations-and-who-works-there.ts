import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, memberships, API tokens, the audit log and the memory of repeated API calls. Users and sessions have their own migration. */
export class OrganisationsAndWhoWorksThere1795305601000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table organisation (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('ZHO', 'UMBRELLA')),
        name text not null,
        logo bytea check (octet_length(logo) <= 204800),
        logo_type text check (logo_type in ('image/png', 'image/jpeg')),
        colour text check (colour ~ '^#[0-9a-f]{6}$'),
        sender_name text not null,
        reply_to text,
        visiting_address text,
        postcode4 char(4),
        place text,
        created_at timestamptz not null default now(),
        check ((logo is null) = (logo_type is null))
      )`);
    await query.query(`
      create table membership (
        organisation_id uuid not null references organisation on delete cascade,
        user_id text not null references app_user on delete cascade,
        role text not null check (role in ('owner', 'organiser', 'viewer')),
        created_at timestamptz not null default now(),
        primary key (organisation_id, user_id)
      )`);
    await query.query(`create index membership_of_user on membership (user_id)`);
    await query.query(`select protect_tenant('membership')`);
    await query.query(`create policy own_memberships on membership for select using (user_id = (select current_user_id()))`);
    await query.query(`alter table organisation enable row level security`);
    await query.query(`alter table organisation force row level security`);
    await query.query(`create policy tenant on organisation using (id = (select current_organisation())) with check (id = (select current_organisation()))`);
    await query.query(`
      create policy own_organisations on organisation for select
      using (id in (select organisation_id from membership where user_id = (select current_user_id())))`);
    await query.query(`
      create table api_token (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        name text not null,
        token_hash bytea not null unique,
        role text not null check (role in ('owner', 'organiser', 'viewer')),
        created_by text,
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        revoked_at timestamptz
      )`);
    await query.query(`select protect_tenant('api_token')`);
    await query.query(`create policy presented on api_token for select using (token_hash = (select presented_hash()))`);
    await query.query(`
      create table audit_log (
        id bigint generated always as identity primary key,
        organisation_id uuid not null references organisation on delete cascade,
        at timestamptz not null default now(),
        actor_kind text not null check (actor_kind in ('user', 'token', 'invitee', 'system')),
        actor_id text,
        actor_name text not null,
        action text not null,
        subject_kind text not null,
        subject_id text,
        details jsonb not null default '{}'
      )`);
    await query.query(`create index audit_log_of_subject on audit_log (organisation_id, subject_kind, subject_id, id desc)`);
    await query.query(`select protect_tenant('audit_log')`);
    await query.query(`
      create table idempotency_key (
        organisation_id uuid not null references organisation on delete cascade,
        key text not null,
        request_hash bytea not null,
        status int,
        response jsonb,
        created_at timestamptz not null,
        primary key (organisation_id, key)
      )`);
    await query.query(`create index idempotency_key_by_age on idempotency_key (organisation_id, created_at)`);
    await query.query(`select protect_tenant('idempotency_key')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table idempotency_key, audit_log, api_token, organisation, membership cascade`);
  }
}
