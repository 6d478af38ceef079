import type { MigrationInterface, QueryRunner } from 'typeorm';

const ALWAYS = `when mail.calendar->>'method' = 'CANCEL' then null`;
const CONFIRMED = `when mail.kind = 'confirmation' and mail.revision <> i.answer_revision then 'newer-answer'`;
/** The copy for the office holder follows the mail to the secretariat: that a meeting is off is always told, an answer that was changed is not. */
const ALWAYS_AND_COPIES = `${ALWAYS} when mail.kind = 'secretariat-copy' and mail.recipient_key ~ ':(cancellation|postponement)$' then null`;
const CONFIRMED_AND_COPIES = `${CONFIRMED}
          when mail.kind = 'secretariat-copy' and mail.recipient_key = i.contact_id::text and mail.revision <> i.answer_revision then 'newer-answer'
          when mail.kind = 'secretariat-copy' and mail.recipient_key ~ ':change$' and i.place is distinct from 'confirmed' then 'not-coming'`;

/**
 * A personal link with which a secretariat answers for everybody who was invited through it, and copies of mails for the office holders
 * themselves. The stop rules are changed where they stand, so that what other migrations made of them stays.
 */
export class SecretariatsAnswerForSeveral1795305614500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(purposes(`'answer', 'next-step', 'unsubscribe', 'secretariat'`));
    await query.query(`create index invitation_through_secretariat on invitation (organisation_id, meeting_id, secretariat_id) where secretariat_id is not null`);
    await query.query(stopRules([[ALWAYS, ALWAYS_AND_COPIES], [CONFIRMED, CONFIRMED_AND_COPIES]]));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(stopRules([[ALWAYS_AND_COPIES, ALWAYS], [CONFIRMED_AND_COPIES, CONFIRMED]]));
    await query.query(`drop index invitation_through_secretariat`);
    await query.query(`delete from personal_link where purpose = 'secretariat'`);
    await query.query(purposes(`'answer', 'next-step', 'unsubscribe'`));
  }
}

function purposes(list: string): string {
  return `alter table personal_link drop constraint personal_link_purpose_check, add constraint personal_link_purpose_check check (purpose in (${list}))`;
}

function stopRules(changes: [from: string, to: string][]): string {
  const quoted = (text: string): string => `$rule$${text}$rule$`;
  const steps = changes.map(([from, to]) => `
      if position(${quoted(from)} in body) = 0 then raise exception 'mail_stop_reason has no rule that reads: %', ${quoted(from)}; end if;
      body := replace(body, ${quoted(from)}, ${quoted(to)});`);
  return `
    do $do$
    declare body text := pg_get_functiondef('mail_stop_reason'::regproc);
    begin${steps.join('')}
      execute body;
    end $do$`;
}
