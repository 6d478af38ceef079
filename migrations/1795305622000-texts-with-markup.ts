import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisers' texts get a small markup. What was written before stays plain, so that a star in it stays a star. */
export class TextsWithMarkup1795305622000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table mail_text add column format text not null default 'plain' check (format in ('plain', 'rich'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table mail_text drop column format`);
  }
}
