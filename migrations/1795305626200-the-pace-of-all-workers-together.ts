import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many mails may still go to a receiving domain in this minute, for all workers together. Only domains near their limit are in it, for some
 * minutes. Unlogged: after a crash of the database every domain begins anew, which is what a minute of silence means too.
 */
export class ThePaceOfAllWorkersTogether1795305626200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create unlogged table domain_pace (domain text primary key, tokens float8 not null, at timestamptz not null)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table domain_pace`);
  }
}
