import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Places (R15): a yes becomes a place or a place on the waiting list. `place` belongs to the invitation: confirmed (comes), offered
 * (held for somebody who has still to say yes, until `offer_until`), waiting, or lapsed (an offer that nobody took). The rules of a
 * meeting, every move with its reason, duos and substitutes. `look_at` is the next moment at which time changes something. In the tally a yes without a place counts as `waiting`, so that
 * whoever counts those who come counts places.
 */
export class PlacesDuosAndSubstitutes1795305610000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table place_rule (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        protected_seats int check (protected_seats > 0),
        protected_until date,
        ceilings jsonb not null default '{}',
        offer_hours int not null default 16 check (offer_hours between 1 and 80),
        partner_days int not null default 5 check (partner_days between 1 and 20),
        only_deciding_substitutes boolean not null default false,
        look_at timestamptz,
        primary key (organisation_id, meeting_id),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        check ((protected_seats is null) = (protected_until is null))
      )`);
    await query.query(`select protect_tenant('place_rule')`);
    await query.query(`create index place_rule_to_look_at on place_rule (look_at) where look_at is not null`);
    await query.query(`create policy worker_looks_for_due_places on place_rule for select using ((select is_worker()))`);
    await query.query(`
      create table duo (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        partner_until timestamptz,
        created_at timestamptz not null,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index duo_of_meeting on duo (organisation_id, meeting_id)`);
    await query.query(`alter table duo add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('duo')`);
    await query.query(`
      alter table invitation
        add column place text check (place in ('confirmed', 'offered', 'waiting', 'lapsed')),
        add column place_since timestamptz,
        add column place_priority int not null default 0,
        add column offer_until timestamptz,
        add column duo_id uuid,
        add column seeks_partner boolean not null default false,
        add foreign key (organisation_id, duo_id) references duo (organisation_id, id)`);
    await query.query(`drop trigger tally_changed on invitation`);
    await query.query(`update invitation set place = 'confirmed', place_since = coalesce(answered_at, invited_at) where answer = 'yes'`);
    await query.query(`
      alter table invitation
        add check (place is distinct from 'confirmed' or answer = 'yes'),
        add check (answer <> 'yes' or place is not null),
        add check (place is null or place_since is not null),
        add check ((place is not distinct from 'offered') = (offer_until is not null))`);
    await query.query(`create index invitation_with_place on invitation (organisation_id, meeting_id, place) where place is not null`);
    await query.query(`create index invitation_of_duo on invitation (organisation_id, duo_id) where duo_id is not null`);
    await query.query(`
      create table place_move (
        id bigint generated always as identity primary key,
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        invitation_id uuid not null,
        move text not null check (move in ('placed', 'listed', 'offered', 'lapsed', 'left', 'first', 'not-first')),
        blocked_by text,
        reason text,
        moved_by text not null,
        at timestamptz not null,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index place_move_of_meeting on place_move (organisation_id, meeting_id, id)`);
    await query.query(`create index place_move_of_invitation on place_move (organisation_id, invitation_id, id)`);
    await query.query(`select protect_tenant('place_move')`);
    await query.query(`
      create table substitution (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        original_id uuid not null,
        substitute_id uuid not null,
        at timestamptz not null,
        undone_at timestamptz,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, original_id) references invitation (organisation_id, id) on delete cascade,
        foreign key (organisation_id, substitute_id) references invitation (organisation_id, id) on delete cascade,
        check (original_id <> substitute_id)
      )`);
    await query.query(`create unique index substitution_once on substitution (organisation_id, original_id) where undone_at is null`);
    await query.query(`create unique index substitution_for_one on substitution (organisation_id, substitute_id) where undone_at is null`);
    await query.query(`create index substitution_of_meeting on substitution (organisation_id, meeting_id)`);
    await query.query(`select protect_tenant('substitution')`);
    await query.query(tally(`case when answer = 'yes' and place <> 'confirmed' then 'waiting' else answer end`));
    await query.query(`create trigger tally_changed after update on invitation referencing new table as added old table as removed for each statement execute function keep_meeting_tally()`);
    await query.query(stopReason(`
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2', 'asked-again') and i.answer <> 'none' then 'already-answered'
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2', 'asked-again', 'practical', 'offer') and m.starts_at <= at then 'too-late'
          when mail.kind = 'practical' and i.place is distinct from 'confirmed' then 'not-coming'
          when mail.kind = 'change' and i.answer <> 'yes' then 'not-coming'
          when mail.kind = 'offer' and (i.place is distinct from 'offered' or i.offer_until <= at) then 'offer-over'`));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(stopReason(`
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2') and i.answer <> 'none' then 'already-answered'
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2', 'practical') and m.starts_at <= at then 'too-late'
          when mail.kind in ('practical', 'change') and i.answer <> 'yes' then 'not-coming'`));
    await query.query(tally('answer'));
    await query.query(`drop table substitution, place_move, place_rule`);
    await query.query(`alter table invitation drop column place, drop column place_since, drop column place_priority, drop column offer_until, drop column duo_id, drop column seeks_partner`);
    await query.query(`drop table duo`);
  }
}

/** The counters per meeting; `answer` is what counts as the answer of a guest. */
function tally(answer: string): string {
  return `
      create or replace function keep_meeting_tally() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into meeting_tally as t
            select organisation_id, meeting_id, function, coalesce(municipality_code, ''), ${answer}, coalesce(attended::text, ''), count(*)
            from added group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
          on conflict (organisation_id, meeting_id, function, municipality_code, answer, attended) do update set people = t.people + excluded.people;
        elsif tg_op = 'UPDATE' then
          insert into meeting_tally as t
            select organisation_id, meeting_id, function, municipality_code, answer, attended, sum(people)
            from (
              select organisation_id, meeting_id, function, coalesce(municipality_code, '') municipality_code, ${answer} answer, coalesce(attended::text, '') attended, 1 people from added
              union all
              select organisation_id, meeting_id, function, coalesce(municipality_code, ''), ${answer}, coalesce(attended::text, ''), -1 from removed
            ) change group by 1, 2, 3, 4, 5, 6 having sum(people) <> 0 order by 1, 2, 3, 4, 5, 6
          on conflict (organisation_id, meeting_id, function, municipality_code, answer, attended) do update set people = t.people + excluded.people;
        else
          update meeting_tally t set people = t.people - gone.people
          from (select organisation_id, meeting_id, function, coalesce(municipality_code, '') municipality_code, ${answer} answer, coalesce(attended::text, '') attended, count(*) people
                from removed group by 1, 2, 3, 4, 5, 6) gone
          where (t.organisation_id, t.meeting_id, t.function, t.municipality_code, t.answer, t.attended)
              = (gone.organisation_id, gone.meeting_id, gone.function, gone.municipality_code, gone.answer, gone.attended);
        end if;
        return null;
      end $$`;
}

/** Why a mail that stands in the ledger must not leave any more, or null. */
function stopReason(byAnswer: string): string {
  return `
      create or replace function mail_stop_reason(mail outgoing_mail, at timestamptz) returns table (reason text) language sql stable as $$
        select case
          when mail.calendar->>'method' = 'CANCEL' then null
          when exists (
            select from suppression s
            where s.organisation_id = mail.organisation_id and s.email_hash = mail.address_hash and s.withdrawn_at is null
              and (s.scope = 'organisation' or s.meeting_id = mail.meeting_id)
          ) and mail.kind not in ('confirmation', 'change', 'cancellation', 'postponement', 'test') then 'unsubscribed'
          when m.id is null or mail.kind = 'test' then null
          when m.state = 'cancelled' and mail.kind <> 'cancellation' then 'meeting-cancelled'
          when m.state = 'postponed' and mail.kind not in ('postponement', 'date-poll') then 'meeting-postponed'
          ${byAnswer}
          when mail.kind = 'confirmation' and mail.revision <> i.answer_revision then 'newer-answer'
          when mail.kind = 'change' and mail.created_at < i.answered_at then 'newer-answer'
        end
        from (select 1) one
          left join meeting m on m.organisation_id = mail.organisation_id and m.id = mail.meeting_id
          left join invitation i on i.organisation_id = mail.organisation_id and i.id = mail.invitation_id
      $$`;
}
