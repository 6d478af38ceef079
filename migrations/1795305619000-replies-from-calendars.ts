import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Invitations with the buttons of a calendar, and what comes back from there (R18). `calendar_since` is the SEQUENCE from which on the item speaks of the
 * present time and place: a reply to an older one answers another question. `said_at` is when the present answer was given by the clock of
 * whoever gave it, so that answers by link and by calendar end alike in whatever order they arrive.
 */
export class RepliesFromCalendars1795305619000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table organisation add column calendar_buttons boolean not null default false`);
    await query.query(`
      alter table invitation
        add column calendar_buttons boolean not null default false,
        add column calendar_since int not null default 0,
        add column said_at timestamptz`);
    await query.query(`
      create table calendar_reply (
        id uuid not null,
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        invitation_id uuid not null,
        verdict text not null check (verdict in ('applied', 'kept', 'to-confirm', 'proposal')),
        reason text not null,
        partstat text not null check (partstat in ('ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED', 'NEEDS-ACTION')),
        sequence int not null,
        said_at timestamptz not null,
        received_at timestamptz not null,
        by_name text,
        by_address text not null,
        delegated_to text,
        comment text,
        proposed_start timestamptz,
        proposed_end timestamptz,
        awaits boolean not null,
        settled_at timestamptz,
        settled_by text,
        outcome text check (outcome in ('taken', 'dismissed')),
        primary key (organisation_id, id),
        check ((settled_at is null) = (outcome is null)),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index calendar_reply_of_invitation on calendar_reply (organisation_id, invitation_id, received_at)`);
    await query.query(`create index calendar_reply_of_meeting on calendar_reply (organisation_id, meeting_id)`);
    await query.query(`create index calendar_reply_awaiting on calendar_reply (organisation_id, meeting_id) where awaits`);
    await query.query(`select protect_tenant('calendar_reply')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table calendar_reply`);
    await query.query(`alter table invitation drop column calendar_buttons, drop column calendar_since, drop column said_at`);
    await query.query(`alter table organisation drop column calendar_buttons`);
  }
}
