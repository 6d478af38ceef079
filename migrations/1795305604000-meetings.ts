import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A meeting with its venue, its target and its call to action (L1, L2, L5). Counters live in meeting_tally and mail_tally. */
export class Meetings1795305604000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table meeting (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        title text not null,
        state text not null default 'draft' check (state in ('draft', 'planned', 'inviting', 'confirmed', 'held', 'following-up', 'closed', 'postponed', 'cancelled')),
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        answer_by timestamptz not null,
        venue_name text not null,
        venue_address text not null,
        venue_postcode4 char(4) not null,
        venue_place text not null,
        language text not null default 'nl' check (language in ('nl')),
        capacity int check (capacity > 0),
        programme text,
        region_id uuid,
        municipality_codes text[] not null default '{}',
        functions text[] not null default '{}',
        organisation_kinds text[] not null default '{}',
        max_travel_minutes int not null default 60 check (max_travel_minutes > 0),
        contact_name text not null,
        contact_email text not null,
        contact_phone text,
        call_to_action_ask text,
        call_to_action_owner text,
        next_steps jsonb not null default '[]',
        follow_up_working_days int not null default 1 check (follow_up_working_days between 1 and 20),
        override_reason text,
        override_by text,
        overridden_at timestamptz,
        call_to_action_clicks int not null default 0,
        calendar_uid text not null,
        calendar_sequence int not null default 0,
        calendar_stamp timestamptz not null,
        revision int not null default 0,
        first_invited_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        foreign key (organisation_id, region_id) references region (organisation_id, id)
      )`);
    await query.query(`create index meeting_by_start on meeting (organisation_id, starts_at desc, id)`);
    await query.query(`create index meeting_to_be_held on meeting (ends_at) where state in ('inviting', 'confirmed')`);
    // Last, because of two equally good indexes PostgreSQL takes the youngest; for checking references this one is really the best.
    await query.query(`alter table meeting add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('meeting')`);
    await query.query(`create policy worker_looks_for_meetings_that_are_over on meeting for select using ((select is_worker()))`);
    await query.query(`
      create table meeting_transition (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        from_state text not null,
        to_state text not null,
        reason text,
        actor_name text not null,
        at timestamptz not null,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index meeting_transition_of_meeting on meeting_transition (organisation_id, meeting_id, at)`);
    await query.query(`select protect_tenant('meeting_transition')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table meeting_transition, meeting`);
  }
}
