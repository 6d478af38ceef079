import type { EntityManager } from 'typeorm';
import type { MailContent, MailKind } from './mail-content.js';

/** A draft as it stands in the ledger. `stop` is why it may not leave as things are now. */
export interface DraftRow {
  id: string;
  kind: MailKind;
  name: string;
  address: string;
  createdAt: Date;
  nextTryAt: Date;
  editedBy: string | null;
  stop: string | null;
  held: boolean;
  subject: string;
  common: Record<string, string> | null;
  sender: string;
  values: Record<string, string>;
}

/** Which drafts: of one kind, or these. */
export interface WhichDrafts {
  kind?: MailKind | null | undefined;
  ids?: string[] | null | undefined;
}

/** One page of the drafts of a meeting in the order of writing; one more than asked for when there is a next page. */
export async function draftRows(tx: EntityManager, organisationId: string, meetingId: string, { kind, after, limit, now }: { kind: MailKind | null; after: string | null; limit: number; now: Date }): Promise<DraftRow[]> {
  return tx.query(
    `select o.id, o.kind, o.to_name as name, o.to_address as address, o.created_at as "createdAt", o.next_try_at as "nextTryAt", g.edited_by as "editedBy", rules.reason as stop, o.reason is not distinct from 'blocked' as held,
       g.content->>'subject' as subject, g.content->'values' as common, g.content->'sender'->>'name' as sender, o."values"
     from (
       select id from outgoing_mail where organisation_id = $1 and meeting_id = $2 and state = 'draft' and ($3::text is null or kind = $3) and ($4::uuid is null or id > $4) order by id limit $5
     ) one
       join outgoing_mail o on o.organisation_id = $1 and o.id = one.id
       join mailing g on g.organisation_id = $1 and g.id = o.mailing_id
       cross join lateral mail_stop_reason(o, $6) rules
     order by o.id`,
    [organisationId, meetingId, kind, after, limit + 1, now],
  );
}

/** A draft that is going to be changed, with its text. */
export interface DraftText {
  id: string;
  state: string;
  mailingId: string;
  content: MailContent;
  values: Record<string, string>;
}

/** Locks one mail of a meeting, with its text; undefined when it is not there. */
export async function lockMail(tx: EntityManager, organisationId: string, meetingId: string, id: string): Promise<DraftText | undefined> {
  const [found] = await tx.query(
    `select o.id, o.state, o.mailing_id as "mailingId", g.content, o."values" from outgoing_mail o join mailing g on g.organisation_id = o.organisation_id and g.id = o.mailing_id
     where o.organisation_id = $1 and o.meeting_id = $2 and o.id = $3 for update of o`,
    [organisationId, meetingId, id],
  );
  return found;
}

/** Gives one mail a text of its own: a mailing for one person, so that no mailing ever changes. A text that nobody has any more goes. */
export async function giveOwnText(tx: EntityManager, organisationId: string, { id, mailingId }: Pick<DraftText, 'id' | 'mailingId'>, { content, by, now }: { content: MailContent; by: string; now: Date }): Promise<void> {
  await tx.query(
    `with made as (
       insert into mailing (organisation_id, meeting_id, kind, variant, content, edited_by, created_at)
       select organisation_id, meeting_id, kind, variant, $4, $5, $6 from mailing where organisation_id = $1 and id = $3 returning id
     ) update outgoing_mail set mailing_id = made.id from made where organisation_id = $1 and outgoing_mail.id = $2`,
    [organisationId, id, mailingId, JSON.stringify(content), by, now],
  );
  await tx.query('delete from mailing g where organisation_id = $1 and id = $2 and not exists (select from outgoing_mail o where o.organisation_id = $1 and (o.mailing_id = g.id or o.next_mailing_id = g.id))', [organisationId, mailingId]);
}

/** Locks the meeting before its mails, in the order in which a move locks them. */
export async function lockMeeting(tx: EntityManager, organisationId: string, meetingId: string): Promise<void> {
  await tx.query('select from meeting where organisation_id = $1 and id = $2 for no key update', [organisationId, meetingId]);
}

/**
 * Lets drafts go. What may not leave any more is withdrawn here and now, with the reason. Whoever gets an invitation is invited from this
 * moment on: reminders and calls count from it. A mail of a move still waits for as long as that move can be taken back.
 */
export async function releaseDrafts(tx: EntityManager, organisationId: string, meetingId: string, { ids, by, now }: { ids: string[]; by: string; now: Date }): Promise<{ released: number; stopped: number }> {
  const [counts] = await tx.query(
    `with settled as (
       update outgoing_mail m
       set (state, reason) = (select case when stop is null then 'queued' else 'withdrawn' end, stop from mail_stop_reason(m, $4) as rules(stop)),
           next_try_at = greatest(m.next_try_at, $4), released_at = $4, released_by = $5
       where m.organisation_id = $1 and m.meeting_id = $2 and m.state = 'draft' and m.id = any ($3)
       returning m.state, m.kind, m.invitation_id
     ), invited as (
       update invitation i set invited_at = $4 from settled s where s.kind = 'invitation' and s.state = 'queued' and i.organisation_id = $1 and i.id = s.invitation_id and i.state = 'queued'
     )
     select (count(*) filter (where state = 'queued'))::int as released, (count(*) filter (where state = 'withdrawn'))::int as stopped from settled`,
    [organisationId, meetingId, ids, now, by],
  );
  return counts;
}

/** A draft with what decides whether it can go as it is. */
export interface DraftPerson {
  id: string;
  mailingId: string;
  name: string;
  address: string;
  values: Record<string, string>;
  function: string | null;
  municipality: string | null;
  viaSecretariat: boolean;
}

/** The text of drafts; `editedBy` when it is that of one person. */
export interface TextOfDrafts {
  id: string;
  kind: MailKind;
  content: MailContent;
  editedBy: string | null;
}

/** Locks drafts, so that nobody gives one of them other words while it is decided whether they leave. Gives their ids. */
export async function lockDrafts(tx: EntityManager, organisationId: string, meetingId: string, { kind, ids }: WhichDrafts): Promise<string[]> {
  const locked: { id: string }[] = await tx.query(
    `select id from outgoing_mail where organisation_id = $1 and meeting_id = $2 and state = 'draft' and ($3::text is null or kind = $3) and ($4::uuid[] is null or id = any ($4)) order by id for update`,
    [organisationId, meetingId, kind ?? null, ids ?? null],
  );
  return locked.map(({ id }) => id);
}

/** Everybody for whom such a draft waits, and the texts that they get. Two queries. */
export async function draftPeople(tx: EntityManager, organisationId: string, meetingId: string, { kind, ids }: WhichDrafts): Promise<{ people: DraftPerson[]; texts: TextOfDrafts[] }> {
  const people: DraftPerson[] = await tx.query(
    `select o.id, o.mailing_id as "mailingId", o.to_name as name, o.to_address as address, o."values", i.function, m.short_name as municipality, i.secretariat_id is not null and o.kind <> 'secretariat-copy' as "viaSecretariat"
     from outgoing_mail o
       left join invitation i on i.organisation_id = o.organisation_id and i.id = o.invitation_id
       left join municipality m on m.code = i.municipality_code
     where o.organisation_id = $1 and o.meeting_id = $2 and o.state = 'draft' and ($3::text is null or o.kind = $3) and ($4::uuid[] is null or o.id = any ($4)) order by o.id`,
    [organisationId, meetingId, kind ?? null, ids ?? null],
  );
  const texts: TextOfDrafts[] = await tx.query(`select id, kind, content, edited_by as "editedBy" from mailing where organisation_id = $1 and id = any ($2) order by id`, [organisationId, [...new Set(people.map(({ mailingId }) => mailingId))]]);
  return { people, texts };
}
