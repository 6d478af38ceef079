import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reference data (no tenant: the same facts for everybody, filled by the loader in libs/regions) and each tenant's own regions. */
export class MunicipalitiesAndRegions1795305602000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table municipality (
        code text primary key check (code ~ '^GM[0-9]{4}$'),
        name text not null,
        short_name text not null,
        search_terms text not null default '',
        province text not null,
        inhabitants int not null,
        seat text not null,
        seat_lat double precision not null,
        seat_lon double precision not null,
        centre_lat double precision not null,
        centre_lon double precision not null,
        island boolean not null default false,
        ends_on date
      )`);
    await query.query(`
      create table municipality_change (
        old_code text not null,
        old_name text not null,
        changed_on date not null,
        kind text not null check (kind in ('fusie', 'opgegaan', 'gesplitst', 'naamswijziging')),
        successor_codes text[] not null,
        status text not null check (status in ('doorgevoerd', 'voorgenomen')),
        primary key (old_code, changed_on)
      )`);
    await query.query(`
      create table division (
        kind text not null,
        code text not null,
        name text not null,
        municipality_codes text[] not null,
        primary key (kind, code)
      )`);
    await query.query(`
      create table postcode (
        pc4 char(4) primary key,
        place text not null,
        municipality_code text not null references municipality,
        lat double precision not null,
        lon double precision not null
      )`);
    await query.query(`
      create table region (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        name text not null,
        started_from text not null check (started_from in ('DIVISION', 'TRAVEL_TIME', 'HAND')),
        start_detail jsonb not null default '{}',
        municipality_codes text[] not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (organisation_id, id)
      )`);
    await query.query(`create unique index region_name on region (organisation_id, lower(name))`);
    await query.query(`select protect_tenant('region')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table region, postcode, division, municipality_change, municipality`);
  }
}
