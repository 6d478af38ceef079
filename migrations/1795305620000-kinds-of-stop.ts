import type { MigrationInterface, QueryRunner } from 'typeorm';

const CANCEL_FIRST = `when mail.calendar->>'method' = 'CANCEL' then null`;
/** Everything is everything (docs/decisions/0020): only what answers an act of the person after the stop, and what goes to colleagues, leaves. */
const EVERYTHING_FIRST = `when mail_class(mail.kind) <> 'colleague' and stopped_everywhere(mail.address_hash) >= case when mail_class(mail.kind) = 'own-act' then mail.created_at else '-infinity' end then 'unsubscribed-everything'
          ${CANCEL_FIRST}`;
const BY_KIND = `case
            when mail.kind in ('confirmation', 'change', 'registration', 'test') then false
            when mail.kind in ('asked-again', 'cancellation', 'postponement') then i.answer is distinct from 'yes' and i.previous_answer is distinct from 'yes'
            else true end then 'unsubscribed'`;
const BY_CLASS = `case mail_class(mail.kind)
            when 'news' then true
            when 'agreed' then i.answer is distinct from 'yes' and i.previous_answer is distinct from 'yes' and i.calendar_stamp is null
            else false end then 'unsubscribed'`;

/**
 * A third kind of stop beside "this meeting" and "this organisation": everything that leaves through this installation. It belongs to no
 * organisation, so no row can show which one somebody heard from. A row is seen by who holds a link to that address, by who asks about one
 * address whose hash is known already, and by organisations that have the address among their own contacts; nobody can list the others.
 */
export class KindsOfStop1795305620000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await this.createPlatformStops(query);
    await query.query(`
      create view standing_stop with (security_invoker = true) as
        select id, organisation_id, email_hash, scope, meeting_id, origin, at from suppression where withdrawn_at is null
        union all
        select id, current_organisation(), email_hash, 'everything', null, origin, at from platform_stop where withdrawn_at is null`);
    await query.query(`create index suppression_by_time on suppression (organisation_id, at desc, id desc) where withdrawn_at is null`);
    await query.query(`create index contact_by_address on contact (organisation_id, email_hash) where email_hash is not null`);
    await query.query(`create index secretariat_by_address on secretariat (organisation_id, email_hash) where email_hash is not null`);
    await query.query(`
      create function mail_class(kind text) returns text language sql immutable parallel safe as $$
        select case
          when kind in ('confirmation', 'registration') then 'own-act'
          when kind in ('change', 'cancellation', 'postponement', 'asked-again', 'offer', 'offer-over', 'companion', 'secretariat-copy') then 'agreed'
          when kind in ('decision', 'test') then 'colleague'
          else 'news' end
      $$`);
    await query.query(stopRules([[CANCEL_FIRST, EVERYTHING_FIRST], [BY_KIND, BY_CLASS]]));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(stopRules([[EVERYTHING_FIRST, CANCEL_FIRST], [BY_CLASS, BY_KIND]]));
    await query.query(`drop view standing_stop`);
    await query.query(`drop index suppression_by_time, contact_by_address, secretariat_by_address`);
    await query.query(`drop function mail_class(text), stopped_among(bytea[]), stopped_everywhere(bytea)`);
    await query.query(`drop table platform_stop`);
    await query.query(`drop function address_asked_about(), address_in_hand()`);
  }

  private async createPlatformStops(query: QueryRunner): Promise<void> {
    await query.query(`
      create table platform_stop (
        id uuid primary key default uuidv7(),
        email_hash bytea not null,
        origin text not null,
        at timestamptz not null,
        withdrawn_at timestamptz
      )`);
    await query.query(`create unique index platform_stop_once on platform_stop (email_hash) where withdrawn_at is null`);
    await query.query(`alter table platform_stop enable row level security`);
    await query.query(`alter table platform_stop force row level security`);
    await query.query(`
      create function address_in_hand() returns bytea language sql stable parallel safe as
      $$ select decode(nullif(current_setting('app.address_in_hand', true), ''), 'hex') $$`);
    await query.query(`
      create function address_asked_about() returns bytea language sql stable parallel safe as
      $$ select decode(nullif(current_setting('app.address_asked_about', true), ''), 'hex') $$`);
    await query.query(`create policy person on platform_stop using (email_hash = (select address_in_hand())) with check (email_hash = (select address_in_hand()))`);
    await query.query(`create policy asked_about on platform_stop for select using (email_hash = (select address_asked_about()))`);
    await query.query(`
      create policy among_own_contacts on platform_stop for select using (
        exists (select from contact c where c.organisation_id = (select current_organisation()) and c.email_hash = platform_stop.email_hash)
        or exists (select from secretariat s where s.organisation_id = (select current_organisation()) and s.email_hash = platform_stop.email_hash))`);
    await query.query(`
      create function stopped_everywhere(hash bytea) returns timestamptz language plpgsql stable as $$
      begin
        perform set_config('app.address_asked_about', encode(hash, 'hex'), true);
        return (select max(at) from platform_stop where email_hash = hash and withdrawn_at is null);
      end $$`);
    await query.query(`
      create function stopped_among(hashes bytea[]) returns setof bytea language plpgsql stable as $$
      declare hash bytea;
      begin
        foreach hash in array hashes loop
          if stopped_everywhere(hash) is not null then return next hash; end if;
        end loop;
      end $$`);
  }
}

/** The rules are changed where they stand, so that what other migrations made of them stays. */
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
