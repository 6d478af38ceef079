import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A restored backup sends nothing until a person says so (R13, F26). One row says that this database is the one that was written here: it
 * holds the number of the transaction that wrote it, and a row that a dump brought back was written by another. A copy of the files
 * themselves is recognised by `beat`, which workers also keep outside the database. The owner of each organisation decides for its mail.
 * `mail_may_leave` answers a row when it may: a table, for such a function becomes part of the statement's own plan.
 */
export class SendingStandsStillAfterARestore1795305617000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table installation (
        only_one boolean primary key default true check (only_one),
        id uuid not null default gen_random_uuid(),
        beat bigint not null default 0,
        written_in xid8 not null default pg_current_xact_id(),
        system_identifier text not null,
        restored_at timestamptz
      )`);
    await query.query(`insert into installation (system_identifier) select system_identifier::text from pg_control_system()`);
    await query.query(`alter table organisation add column mail_released_for timestamptz`);
    await query.query(`
      create function is_restored(row_of installation, written_by xid) returns boolean language sql immutable as $$
        select (row_of.written_in::text::bigint & 4294967295) <> written_by::text::bigint
      $$`);
    await query.query(`
      create function mail_may_leave(of_organisation uuid) returns table (organisation_id uuid) language sql stable as $$
        select o.id from installation i, organisation o
        where o.id = of_organisation and not is_restored(i, i.xmin) and (i.restored_at is null or o.created_at > i.restored_at or o.mail_released_for = i.restored_at)
      $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function mail_may_leave(uuid), is_restored(installation, xid)`);
    await query.query(`alter table organisation drop column mail_released_for`);
    await query.query(`drop table installation`);
  }
}
