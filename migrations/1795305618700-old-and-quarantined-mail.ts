import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finding what came in long ago, to erase it, and what nobody could read. */
export class OldAndQuarantinedMail1795305618700 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create index received_mail_by_age on received_mail (received_at)`);
    await query.query(`create policy worker_looks_for_old_mail on received_mail for select using ((select is_worker()))`);
    await query.query(`create index received_mail_quarantined on received_mail (organisation_id, id) where verdict = 'quarantined'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop policy worker_looks_for_old_mail on received_mail`);
    await query.query(`drop index received_mail_by_age, received_mail_quarantined`);
  }
}
