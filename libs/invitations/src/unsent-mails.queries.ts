import type { MailKind, MailRecipient, MailsToLeave } from '@bijeen/mail';
import type { EntityManager } from 'typeorm';

/** A mail that stands in the ledger and has not left, as far as anybody knows. */
export interface UnsentMail {
  id: string;
  invitationId: string | null;
  kind: MailKind;
  /** It is being sent, or perhaps was: what it says now cannot be changed any more. */
  onItsWay: boolean;
  /** An item for the calendar goes with it. */
  hasItem: boolean;
  /** It will leave, as things are now. */
  leaves: boolean;
}

const UNSENT = `('draft', 'queued', 'deferred', 'sending', 'uncertain')`;
const ON_ITS_WAY = `('sending', 'uncertain')`;

/** Locks what has not left of a meeting, while the sender stands still. */
export async function lockUnsent(tx: EntityManager, organisationId: string, meetingId: string, now: Date): Promise<UnsentMail[]> {
  return tx.query(
    `select o.id, o.invitation_id as "invitationId", o.kind, o.state in ${ON_ITS_WAY} as "onItsWay", coalesce(o.calendar->>'method' = 'REQUEST', false) as "hasItem", rules.reason is null as leaves
     from outgoing_mail o cross join lateral mail_stop_reason(o, $3) rules
     where o.organisation_id = $1 and o.meeting_id = $2 and o.state in ${UNSENT} order by o.id for no key update of o`,
    [organisationId, meetingId, now],
  );
}

/**
 * Other facts in the texts of what has not left: what waits has another text from now on, and what is on its way gets it when it comes back. No
 * mailing ever changes; one that nobody has any more goes. What became empty stays as it was, for the text was made with it; a date poll has a day of its own to answer by. Says how many mails that were.
 */
export async function giveNewFacts(tx: EntityManager, organisationId: string, meetingId: string, facts: Record<string, string>): Promise<number> {
  const [, mails] = await tx.query<[unknown, number]>(
    `with former as materialized (
       select g.id, uuidv7() as new_id, g.kind, g.variant, g.edited_by, g.created_at, jsonb_set(g.content, '{values}', g.content->'values' || fresh.facts) as content
       from mailing g
         cross join lateral (
           select coalesce(jsonb_object_agg(f.key, f.value), '{}') as facts from jsonb_each($3::jsonb) f
           where g.content->'values' ? f.key and f.value <> '""' and not (g.kind = 'date-poll' and f.key = 'antwoord_voor') and g.content->'values'->f.key <> f.value) fresh
       where g.organisation_id = $1 and g.meeting_id = $2 and fresh.facts <> '{}'
         and g.id in (select mailing_id from outgoing_mail where organisation_id = $1 and meeting_id = $2 and state in ${UNSENT})
     ), made as (
       insert into mailing (id, organisation_id, meeting_id, kind, variant, content, edited_by, created_at) select new_id, $1, $2, kind, variant, content, edited_by, created_at from former
     )
     update outgoing_mail o set
       mailing_id = case when o.state in ${ON_ITS_WAY} then o.mailing_id else former.new_id end,
       next_mailing_id = case when o.state in ${ON_ITS_WAY} then former.new_id end,
       next_parts = case when o.state in ${ON_ITS_WAY} then jsonb_build_object('values', o."values", 'calendar', o.calendar) end
     from former where o.organisation_id = $1 and o.meeting_id = $2 and o.mailing_id = former.id and o.state in ${UNSENT}`,
    [organisationId, meetingId, JSON.stringify(facts)],
  );
  if (mails > 0) await tx.query(
    `delete from mailing g where g.organisation_id = $1 and g.meeting_id = $2
       and not exists (select from outgoing_mail o where o.organisation_id = $1 and o.meeting_id = $2 and (o.mailing_id = g.id or o.next_mailing_id = g.id))`,
    [organisationId, meetingId],
  );
  return mails;
}

/** Other items for the calendar with these mails, likewise. */
export async function giveNewItems(tx: EntityManager, organisationId: string, items: { id: string; calendar: MailRecipient['calendar'] }[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `update outgoing_mail o set
       calendar = case when o.state in ${ON_ITS_WAY} then o.calendar else n.calendar end,
       next_parts = case when o.next_mailing_id is not null then jsonb_set(o.next_parts, '{calendar}', n.calendar) end
     from jsonb_to_recordset($2::jsonb) as n(id uuid, calendar jsonb) where o.organisation_id = $1 and o.id = n.id`,
    [organisationId, JSON.stringify(items)],
  );
}

/** The journey to another venue, for everybody who is invited and in the invitations that have not left. `minutes` per municipality. */
export async function giveNewJourneys(tx: EntityManager, organisationId: string, meetingId: string, { minutes, from, to }: { minutes: Record<string, number>; from: string; to: string }): Promise<void> {
  await tx.query(
    `with travelled as (
       update invitation set travel_minutes = ($3::jsonb->>municipality_code)::int where organisation_id = $1 and meeting_id = $2 returning id, travel_minutes
     ), told as (
       select o.id, o."values" || jsonb_build_object(
         'reistijd', case when t.travel_minutes is not null then 'circa ' || t.travel_minutes || ' minuten (schatting)' when o.kind = 'invitation' then 'niet bekend' else '' end,
         'waarom_u', replace(coalesce(o."values"->>'waarom_u', ''), 'in de omgeving van ' || $4::text || '.', 'in de omgeving van ' || $5::text || '.')) as "values"
       from outgoing_mail o join travelled t on t.id = o.invitation_id where o.organisation_id = $1 and o.meeting_id = $2 and o.state in ${UNSENT} and o."values" ? 'reistijd'
     )
     update outgoing_mail o set "values" = case when o.state in ${ON_ITS_WAY} then o."values" else told."values" end,
       next_parts = case when o.next_mailing_id is not null then jsonb_set(o.next_parts, '{values}', told."values") end
     from told where o.organisation_id = $1 and o.id = told.id`,
    [organisationId, meetingId, JSON.stringify(minutes), from, to],
  );
}

/** One mail of each text that leaves without anybody looking at it, to be looked at for a mistake. */
export async function textsThatWait(tx: EntityManager, organisationId: string, meetingId: string): Promise<MailsToLeave[]> {
  const rows: { kind: MailKind; content: MailsToLeave['texts'][number]['content']; name: string; address: string; values: Record<string, string> }[] = await tx.query(
    `select distinct on (o.mailing_id) o.kind, g.content, o.to_name as name, o.to_address as address, o."values" from outgoing_mail o join mailing g on g.organisation_id = $1 and g.id = o.mailing_id
     where o.organisation_id = $1 and o.meeting_id = $2 and o.state in ('queued', 'deferred') order by o.mailing_id, o.id`,
    [organisationId, meetingId],
  );
  return rows.map(({ kind, content, name, address, values }) => ({ kind, texts: [{ content, people: [{ name, address, values, function: null, municipality: null, viaSecretariat: false }] }] }));
}
