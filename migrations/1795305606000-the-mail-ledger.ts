import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The mail ledger (design section 6; R3 to R6, R12): a mailing is one frozen text, an outgoing mail one recipient of it.
 * The logical key makes a second click harmless; `mail_stop_reason` is asked inside the claiming transaction. It never stops a CANCEL:
 * what stands in a calendar must be taken out of it. A change mail from before the guest's last answer says nothing new.
 * It returns a table, for such a function becomes part of the statement's own plan: asking it row by row cost half of all sending.
 * No index holds `lease_until`, so that a lease can be renewed in place (heap-only update); few mails are in flight at a time.
 */
export class TheMailLedger1795305606000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table mailing (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid,
        kind text not null,
        variant text not null default '',
        content jsonb not null,
        created_at timestamptz not null,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index mailing_of_meeting on mailing (organisation_id, meeting_id)`);
    // Last, because of two equally good indexes PostgreSQL takes the youngest; for checking references this one is really the best.
    await query.query(`alter table mailing add unique (organisation_id, id)`);
    await query.query(`select protect_tenant('mailing')`);
    await query.query(`
      create table outgoing_mail (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        mailing_id uuid not null,
        meeting_id uuid,
        invitation_id uuid,
        kind text not null,
        recipient_key text not null,
        revision int not null default 0,
        to_address text not null,
        to_name text not null,
        address_hash bytea not null,
        "values" jsonb not null default '{}',
        links jsonb not null default '{}',
        calendar jsonb,
        message_id text not null,
        state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'deferred', 'failed', 'uncertain', 'withdrawn')),
        attempt int not null default 0,
        deferrals int not null default 0,
        sent_again boolean not null default false,
        next_try_at timestamptz not null,
        lease_until timestamptz,
        attempted_at timestamptz,
        sent_at timestamptz,
        reason text,
        created_at timestamptz not null,
        unique (organisation_id, message_id),
        foreign key (organisation_id, mailing_id) references mailing (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create unique index outgoing_mail_once on outgoing_mail (organisation_id, meeting_id, recipient_key, kind, revision) nulls not distinct`);
    await query.query(`create index outgoing_mail_due on outgoing_mail (organisation_id, next_try_at, id) where state in ('queued', 'deferred')`);
    await query.query(`create index outgoing_mail_in_flight on outgoing_mail (organisation_id) where state = 'sending'`);
    await query.query(`create index outgoing_mail_of_meeting on outgoing_mail (organisation_id, meeting_id, id)`);
    await query.query(`create index outgoing_mail_of_invitation on outgoing_mail (organisation_id, invitation_id)`);
    await query.query(`create statistics outgoing_mail_of_meeting_of_organisation (dependencies) on organisation_id, meeting_id from outgoing_mail`);
    await query.query(`alter table outgoing_mail set (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 80)`);
    await query.query(`select protect_tenant('outgoing_mail')`);
    await query.query(`create policy worker_looks_for_due_mail on outgoing_mail for select using ((select is_worker()))`);
    await query.query(`
      create table mail_text (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        kind text not null,
        variant text not null default '',
        subject text not null,
        body text not null,
        updated_by text not null,
        updated_at timestamptz not null,
        primary key (organisation_id, meeting_id, kind, variant),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant('mail_text')`);
    await query.query(`
      create table mail_tally (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        kind text not null,
        state text not null,
        mails int not null,
        primary key (organisation_id, meeting_id, kind, state)
      )`);
    await query.query(`select protect_tenant('mail_tally')`);
    await query.query(`
      create function keep_mail_tally() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into mail_tally as t
            select organisation_id, meeting_id, kind, state, count(*) from added where meeting_id is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4
          on conflict (organisation_id, meeting_id, kind, state) do update set mails = t.mails + excluded.mails;
        elsif tg_op = 'UPDATE' then
          insert into mail_tally as t
            select organisation_id, meeting_id, kind, state, sum(mails)
            from (select organisation_id, meeting_id, kind, state, 1 mails from added union all select organisation_id, meeting_id, kind, state, -1 from removed) change
            where meeting_id is not null group by 1, 2, 3, 4 having sum(mails) <> 0 order by 1, 2, 3, 4
          on conflict (organisation_id, meeting_id, kind, state) do update set mails = t.mails + excluded.mails;
        else
          update mail_tally t set mails = t.mails - gone.mails
          from (select organisation_id, meeting_id, kind, state, count(*) mails from removed group by 1, 2, 3, 4) gone
          where (t.organisation_id, t.meeting_id, t.kind, t.state) = (gone.organisation_id, gone.meeting_id, gone.kind, gone.state);
        end if;
        return null;
      end $$`);
    await query.query(`create trigger tally_added after insert on outgoing_mail referencing new table as added for each statement execute function keep_mail_tally()`);
    await query.query(`create trigger tally_changed after update on outgoing_mail referencing new table as added old table as removed for each statement execute function keep_mail_tally()`);
    await query.query(`create trigger tally_removed after delete on outgoing_mail referencing old table as removed for each statement execute function keep_mail_tally()`);
    await query.query(`
      create function mail_stop_reason(mail outgoing_mail, at timestamptz) returns table (reason text) language sql stable as $$
        select case
          when mail.calendar->>'method' = 'CANCEL' then null
          when exists (
            select from suppression s
            where s.organisation_id = mail.organisation_id and s.email_hash = mail.address_hash and s.withdrawn_at is null
              and (s.scope = 'organisation' or s.meeting_id = mail.meeting_id)
          ) and mail.kind not in ('confirmation', 'change', 'cancellation', 'postponement', 'test') then 'unsubscribed'
          when m.id is null or mail.kind = 'test' then null
          when m.state = 'cancelled' and mail.kind <> 'cancellation' then 'meeting-cancelled'
          when m.state = 'postponed' and mail.kind <> 'postponement' then 'meeting-postponed'
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2') and i.answer <> 'none' then 'already-answered'
          when mail.kind in ('invitation', 'reminder-1', 'reminder-2', 'practical') and m.starts_at <= at then 'too-late'
          when mail.kind in ('practical', 'change') and i.answer <> 'yes' then 'not-coming'
          when mail.kind = 'confirmation' and mail.revision <> i.answer_revision then 'newer-answer'
          when mail.kind = 'change' and mail.created_at < i.answered_at then 'newer-answer'
        end
        from (select 1) one
          left join meeting m on m.organisation_id = mail.organisation_id and m.id = mail.meeting_id
          left join invitation i on i.organisation_id = mail.organisation_id and i.id = mail.invitation_id
      $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function mail_stop_reason(outgoing_mail, timestamptz)`);
    await query.query(`drop table mail_tally, mail_text, outgoing_mail, mailing cascade`);
    await query.query(`drop function keep_mail_tally()`);
  }
}
