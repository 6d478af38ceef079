import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The functions every row-level security policy leans on, the extensions, and `protect_tenant(table)`, which every later
 * migration calls for each of its tables that has an `organisation_id` (R7, R8).
 */
export class TheGroundRulesOfTenancy1795305600000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create extension if not exists pg_trgm`);
    await query.query(`create extension if not exists unaccent`);
    await query.query(`
      create function current_organisation() returns uuid language sql stable parallel safe as
      $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$`);
    await query.query(`
      create function current_user_id() returns text language sql stable parallel safe as
      $$ select nullif(current_setting('app.user_id', true), '') $$`);
    await query.query(`
      create function presented_hash() returns bytea language sql stable parallel safe as
      $$ select decode(nullif(current_setting('app.presented_hash', true), ''), 'hex') $$`);
    await query.query(`
      create function is_worker() returns boolean language sql stable parallel safe as
      $$ select coalesce(current_setting('app.worker', true), '') = 'on' $$`);
    await query.query(`
      create function protect_tenant(relation regclass) returns void language plpgsql as $$
      begin
        execute format('alter table %s enable row level security', relation);
        execute format('alter table %s force row level security', relation);
        execute format('create policy tenant on %s using (organisation_id = (select current_organisation())) with check (organisation_id = (select current_organisation()))', relation);
      end $$`);
    await query.query(`
      create function searchable(value text) returns text language sql immutable parallel safe strict as
      $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function searchable(text), protect_tenant(regclass), is_worker(), presented_hash(), current_user_id(), current_organisation()`);
  }
}
