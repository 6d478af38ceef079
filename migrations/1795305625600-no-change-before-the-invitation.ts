import type { MigrationInterface, QueryRunner } from 'typeorm';

const CANCEL_FIRST = `when mail.calendar->>'method' = 'CANCEL' then null`;
const NOT_INVITED_YET = `${CANCEL_FIRST}
          when mail.kind = 'change' and i.answer = 'none' and exists (
            select from outgoing_mail o
            where o.organisation_id = mail.organisation_id and o.invitation_id = mail.invitation_id and o.kind in ('invitation', 'asked-again')
              and o.state in ('draft', 'queued', 'deferred') and o.created_at <= mail.created_at
          ) then 'not-invited-yet'`;

/** Whose invitation was on its way when the meeting changed, and came back, reads in the invitation how it is now: a change of it would come first, of something unheard of. */
export class NoChangeBeforeTheInvitation1795305625600 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(stopRule(CANCEL_FIRST, NOT_INVITED_YET));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(stopRule(NOT_INVITED_YET, CANCEL_FIRST));
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
