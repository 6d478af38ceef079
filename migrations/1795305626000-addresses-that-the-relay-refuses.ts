import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mails whose address the relay refused for good while we sent: written in the statement that makes the mail `failed`, settled when the run
 * is over and it is clear whether the relay meant the addresses or us. Nothing refers to `outgoing_mail`, so that sending pays for no check.
 */
export class AddressesThatTheRelayRefuses1795305626000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table refused_address (
        organisation_id uuid not null references organisation on delete cascade,
        outgoing_mail_id uuid not null,
        code text not null,
        at timestamptz not null,
        settled_at timestamptz,
        primary key (organisation_id, outgoing_mail_id)
      )`);
    await query.query(`create index refused_address_open on refused_address (organisation_id, outgoing_mail_id) where settled_at is null`);
    await query.query(`select protect_tenant('refused_address')`);
    await query.query(`create policy worker_looks_for_refusals on refused_address for select using ((select is_worker()))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table refused_address`);
  }
}
