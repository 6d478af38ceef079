import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mail plan (rules relative to the meeting, as due rows) and what came of the call to action (L5). */
export class PlannedMailAndCommitments1795305607000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table planned_mail (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        kind text not null check (kind in ('reminder-1', 'reminder-2', 'practical', 'follow-up', 'call-to-action-reminder')),
        rule jsonb not null,
        due_at timestamptz not null,
        moved_by_hand boolean not null default false,
        state text not null default 'planned' check (state in ('planned', 'done', 'skipped', 'missed')),
        recipients int,
        reason text check (reason in ('too-late', 'past-when-planned', 'meeting-started', 'meeting-cancelled', 'meeting-postponed', 'meeting-closed', 'not-invited', 'not-over', 'nothing-to-ask')),
        settled_at timestamptz,
        settled_by text,
        unique (organisation_id, meeting_id, kind),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index planned_mail_due on planned_mail (due_at) where state = 'planned'`);
    await query.query(`select protect_tenant('planned_mail')`);
    await query.query(`create policy worker_looks_for_due_plans on planned_mail for select using ((select is_worker()))`);
    await query.query(`
      create table commitment (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        invitation_id uuid,
        municipality_code text references municipality,
        step_key text not null,
        step_label text not null,
        name text not null,
        date_wish text,
        remark text,
        owner text not null,
        due_on date not null,
        origin text not null check (origin in ('link', 'organiser')),
        state text not null default 'open' check (state in ('open', 'done', 'dropped')),
        result text,
        settled_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organisation_id, id),
        unique (organisation_id, invitation_id, step_key),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete set null (invitation_id)
      )`);
    await query.query(`create index commitment_of_meeting on commitment (organisation_id, meeting_id, state, due_on, id)`);
    await query.query(`create index commitment_by_due_day on commitment (organisation_id, state, due_on, id)`);
    await query.query(`select protect_tenant('commitment')`);
    await query.query(`create table platform_state (key text primary key, value jsonb not null, updated_at timestamptz not null default now())`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table platform_state, commitment, planned_mail`);
  }
}
