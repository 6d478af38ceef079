import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a mail after the relay took it, and addresses to which nothing is sent any more because mail to them comes back. */
export class ReportsAndUndeliverableAddresses1795305618500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table outgoing_mail
        add column bounced_at timestamptz,
        add column bounce_kind text check (bounce_kind in ('hard', 'soft', 'policy', 'unknown')),
        add column bounce_text text,
        add constraint bounce_is_whole check ((bounced_at is null) = (bounce_kind is null))`);
    await query.query(`create index outgoing_mail_soft_bounces on outgoing_mail (organisation_id, address_hash, bounced_at) where bounce_kind = 'soft'`);
    await query.query(`
      create table undeliverable_address (
        organisation_id uuid not null references organisation on delete cascade,
        address_hash bytea not null,
        kind text not null check (kind in ('hard', 'soft')),
        said text not null,
        outgoing_mail_id uuid not null,
        at timestamptz not null,
        primary key (organisation_id, address_hash)
      )`);
    await query.query(`select protect_tenant('undeliverable_address')`);
    await query.query(`create index invitation_bounced on invitation (organisation_id, meeting_id, function) where state = 'bounced'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index invitation_bounced`);
    await query.query(`drop table undeliverable_address`);
    await query.query(`alter table outgoing_mail drop column bounced_at, drop column bounce_kind, drop column bounce_text`);
  }
}
