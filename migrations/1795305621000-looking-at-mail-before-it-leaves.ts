import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'queued', 'sending', 'sent', 'deferred', 'failed', 'uncertain', 'withdrawn'`;
const KEY = 'organisation_id, meeting_id, recipient_key, kind, revision';

/**
 * An outbox (docs/decisions/0021). `mail_review` says which kinds of mail wait for a person, per meeting or, without one, for all meetings of the
 * organisation. What waits has the state `draft`, which nobody takes: only `queued` and `deferred` are due. `drafted` stays, so that a draft
 * that was stopped by a move becomes a draft again when that move is taken back, and no mail leaves that nobody let go.
 * `copy` counts what a person sends once more; `revision` belongs to the answer or the meeting and would get in the way of the next real one.
 * `mailing.edited_by` is whoever wrote this text for one person.
 */
export class LookingAtMailBeforeItLeaves1795305621000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table mail_review (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid,
        kinds text[] not null,
        updated_by text not null,
        updated_at timestamptz not null,
        unique nulls not distinct (organisation_id, meeting_id),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant('mail_review')`);
    await query.query(`
      alter table outgoing_mail
        add column drafted boolean not null default false,
        add column released_at timestamptz,
        add column released_by text,
        add column copy int not null default 0,
        drop constraint outgoing_mail_state_check,
        add constraint outgoing_mail_state_check check (state in ('draft', ${STATES}))`);
    await query.query(`drop index outgoing_mail_once`);
    await query.query(`create unique index outgoing_mail_once on outgoing_mail (${KEY}, copy) nulls not distinct`);
    await query.query(`alter table mailing add column edited_by text`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table mailing drop column edited_by`);
    await query.query(`delete from outgoing_mail where copy > 0`);
    await query.query(`update outgoing_mail set state = 'withdrawn' where state = 'draft'`);
    await query.query(`drop index outgoing_mail_once`);
    await query.query(`create unique index outgoing_mail_once on outgoing_mail (${KEY}) nulls not distinct`);
    await query.query(`
      alter table outgoing_mail
        drop column drafted, drop column released_at, drop column released_by, drop column copy,
        drop constraint outgoing_mail_state_check,
        add constraint outgoing_mail_state_check check (state in (${STATES}))`);
    await query.query(`drop table mail_review`);
  }
}
