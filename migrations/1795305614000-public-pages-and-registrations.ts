import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A public page per meeting, and who asks for a place there. What strangers may read is a copy: `published_meeting` holds the published
 * columns and nothing else, and only while a meeting is published; triggers keep it. So no policy has to open `meeting` itself, and nothing
 * that is added to `meeting` later can leak. A request waits until its address was confirmed.
 */
export class PublicPagesAndRegistrations1795305614000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function is_public() returns boolean language sql stable parallel safe as
      $$ select coalesce(current_setting('app.public', true), '') = 'on' $$`);
    await this.createPublications(query);
    await this.keepThemInStep(query);
    await this.createRegistrations(query);
    await query.query(mailStopReason(`'confirmation', 'change', 'test'`, `'confirmation', 'change', 'registration', 'test'`));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(mailStopReason(`'confirmation', 'change', 'registration', 'test'`, `'confirmation', 'change', 'test'`));
    await query.query(`drop function open_registration(bytea)`);
    await query.query(`drop table registration`);
    await query.query(`drop trigger shown_to_everybody on meeting`);
    await query.query(`drop trigger shown_to_everybody on organisation`);
    await query.query(`drop trigger shown_to_everybody on region`);
    await query.query(`drop table published_meeting, publication`);
    await query.query(`drop function show_when_published(), show_meeting(uuid, uuid), is_public()`);
  }

  private async createPublications(query: QueryRunner): Promise<void> {
    await query.query(`
      create table publication (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        published boolean not null,
        slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        introduction text,
        audience text,
        registration_open boolean not null,
        registration_until date,
        first_published_at timestamptz,
        updated_at timestamptz not null,
        primary key (organisation_id, meeting_id),
        foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
        check (not published or first_published_at is not null),
        unique (slug)
      )`);
    await query.query(`select protect_tenant('publication')`);
    await query.query(`
      create table published_meeting (
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        slug text not null,
        organisation_name text not null,
        colour text,
        title text not null,
        state text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        answer_by timestamptz not null,
        venue_name text not null,
        venue_address text not null,
        venue_place text not null,
        region text,
        programme text,
        contact_name text not null,
        contact_email text not null,
        contact_phone text,
        introduction text,
        audience text,
        registration_open boolean not null,
        registration_until date,
        first_published_at timestamptz not null,
        changed_at timestamptz not null,
        primary key (organisation_id, meeting_id),
        foreign key (organisation_id, meeting_id) references publication (organisation_id, meeting_id) on delete cascade
      )`);
    await query.query(`create index published_meeting_by_slug on published_meeting (slug)`);
    await query.query(`create index published_meeting_by_start on published_meeting (starts_at)`);
    await query.query(`select protect_tenant('published_meeting')`);
    await query.query(`create policy everybody_reads_what_is_published on published_meeting for select using ((select is_public()))`);
  }

  /** The copy follows the publication, the meeting, the name and colour of the organisation, and the name of the region. */
  private async keepThemInStep(query: QueryRunner): Promise<void> {
    await query.query(`
      create function show_meeting(organisation uuid, which uuid) returns void language sql as $$
        delete from published_meeting where organisation_id = organisation and meeting_id = which;
        insert into published_meeting (organisation_id, meeting_id, slug, organisation_name, colour, title, state, starts_at, ends_at, answer_by, venue_name, venue_address, venue_place, region,
          programme, contact_name, contact_email, contact_phone, introduction, audience, registration_open, registration_until, first_published_at, changed_at)
        select p.organisation_id, p.meeting_id, p.slug, o.name, o.colour, m.title, m.state, m.starts_at, m.ends_at, m.answer_by, m.venue_name, m.venue_address, m.venue_place, r.name,
          m.programme, m.contact_name, m.contact_email, m.contact_phone, p.introduction, p.audience, p.registration_open, p.registration_until, p.first_published_at, greatest(p.updated_at, m.updated_at)
        from publication p
          join organisation o on o.id = p.organisation_id
          join meeting m on m.organisation_id = p.organisation_id and m.id = p.meeting_id
          left join region r on r.organisation_id = m.organisation_id and r.id = m.region_id
        where p.organisation_id = organisation and p.meeting_id = which and p.published and m.state <> 'draft';
      $$`);
    await query.query(`
      create function show_when_published() returns trigger language plpgsql as $$
      begin
        perform show_meeting(p.organisation_id, p.meeting_id)
        from publication p join meeting m on m.organisation_id = p.organisation_id and m.id = p.meeting_id
        where case tg_table_name
          when 'publication' then p.organisation_id = (to_jsonb(new) ->> 'organisation_id')::uuid and p.meeting_id = (to_jsonb(new) ->> 'meeting_id')::uuid
          when 'meeting' then p.organisation_id = (to_jsonb(new) ->> 'organisation_id')::uuid and p.meeting_id = (to_jsonb(new) ->> 'id')::uuid
          when 'region' then m.organisation_id = (to_jsonb(new) ->> 'organisation_id')::uuid and m.region_id = (to_jsonb(new) ->> 'id')::uuid
          else p.organisation_id = (to_jsonb(new) ->> 'id')::uuid end;
        return null;
      end $$`);
    await query.query(`create trigger shown_to_everybody after insert or update on publication for each row execute function show_when_published()`);
    await query.query(`create trigger shown_to_everybody after update on meeting for each row execute function show_when_published()`);
    await query.query(`create trigger shown_to_everybody after update of name on region for each row execute function show_when_published()`);
    await query.query(`create trigger shown_to_everybody after update of name, colour on organisation for each row execute function show_when_published()`);
  }

  private async createRegistrations(query: QueryRunner): Promise<void> {
    await query.query(`
      create table registration (
        id uuid primary key default uuidv7(),
        organisation_id uuid not null references organisation on delete cascade,
        meeting_id uuid not null,
        state text not null default 'requested' check (state in ('requested', 'confirmed', 'approved', 'refused')),
        form_of_address text check (form_of_address in ('mevrouw', 'meneer')),
        first_name text,
        infix text,
        surname text not null,
        function text not null,
        contact_organisation_name text not null,
        municipality_code text references municipality,
        email text not null,
        email_key text not null,
        email_hash bytea not null,
        remark text,
        nonce bytea not null,
        token_hash bytea not null,
        requested_at timestamptz not null,
        confirmed_at timestamptz,
        decided_at timestamptz,
        decided_by text,
        refusal text,
        invitation_id uuid,
        erase_after timestamptz not null,
        foreign key (organisation_id, meeting_id) references publication (organisation_id, meeting_id) on delete cascade,
        foreign key (organisation_id, invitation_id) references invitation (organisation_id, id) on delete cascade,
        unique (organisation_id, meeting_id, email_key),
        check ((state = 'requested') = (confirmed_at is null)),
        check ((state in ('approved', 'refused')) = (decided_at is not null)),
        check ((state = 'approved') = (invitation_id is not null))
      )`);
    await query.query(`create index registration_of_meeting on registration (organisation_id, meeting_id, id)`);
    await query.query(`create index registration_by_token on registration (token_hash)`);
    await query.query(`create index registration_of_invitation on registration (organisation_id, invitation_id) where invitation_id is not null`);
    await query.query(`create index registration_to_erase on registration (erase_after)`);
    await query.query(`select protect_tenant('registration')`);
    await query.query(`create policy presented on registration for select using (token_hash = (select presented_hash()))`);
    await query.query(`create policy worker_looks_for_registrations_to_erase on registration for select using ((select is_worker()))`);
    // As open_link: who holds the link acts in its organisation for the rest of the transaction.
    await query.query(`
      create function open_registration(presented bytea) returns setof registration language plpgsql as $$
      declare found_row registration;
      begin
        perform set_config('app.presented_hash', encode(presented, 'hex'), true);
        select * into found_row from registration where token_hash = presented;
        if not found then return; end if;
        perform set_config('app.presented_hash', '', true), set_config('app.organisation_id', found_row.organisation_id::text, true);
        return next found_row;
      end $$`);
  }
}

/**
 * Somebody who opted out may ask for a place: the mail that asks to confirm the address must arrive. The function is changed where it
 * stands, so that what other migrations made of it stays.
 */
function mailStopReason(from: string, to: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  return `
    do $do$
    declare body text := pg_get_functiondef('mail_stop_reason'::regproc);
    begin
      if position(${quoted(from)} in body) = 0 then raise exception 'mail_stop_reason does not list the mails that always leave as expected'; end if;
      execute replace(body, ${quoted(from)}, ${quoted(to)});
    end $do$`;
}
