import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Choosing a date: when councils and colleges meet, who wants to hear of the next date, and the date poll with who is asked, the dates and what
 * each of them says about each date. A poll is open until its deadline, until it is closed, or until the meeting has another date than
 * when the poll began.
 */
export class ChoosingADate1795305613000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table council_pattern (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        municipality_code text not null references municipality,
        kind text not null check (kind in ('council', 'college', 'committee')),
        weekday int not null check (weekday between 1 and 7),
        weeks int[] not null default '{}' check (weeks <@ '{1,2,3,4,5}'),
        from_time text check (from_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
        to_time text check (to_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
        note text,
        updated_by text not null,
        updated_at timestamptz not null,
        check ((from_time is null) = (to_time is null)),
        check (from_time < to_time),
        unique nulls not distinct (organisation_id, municipality_code, kind, weekday, weeks, from_time)
      )`);
    await query.query(`select protect_tenant('council_pattern')`);
    await query.query(`
      create table interest (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        invitation_id uuid,
        name text,
        email text,
        email_key text,
        function_text text,
        organisation_text text,
        remark text,
        at timestamptz not null,
        told_at timestamptz,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade,
        check (num_nonnulls(invitation_id, email_key) = 1),
        check ((email_key is null) = (email is null) and (email_key is null) = (name is null)),
        unique (organisation_id, meeting_id, invitation_id),
        unique (organisation_id, meeting_id, email_key)
      )`);
    await query.query(`create index interest_of_invitation on interest (organisation_id, invitation_id) where invitation_id is not null`);
    await query.query(`create index interest_to_tell on interest (organisation_id, meeting_id) where told_at is null`);
    await query.query(`select protect_tenant('interest')`);
    await query.query(`create policy worker_looks_for_old_interest on interest for select using ((select is_worker()))`);
    await query.query(`
      create table date_poll (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        meeting_starts_at timestamptz not null,
        introduction text,
        deadline timestamptz not null,
        everyone boolean not null,
        mail_revision int not null,
        mailed_at timestamptz not null,
        created_by text not null,
        created_at timestamptz not null,
        closed_at timestamptz,
        closed_by text,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        check ((closed_at is null) = (closed_by is null))
      )`);
    await query.query(`create unique index date_poll_open_once on date_poll (organisation_id, meeting_id) where closed_at is null`);
    await query.query(`create index date_poll_of_meeting on date_poll (organisation_id, meeting_id, created_at desc)`);
    await query.query(`alter table date_poll add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('date_poll')`);
    await query.query(`
      create table date_option (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        poll_id uuid not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        unique (organisation_id, poll_id, starts_at),
        foreign key (organisation_id, poll_id) references date_poll (organisation_id, id) on delete cascade
      )`);
    await query.query(`alter table date_option add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('date_option')`);
    await query.query(`
      create table date_ballot (
        organisation_id uuid not null references organisation on delete cascade,
        poll_id uuid not null,
        invitation_id uuid not null,
        remark text,
        answered_at timestamptz,
        foreign key (organisation_id, poll_id) references date_poll (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index date_ballot_of_invitation on date_ballot (organisation_id, invitation_id)`);
    await query.query(`alter table date_ballot add primary key (organisation_id, poll_id, invitation_id)`);
    await query.query(`select protect_tenant('date_ballot')`);
    await query.query(`
      create table date_vote (
        organisation_id uuid not null references organisation on delete cascade,
        poll_id uuid not null,
        invitation_id uuid not null,
        option_id uuid not null,
        vote text not null check (vote in ('yes', 'if-needed', 'no')),
        primary key (organisation_id, poll_id, invitation_id, option_id),
        foreign key (organisation_id, poll_id, invitation_id) references date_ballot (organisation_id, poll_id, invitation_id) on delete cascade,
        foreign key (organisation_id, option_id) references date_option (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index date_vote_of_option on date_vote (organisation_id, option_id)`);
    await query.query(`select protect_tenant('date_vote')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table date_vote, date_ballot, date_option, date_poll, interest, council_pattern`);
  }
}
