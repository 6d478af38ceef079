import type { MailContent, MailRecipient } from '@bijeen/mail';
import type { EntityManager } from 'typeorm';
import type { CalendarVersion, Invitation } from './invitation.entity.js';
import { KNOWS, type WhichMove } from './moved-guests.queries.js';

/** An invitation that did not leave and has to be written again for another date. */
export interface HeldInvitation extends Pick<MailRecipient, 'invitationId' | 'recipientKey' | 'address' | 'name' | 'values' | 'links'> {
  mailingId: string;
}

/** Kinds of mail that a move itself writes; with the revision of the move they are its own. */
const OWN = `(kind in ('asked-again', 'postponement', 'cancellation', 'invitation') or (kind = 'secretariat-copy' and recipient_key like '%:%')) and revision = $3`;

/** What was to leave and may not any more, is stopped here and now, and kept with the move so that undoing it brings it back. Says how many invitations. */
export async function stopMails(tx: EntityManager, { id, organisationId, meetingId }: WhichMove, now: Date): Promise<number> {
  const [{ invitations }] = await tx.query(
    `with stopped as (
       update outgoing_mail m set state = 'withdrawn', reason = rules.reason
       from outgoing_mail o cross join lateral mail_stop_reason(o, $4) rules
       where m.organisation_id = $1 and m.meeting_id = $2 and m.state in ('draft', 'queued', 'deferred') and o.organisation_id = $1 and o.meeting_id = $2 and o.id = m.id and rules.reason is not null
       returning m.id, m.kind
     ), kept as (
       update meeting_move set stopped_mails = array(
         select id from stopped union all select id from outgoing_mail where organisation_id = $1 and meeting_id = $2 and state = 'sending')
       where organisation_id = $1 and id = $3
     ) select count(*) filter (where kind = 'invitation')::int as invitations from stopped`,
    [organisationId, meetingId, id, now],
  );
  return invitations;
}

/** How many invitations would be stopped now, were the meeting postponed or cancelled. */
export async function waitingInvitations(tx: EntityManager, organisationId: string, meetingId: string): Promise<number> {
  const [{ invitations }] = await tx.query(
    `select count(*)::int as invitations from outgoing_mail where organisation_id = $1 and meeting_id = $2 and kind = 'invitation' and state in ('draft', 'queued', 'deferred')`,
    [organisationId, meetingId],
  );
  return invitations;
}

/**
 * The newest invitation of everybody whom none ever reached, because it still waits or because the meeting moved before it could leave. Who opted out
 * meanwhile is left out.
 */
export async function heldInvitations(tx: EntityManager, organisationId: string, meetingId: string): Promise<HeldInvitation[]> {
  return tx.query(
    `select distinct on (o.invitation_id) o.invitation_id as "invitationId", o.recipient_key as "recipientKey", o.to_address as address, o.to_name as name, o."values", o.links, o.mailing_id as "mailingId"
     from outgoing_mail o
       join invitation i on i.organisation_id = o.organisation_id and i.id = o.invitation_id
     where o.organisation_id = $1 and o.meeting_id = $2 and o.kind = 'invitation'
       and (o.state in ('draft', 'queued', 'deferred') or (o.state = 'withdrawn' and o.reason in ('meeting-moved', 'meeting-postponed')))
       and i.state = 'queued' and not ${KNOWS}
       and not exists (
         select from standing_stop s where s.organisation_id = $1 and s.email_hash = o.address_hash and (s.meeting_id is null or s.meeting_id = $2))
     order by o.invitation_id, o.revision desc`,
    [organisationId, meetingId],
  );
}

/** The next version of the item in these invitations, of which none has left: there is another date. Nobody has an older version, so `calendar_since` stays. Only where the invitation carries an item. */
export async function nextItemsOfHeld(tx: EntityManager, { organisationId, ids, now }: { organisationId: string; ids: string[]; now: Date }): Promise<(Pick<Invitation, 'id' | 'displayName' | 'email' | 'calendarButtons'> & CalendarVersion)[]> {
  const [items] = await tx.query<[(Pick<Invitation, 'id' | 'displayName' | 'email' | 'calendarButtons'> & Omit<CalendarVersion, 'method'>)[]]>(
    `update invitation set calendar_sequence = calendar_sequence + 1, calendar_stamp = greatest($3::timestamptz, calendar_stamp + interval '1 second')
     where organisation_id = $1 and id = any ($2) and calendar_stamp is not null
     returning id, display_name as "displayName", email, calendar_buttons as "calendarButtons", calendar_uid as uid, calendar_sequence as sequence, calendar_stamp as stamp`,
    [organisationId, ids, now],
  );
  return items.map((item) => ({ ...item, method: 'REQUEST' }));
}

/** Mailings as they were written. */
export async function mailingsOf(tx: EntityManager, organisationId: string, ids: string[]): Promise<{ mailingId: string; variant: string; content: MailContent }[]> {
  return tx.query(`select id as "mailingId", variant, content from mailing where organisation_id = $1 and id = any ($2) order by created_at, id`, [organisationId, ids]);
}

/** Links in mails of a postponed meeting live on, so that they still work when there is a new date (R10). */
export async function keepLinksAlive(tx: EntityManager, organisationId: string, meetingId: string, until: Date): Promise<void> {
  await tx.query(`update personal_link set expires_at = $3 where organisation_id = $1 and meeting_id = $2 and expires_at < $3`, [organisationId, meetingId, until]);
}

/** Whether a mail of this move left or is leaving, and whether others have been written since that name the new date. */
export async function mailsSince(tx: EntityManager, { organisationId, meetingId }: WhichMove, { revision, at }: { revision: number; at: Date }): Promise<{ left: boolean; others: boolean; waiting: number; drafts: number }> {
  const [found] = await tx.query(
    `select coalesce(bool_or(own and state in ('sending', 'sent', 'uncertain', 'deferred')), false) as left,
       coalesce(bool_or(not own and created_at > $4 and kind in ('invitation', 'reminder-1', 'reminder-2', 'practical', 'offer', 'change', 'registration', 'companion', 'secretariat-copy', 'date-poll')), false) as others,
       (count(*) filter (where own and state = 'queued'))::int as waiting, (count(*) filter (where own and state = 'draft'))::int as drafts
     from (select state, kind, created_at, ${OWN} as own from outgoing_mail where organisation_id = $1 and meeting_id = $2 and created_at >= $4) o
     where state <> 'withdrawn'`,
    [organisationId, meetingId, revision, at],
  );
  return found;
}

/** Lets the mails of a move leave now; drafts among them when somebody lets them go. Says how many leave. */
export async function releaseMails(tx: EntityManager, { organisationId, meetingId }: WhichMove, { revision, at, now }: { revision: number; at: Date; now: Date }): Promise<number> {
  const [{ mails }] = await tx.query(
    `with released as (
       update outgoing_mail set next_try_at = $5 where organisation_id = $1 and meeting_id = $2 and created_at >= $4 and ${OWN} and state in ('draft', 'queued') returning state
     ) select (count(*) filter (where state = 'queued'))::int as mails from released`,
    [organisationId, meetingId, revision, at, now],
  );
  return mails;
}

/** Takes back the mails of a move, of which none has left, and lets wait again what it stopped: a draft as a draft. */
export async function takeBackMails(tx: EntityManager, { id, organisationId, meetingId }: WhichMove, { revision, at }: { revision: number; at: Date }): Promise<void> {
  await tx.query(
    `delete from mailing where organisation_id = $1 and id in (
       select mailing_id from outgoing_mail where organisation_id = $1 and meeting_id = $2 and created_at >= $4 and ${OWN})`,
    [organisationId, meetingId, revision, at],
  );
  await tx.query(
    `update outgoing_mail m set state = case when m.drafted and m.released_at is null then 'draft' when m.deferrals > 0 then 'deferred' else 'queued' end, reason = null
     from meeting_move v where v.organisation_id = $1 and v.id = $2 and m.organisation_id = $1 and m.id = any (v.stopped_mails) and m.state = 'withdrawn'`,
    [organisationId, id],
  );
}
