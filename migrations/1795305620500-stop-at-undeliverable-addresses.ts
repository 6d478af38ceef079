import type { MigrationInterface, QueryRunner } from 'typeorm';

const CANCEL_FIRST = `
          when mail.calendar->>'method' = 'CANCEL' then null`;
/** Who answered, or asked for a place, after the mail came back reads that address again: then it is worth a try. */
const UNDELIVERABLE_FIRST = `
          when exists (
            select from undeliverable_address u
            where u.organisation_id = mail.organisation_id and u.address_hash = mail.address_hash and (mail_class(mail.kind) <> 'own-act' or u.at >= mail.created_at)
          ) then 'undeliverable'${CANCEL_FIRST}`;

/** What was written for an address before its mail came back, or after that, stays here: sending to it again harms the mail of all others. */
export class StopAtUndeliverableAddresses1795305620500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(stopRule(CANCEL_FIRST, UNDELIVERABLE_FIRST));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(stopRule(UNDELIVERABLE_FIRST, CANCEL_FIRST));
  }
}

/** The rule is changed where it stands, so that what other migrations made of the others stays. */
function stopRule(from: string, to: string): string {
  const quoted = (text: string): string => `$rule$${text}$rule$`;
  return `
    do $do$
    declare body text := pg_get_functiondef('mail_stop_reason'::regproc);
    begin
      if position(${quoted(from)} in body) = 0 then raise exception 'mail_stop_reason has no rule that reads: %', ${quoted(from)}; end if;
      execute replace(body, ${quoted(from)}, ${quoted(to)});
    end $do$`;
}
