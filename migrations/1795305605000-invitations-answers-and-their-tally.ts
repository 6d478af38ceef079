import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Invitations with the current answer, the history of answers, wishes that are erased, hand-made audience choices, personal links
 * and the tally per meeting, which a trigger keeps in the same transaction (G8: pages read counters, never count).
 */
export class InvitationsAnswersAndTheirTally1795305605000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table audience_choice (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        contact_id uuid not null,
        included boolean not null,
        chosen_by text not null,
        chosen_at timestamptz not null,
        primary key (organisation_id, meeting_id, contact_id),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, contact_id) references contact (organisation_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant('audience_choice')`);
    await query.query(`
      create table invitation (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        contact_id uuid not null,
        position_id uuid,
        display_name text not null,
        salutation text not null,
        sort_name text not null,
        function text not null,
        contact_organisation_name text not null,
        municipality_code text references municipality,
        email text not null,
        secretariat_id uuid,
        travel_minutes int,
        state text not null default 'queued' check (state in ('draft', 'queued', 'sent', 'bounced')),
        answer text not null default 'none' check (answer in ('none', 'yes', 'no', 'maybe', 'substitute')),
        reason text check (reason in ('date', 'not-my-subject', 'someone-else', 'other')),
        reason_text text,
        remark text,
        answer_origin text check (answer_origin in ('link', 'api', 'organiser', 'phone', 'secretariat', 'calendar')),
        answer_revision int not null default 0,
        answered_at timestamptz,
        attended boolean,
        calendar_uid text not null,
        calendar_sequence int not null default 0,
        calendar_stamp timestamptz,
        invited_at timestamptz not null,
        unique (organisation_id, meeting_id, contact_id),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, contact_id) references contact (organisation_id, id) on delete cascade,
        foreign key (organisation_id, secretariat_id) references secretariat (organisation_id, id)
      )`);
    await query.query(`create index invitation_by_name on invitation (meeting_id, sort_name, id)`);
    await query.query(`create index invitation_of_contact on invitation (contact_id)`);
    // A meeting has one organisation: not knowing it, PostgreSQL expects two guests where there are 500 (guest list among 1M contacts: 44 ms, knowing it 0.6).
    await query.query(`create statistics invitation_of_meeting_of_organisation (dependencies) on organisation_id, meeting_id from invitation`);
    // Last, because of two equally good indexes PostgreSQL takes the youngest; for checking references this one is really the best.
    await query.query(`alter table invitation add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('invitation')`);
    await query.query(`
      create table answer_history (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        invitation_id uuid not null,
        answer text not null,
        reason text,
        reason_text text,
        remark text,
        origin text not null,
        recorded_by text not null,
        at timestamptz not null,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index answer_history_of_invitation on answer_history (organisation_id, invitation_id, at)`);
    await query.query(`select protect_tenant('answer_history')`);
    await query.query(`
      create table invitation_wish (
        organisation_id uuid not null references organisation on delete cascade,
        invitation_id uuid not null,
        diet text,
        access text,
        erase_after timestamptz not null,
        primary key (organisation_id, invitation_id),
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant('invitation_wish')`);
    await query.query(`create index invitation_wish_due on invitation_wish (erase_after)`);
    await query.query(`create policy worker_looks_for_due_wishes on invitation_wish for select using ((select is_worker()))`);
    await query.query(`
      create table personal_link (
        token_hash bytea primary key,
        organisation_id uuid not null references organisation on delete cascade,
        purpose text not null check (purpose in ('answer', 'next-step', 'unsubscribe')),
        meeting_id uuid not null,
        invitation_id uuid not null,
        nonce bytea not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        created_at timestamptz not null default now(),
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index personal_link_of_invitation on personal_link (organisation_id, invitation_id, purpose)`);
    await query.query(`select protect_tenant('personal_link')`);
    await query.query(`create policy presented on personal_link for select using (token_hash = (select presented_hash()))`);
    // Whoever holds a link acts in the link's organisation for the rest of the transaction; the row itself is found by its hash alone.
    await query.query(`
      create function open_link(presented bytea) returns setof personal_link language plpgsql as $$
      declare found_link personal_link;
      begin
        perform set_config('app.presented_hash', encode(presented, 'hex'), true);
        select * into found_link from personal_link where token_hash = presented;
        if not found then return; end if;
        perform set_config('app.presented_hash', '', true), set_config('app.organisation_id', found_link.organisation_id::text, true);
        return next found_link;
      end $$`);
    await query.query(`
      create table suppression (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        email_hash bytea not null,
        scope text not null check (scope in ('meeting', 'organisation')),
        meeting_id uuid,
        origin text not null,
        at timestamptz not null,
        withdrawn_at timestamptz,
        check ((scope = 'meeting') = (meeting_id is not null))
      )`);
    await query.query(`create unique index suppression_once on suppression (organisation_id, email_hash, scope, coalesce(meeting_id, '00000000-0000-0000-0000-000000000000')) where withdrawn_at is null`);
    await query.query(`select protect_tenant('suppression')`);
    await query.query(`
      create table meeting_tally (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        function text not null,
        municipality_code text not null,
        answer text not null,
        attended text not null,
        people int not null,
        primary key (organisation_id, meeting_id, function, municipality_code, answer, attended),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant('meeting_tally')`);
    await query.query(`
      create function keep_meeting_tally() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into meeting_tally as t
            select organisation_id, meeting_id, function, coalesce(municipality_code, ''), answer, coalesce(attended::text, ''), count(*)
            from added group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
          on conflict (organisation_id, meeting_id, function, municipality_code, answer, attended) do update set people = t.people + excluded.people;
        elsif tg_op = 'UPDATE' then
          insert into meeting_tally as t
            select organisation_id, meeting_id, function, municipality_code, answer, attended, sum(people)
            from (
              select organisation_id, meeting_id, function, coalesce(municipality_code, '') municipality_code, answer, coalesce(attended::text, '') attended, 1 people from added
              union all
              select organisation_id, meeting_id, function, coalesce(municipality_code, ''), answer, coalesce(attended::text, ''), -1 from removed
            ) change group by 1, 2, 3, 4, 5, 6 having sum(people) <> 0 order by 1, 2, 3, 4, 5, 6
          on conflict (organisation_id, meeting_id, function, municipality_code, answer, attended) do update set people = t.people + excluded.people;
        else
          update meeting_tally t set people = t.people - gone.people
          from (select organisation_id, meeting_id, function, coalesce(municipality_code, '') municipality_code, answer, coalesce(attended::text, '') attended, count(*) people
                from removed group by 1, 2, 3, 4, 5, 6) gone
          where (t.organisation_id, t.meeting_id, t.function, t.municipality_code, t.answer, t.attended)
              = (gone.organisation_id, gone.meeting_id, gone.function, gone.municipality_code, gone.answer, gone.attended);
        end if;
        return null;
      end $$`);
    await query.query(`create trigger tally_added after insert on invitation referencing new table as added for each statement execute function keep_meeting_tally()`);
    await query.query(`create trigger tally_changed after update on invitation referencing new table as added old table as removed for each statement execute function keep_meeting_tally()`);
    await query.query(`create trigger tally_removed after delete on invitation referencing old table as removed for each statement execute function keep_meeting_tally()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function open_link(bytea)`);
    await query.query(`drop table meeting_tally, suppression, personal_link, invitation_wish, answer_history, invitation, audience_choice cascade`);
    await query.query(`drop function keep_meeting_tally()`);
  }
}
