import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A meeting that moves (docs/decisions/0013). `meeting.moved_at` is since when it has this date: what was written before names another one.
 * An invitation keeps what its guest had answered to the date before. `planned_mail.round` is part of the key of its mails, so that a
 * reminder or practical mail can leave once per date. `meeting_move` and `meeting_move_guest` keep how things were for as long as that can be
 * undone. Added to the stop rules: a mail that names a former date, a postponement or a cancellation that was taken back, and opting out
 * between such a mail and its leaving; who had said yes is told nevertheless.
 */
export class MovingAMeeting1795305612000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table meeting add column moved_at timestamptz`);
    await query.query(`
      alter table invitation
        add column previous_answer text check (previous_answer in ('yes', 'no', 'maybe', 'substitute')),
        add column previous_place text check (previous_place in ('confirmed', 'offered', 'waiting', 'lapsed')),
        add column previous_starts_at timestamptz,
        add check ((previous_answer is null) = (previous_starts_at is null))`);
    await query.query(`alter table planned_mail add column round int not null default 0`);
    await query.query(`
      create table meeting_move (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        kind text not null check (kind in ('reschedule', 'postpone', 'cancel')),
        reason text,
        from_starts_at timestamptz not null,
        to_starts_at timestamptz check (to_starts_at is null or kind = 'reschedule'),
        revision int not null default 0,
        consequences jsonb not null default '{}',
        before jsonb,
        stopped_mails uuid[] not null default '{}',
        leaves_at timestamptz not null,
        moved_by text not null,
        at timestamptz not null,
        undone_at timestamptz,
        undone_by text,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index meeting_move_of_meeting on meeting_move (organisation_id, meeting_id, at desc)`);
    await query.query(`create index meeting_move_to_forget on meeting_move (leaves_at) where before is not null`);
    await query.query(`alter table meeting_move add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('meeting_move')`);
    await query.query(`create policy worker_looks_for_moves_to_forget on meeting_move for select using ((select is_worker()))`);
    await query.query(`
      create table meeting_move_guest (
        organisation_id uuid not null references organisation on delete cascade,
        move_id uuid not null,
        invitation_id uuid not null,
        variant text not null check (variant in ('came', 'waiting', 'date', 'none', 'substitute', 'declined')),
        asked boolean not null,
        holds boolean not null,
        former_answer text,
        former_place text,
        former_starts_at timestamptz,
        answer_revision int not null,
        before jsonb not null,
        primary key (organisation_id, move_id, invitation_id),
        foreign key (organisation_id, move_id) references meeting_move (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index meeting_move_guest_of_invitation on meeting_move_guest (organisation_id, invitation_id)`);
    await query.query(`select protect_tenant('meeting_move_guest')`);
    await query.query(stopReason(
      `case
            when mail.kind in ('confirmation', 'change', 'test') then false
            when mail.kind in ('asked-again', 'cancellation', 'postponement') then i.answer is distinct from 'yes' and i.previous_answer is distinct from 'yes'
            else true end`,
      `
          when mail.kind = 'cancellation' and m.state <> 'cancelled' then 'meeting-not-cancelled'
          when mail.kind = 'postponement' and m.state <> 'postponed' then 'meeting-not-postponed'
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2', 'asked-again', 'practical', 'offer', 'change', 'secretariat-copy') and mail.created_at < m.moved_at then 'meeting-moved'`,
    ));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(stopReason(`mail.kind not in ('confirmation', 'change', 'cancellation', 'postponement', 'test')`, ''));
    await query.query(`drop table meeting_move_guest, meeting_move`);
    await query.query(`alter table planned_mail drop column round`);
    await query.query(`alter table invitation drop column previous_answer, drop column previous_place, drop column previous_starts_at`);
    await query.query(`alter table meeting drop column moved_at`);
  }
}

/** Why a mail that stands in the ledger must not leave any more, or null. */
function stopReason(heedsOptOut: string, byMove: string): string {
  return `
      create or replace function mail_stop_reason(mail outgoing_mail, at timestamptz) returns table (reason text) language sql stable as $$
        select case
          when mail.calendar->>'method' = 'CANCEL' then null
          when exists (
            select from suppression s
            where s.organisation_id = mail.organisation_id and s.email_hash = mail.address_hash and s.withdrawn_at is null
              and (s.scope = 'organisation' or s.meeting_id = mail.meeting_id)
          ) and ${heedsOptOut} then 'unsubscribed'
          when m.id is null or mail.kind = 'test' then null
          when m.state = 'cancelled' and mail.kind <> 'cancellation' then 'meeting-cancelled'
          when m.state = 'postponed' and mail.kind not in ('postponement', 'date-poll') then 'meeting-postponed'${byMove}
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2') and i.answer <> 'none' then 'already-answered'
          when mail.kind = 'asked-again' and i.answer <> 'none' and (i.answer <> 'substitute' or i.answered_at > mail.created_at) then 'already-answered'
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2', 'asked-again', 'practical', 'offer') and m.starts_at <= at then 'too-late'
          when mail.kind = 'practical' and i.place is distinct from 'confirmed' then 'not-coming'
          when mail.kind = 'change' and i.answer <> 'yes' and i.calendar_stamp is null then 'not-coming'
          when mail.kind = 'offer' and (i.place is distinct from 'offered' or i.offer_until <= at) then 'offer-over'
          when mail.kind = 'confirmation' and mail.revision <> i.answer_revision then 'newer-answer'
          when mail.kind = 'change' and mail.created_at < i.answered_at then 'newer-answer'
        end
        from (select 1) one
          left join meeting m on m.organisation_id = mail.organisation_id and m.id = mail.meeting_id
          left join invitation i on i.organisation_id = mail.organisation_id and i.id = mail.invitation_id
      $$`;
}
