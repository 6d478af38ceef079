import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Declining leads somewhere: who says that the subject does not fit makes the own position doubtful, and who would rather visit says so. */
export class ReasonsThatLeadSomewhere1795305615000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table position add column doubted_on date`);
    await query.query(`alter table invitation drop constraint invitation_reason_check`);
    await query.query(`alter table invitation add constraint invitation_reason_check check (reason in ('date', 'not-my-subject', 'someone-else', 'visit', 'other'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`update invitation set reason = 'other', reason_text = coalesce(reason_text, 'Komt liever op werkbezoek') where reason = 'visit'`);
    await query.query(`alter table invitation drop constraint invitation_reason_check`);
    await query.query(`alter table invitation add constraint invitation_reason_check check (reason in ('date', 'not-my-subject', 'someone-else', 'other'))`);
    await query.query(`alter table position drop column doubted_on`);
  }
}
