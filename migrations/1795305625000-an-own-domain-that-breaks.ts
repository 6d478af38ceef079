import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `broken_since` is when a domain that was in use broke; `owners_told_of` the breaking of which its owners had a mail. Where the two differ,
 * somebody is to be told: that it broke, or that it works again. The people of an organisation see it above every page, so they may read the row
 * from where they look up for whom they work.
 */
export class AnOwnDomainThatBreaks1795305625000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table sender_domain add column broken_since timestamptz, add column owners_told_of timestamptz`);
    await query.query(`create index sender_domain_to_tell on sender_domain (organisation_id) where broken_since is distinct from owners_told_of`);
    await query.query(`
      create policy own_organisations on sender_domain for select
        using (organisation_id in (select m.organisation_id from membership m where m.user_id = (select current_user_id())))`);
    await query.query(mailClass(`'decision', 'sender-domain', 'test'`));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(mailClass(`'decision', 'test'`));
    await query.query(`drop policy own_organisations on sender_domain`);
    await query.query(`alter table sender_domain drop column broken_since, drop column owners_told_of`);
  }
}

function mailClass(forColleagues: string): string {
  return `
    create or replace function mail_class(kind text) returns text language sql immutable parallel safe as $$
      select case
        when kind in ('confirmation', 'registration') then 'own-act'
        when kind in ('change', 'cancellation', 'postponement', 'asked-again', 'offer', 'offer-over', 'companion', 'secretariat-copy') then 'agreed'
        when kind in (${forColleagues}) then 'colleague'
        else 'news' end
    $$`;
}
