import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A meeting changes while mails about it wait: those get the new text at once. One that is being sent at that moment cannot, for nobody knows yet
 * whether it leaves: it keeps the text that it leaves with, and gets the new one when it comes back to be sent later. Wherever it is that a mail comes back
 * (a relay that is busy, a crash, a person who sends it again), its state changes here; so here is where the text changes too.
 */
export class MailsThatAreWrittenAnew1795305625500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table outgoing_mail
        add column next_mailing_id uuid,
        add column next_parts jsonb,
        add foreign key (organisation_id, next_mailing_id) references mailing (organisation_id, id) on delete set null (next_mailing_id)`);
    await query.query(`create index outgoing_mail_with_next_text on outgoing_mail (organisation_id, next_mailing_id) where next_mailing_id is not null`);
    await query.query(`
      create function take_next_text() returns trigger language plpgsql as $$
      begin
        update outgoing_mail set
          mailing_id = case when new.state in ('draft', 'queued', 'deferred') then new.next_mailing_id else new.mailing_id end,
          "values" = case when new.state in ('draft', 'queued', 'deferred') then new.next_parts->'values' else new."values" end,
          calendar = case when new.state in ('draft', 'queued', 'deferred') then nullif(new.next_parts->'calendar', 'null') else new.calendar end,
          next_mailing_id = null, next_parts = null
        where organisation_id = new.organisation_id and id = new.id;
        return null;
      end $$`);
    // After, not before: a trigger before an update locks every row once more, and every mail that is sent would pay for it.
    await query.query(`
      create trigger next_text after update on outgoing_mail for each row
      when (new.next_mailing_id is not null and new.state not in ('sending', 'uncertain')) execute function take_next_text()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger next_text on outgoing_mail`);
    await query.query(`drop function take_next_text()`);
    await query.query(`alter table outgoing_mail drop column next_mailing_id, drop column next_parts`);
  }
}
