import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = "'too-late', 'past-when-planned', 'meeting-started', 'meeting-cancelled', 'meeting-postponed', 'meeting-closed', 'not-invited', 'not-over', 'nothing-to-ask'";

/** A planned mail whose text has a certain mistake in it does not leave at its moment: it is missed, and `blocked` says why. */
export class PlannedMailThatIsHeldBack1795305624500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query('alter table planned_mail drop constraint planned_mail_reason_check');
    await query.query(`alter table planned_mail add constraint planned_mail_reason_check check (reason in (${REASONS}, 'blocked'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('alter table planned_mail drop constraint planned_mail_reason_check');
    await query.query(`update planned_mail set reason = 'too-late' where reason = 'blocked'`);
    await query.query(`alter table planned_mail add constraint planned_mail_reason_check check (reason in (${REASONS}))`);
  }
}
