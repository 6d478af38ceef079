import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mail that comes back. `incoming_mail` is where it waits, before anybody looked to which organisation it belongs: only the worker sees it.
 * The same bytes for the same address are there once, however often they are handed over (F31). `received_mail` is what an organisation keeps
 * of it. The worker finds the organisation of a guest by the personal link: a second policy on `invitation` would slow every guest list.
 */
export class MailThatComesBack1795305618000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table incoming_mail (
        id uuid primary key default uuidv7(),
        digest bytea not null,
        recipient text not null,
        envelope_from text not null,
        raw bytea,
        bytes int not null,
        via text not null check (via in ('smtp', 'imap')),
        state text not null default 'waiting' check (state in ('waiting', 'done', 'quarantined')),
        reason text,
        attempt int not null default 0,
        lease_until timestamptz,
        received_at timestamptz not null,
        settled_at timestamptz,
        unique (digest, recipient)
      )`);
    await query.query(`create index incoming_mail_waiting on incoming_mail (id) where state = 'waiting'`);
    await query.query(`create index incoming_mail_settled on incoming_mail (settled_at) where state <> 'waiting'`);
    await query.query(`alter table incoming_mail enable row level security, force row level security`);
    await query.query(`create policy worker_only on incoming_mail using ((select is_worker())) with check ((select is_worker()))`);
    await query.query(`create index personal_link_to_answer on personal_link (invitation_id) where purpose = 'answer'`);
    await query.query(`create policy worker_looks_whose_guest on personal_link for select using ((select is_worker()))`);
    await query.query(`
      create table received_mail (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid,
        invitation_id uuid,
        outgoing_mail_id uuid,
        kind text not null check (kind in ('bounce', 'delay', 'complaint', 'auto-reply', 'calendar-reply', 'message', 'unreadable')),
        verdict text not null check (verdict in ('applied', 'kept', 'to-confirm', 'proposal', 'ignored', 'quarantined')),
        reason text not null,
        from_address text,
        subject text,
        body text,
        absent_until date,
        received_at timestamptz not null,
        seen_at timestamptz,
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade
      )`);
    await query.query(`create index received_mail_of_meeting on received_mail (organisation_id, meeting_id, id)`);
    await query.query(`create index received_mail_of_invitation on received_mail (organisation_id, invitation_id, id)`);
    await query.query(`select protect_tenant('received_mail')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table received_mail, incoming_mail`);
    await query.query(`drop policy worker_looks_whose_guest on personal_link`);
    await query.query(`drop index personal_link_to_answer`);
  }
}
