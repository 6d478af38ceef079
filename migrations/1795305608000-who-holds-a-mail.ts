import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A mail knows which run of a sender took it, so that a run whose claim got lost on the way can give those mails back unharmed. The primary
 * key begins with the organisation, like every condition on the table: looking mails up by id then never walks along another index.
 */
export class WhoHoldsAMail1795305608000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table outgoing_mail add column holder uuid, drop constraint outgoing_mail_pkey, add primary key (organisation_id, id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table outgoing_mail drop column holder, drop constraint outgoing_mail_pkey, add primary key (id)`);
  }
}
