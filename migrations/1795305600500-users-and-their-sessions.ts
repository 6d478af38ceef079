import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users, how they prove who they are, their sessions and the sign-in links under way: the tables of better-auth (its
 * `getMigrations`), with names in our style. They belong to no tenant: one person may work for several organisations. Times in here
 * are real time, also when the time machine has moved the clock of the meetings.
 */
export class UsersAndTheirSessions1795305600500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table app_user (
        id text primary key default uuidv7()::text,
        name text not null,
        email text not null unique check (email = lower(email)),
        email_verified boolean not null default false,
        image text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await query.query(`
      create table session (
        id text primary key,
        user_id text not null references app_user on delete cascade,
        token text not null unique,
        proof text not null default 'link' check (proof in ('link', 'password')),
        active_organisation_id uuid,
        ip_address text,
        user_agent text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        expires_at timestamptz not null
      )`);
    await query.query(`create index session_of_user on session (user_id)`);
    await query.query(`create index session_by_end on session (expires_at)`);
    await query.query(`
      create table account (
        id text primary key,
        user_id text not null references app_user on delete cascade,
        account_id text not null,
        provider_id text not null,
        password text,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz,
        scope text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (provider_id, account_id)
      )`);
    await query.query(`create index account_of_user on account (user_id)`);
    await query.query(`
      create table verification (
        id text primary key default uuidv7()::text,
        identifier text not null,
        value text not null,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await query.query(`create index verification_by_identifier on verification (identifier)`);
    await query.query(`create index verification_by_end on verification (expires_at)`);
    await query.query(`
      create unlogged table rate_limit (
        key text primary key,
        tries int not null,
        window_ends_at timestamptz not null
      )`);
    await query.query(`create index rate_limit_by_end on rate_limit (window_ends_at)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table rate_limit, verification, account, session, app_user`);
  }
}
