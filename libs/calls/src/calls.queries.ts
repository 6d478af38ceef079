import type { ContactFunction } from '@bijeen/contacts';
import type { Coming } from '@bijeen/invitations';
import { type Day, DomainError, isUuid } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { Attempt, Call, SecondReminder } from './call-list.js';

/** Whose list, as it stands when. */
export interface Asked {
  organisationId: string;
  meetingId: string;
  /** People who did not answer are on it. */
  open: boolean;
  today: Day;
  /** Who was asked after this moment is not called yet. */
  askedBefore: Date;
  /** The functions that decide. */
  deciding: ContactFunction[];
  now: Date;
  /** No answer can be noted any more. */
  over: boolean;
}

/**
 * Who has a place or waits for one, also on the date before, and wants no mail at all: a person must tell them of a change, or that there is a
 * place (docs/decisions/0020). They are called until somebody spoke to them, and again after each move, change or offer that was not mailed to
 * them and that they did not answer to. A move counts once it can no longer be taken back, and the place that it holds for somebody is no offer. Parameters as below.
 */
const WITHOUT_MAIL = `
  without_mail as (
    select i.id, case when news.at > coalesce(heard.at, '-infinity') then 'untold' when offer.at > coalesce(heard.at, '-infinity') then 'offered'
        when i.answer = 'yes' and stop.at > coalesce(told.at, '-infinity') then case i.place when 'confirmed' then 'stopped' when 'waiting' then 'waiting' end end as reason
    from meeting m
      join invitation i on i.organisation_id = $1 and i.meeting_id = $2
      join contact c on c.organisation_id = $1 and c.id = i.contact_id
      left join secretariat s on s.organisation_id = $1 and s.id = i.secretariat_id
      cross join lateral (select max(p.at) as at from standing_stop p where p.organisation_id = $1 and p.scope = 'everything' and p.email_hash = case when i.secretariat_id is null then c.email_hash else s.email_hash end) stop
      cross join lateral (select greatest(
        (select max(v.at) from meeting_move v where v.organisation_id = $1 and v.meeting_id = $2 and v.undone_at is null and v.leaves_at <= $7 and not exists (
          select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind in ('asked-again', 'postponement', 'cancellation') and o.created_at >= v.at and o.state in ('sent', 'sending', 'uncertain'))),
        (select max(o.created_at) from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'change' and o.reason = 'unsubscribed-everything')) as at) news
      cross join lateral (select greatest(
        (select max(a.at) from call_attempt a where a.organisation_id = $1 and a.invitation_id = i.id and a.outcome in ('yes', 'no', 'maybe')),
        (select max(d.settled_at) from call_task d where d.organisation_id = $1 and d.invitation_id = i.id and d.outcome <> 'answered')) as at) told
      cross join lateral (select greatest(told.at, i.answered_at) as at) heard
      left join lateral (select p.at from place_move p where i.place = 'offered' and p.organisation_id = $1 and p.invitation_id = i.id and p.move = 'offered' order by p.id desc limit 1) offer
        on not exists (select from meeting_move v where v.organisation_id = $1 and v.meeting_id = $2 and v.at = offer.at)
        and not exists (select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind in ('offer', 'invitation', 'companion', 'asked-again') and o.created_at >= offer.at and o.state in ('sent', 'sending', 'uncertain'))
    where m.organisation_id = $1 and m.id = $2 and m.starts_at > $7 and stop.at is not null
      and (i.place = 'offered' or (i.answer = 'yes' and i.place in ('confirmed', 'waiting')) or (i.answer = 'none' and i.previous_answer = 'yes' and i.previous_place in ('confirmed', 'waiting', 'offered')))
  )`;

/**
 * Who is to be called: everybody for whom somebody asked, and once the list is open everybody whom the invitation reached or should have
 * reached and who did not answer, except for the first two days after the question: that is no silence yet. A call that was asked for is no
 * longer needed when an answer came after that. Somebody who decides and sends somebody who does not, is called too (L2). Who wants no
 * mail from us is not called either, unless somebody asks for it or they come or wait for a place. Once nothing can be answered any more only who does not know of that is left.
 * $1 organisation, $2 meeting, $3 the list is open, $4 today, $5 deciding functions, $6 two days ago, $7 now, $8 it is over.
 */
const TO_CALL = `${WITHOUT_MAIL},
  invited as (
    select i.id, i.contact_id, i.display_name, i.sort_name, i.function, i.contact_organisation_name, i.municipality_code, i.travel_minutes, i.secretariat_id, i.state, i.answer, i.place, i.offer_until, i.invited_at, t.id as task_id, t.reason as task_reason, t.note, t.call_again_on, low.at as lowered_at, low.by as lowered_by, w.reason as without_mail, i.function = any ($5::text[]) as decides, coalesce(t.call_again_on > $4::date, false) as put_off,
      i.state = 'bounced' or exists (select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'invitation' and o.state = 'failed'
        and not exists (select from outgoing_mail n where n.organisation_id = $1 and n.invitation_id = i.id and n.kind = 'invitation' and n.id > o.id and n.state in ('sent', 'sending', 'uncertain'))) as bounced
    from invitation i
      left join without_mail w on w.id = i.id
      left join call_task t on t.organisation_id = $1 and t.invitation_id = i.id and t.settled_at is null and (i.answered_at is null or i.answered_at <= t.created_at)
      left join lateral (
        select s.at, jsonb_build_object('name', x.display_name, 'function', x.function) as by from substitution s join invitation x on x.organisation_id = $1 and x.id = s.substitute_id
        where s.organisation_id = $1 and s.original_id = i.id and s.undone_at is null and x.function <> all ($5::text[])
          and not exists (select from call_task d where d.organisation_id = $1 and d.invitation_id = i.id and d.settled_at >= s.at)) low on i.answer = 'substitute' and i.function = any ($5::text[])
    where i.organisation_id = $1 and i.meeting_id = $2 and (w.reason is not null or t.id is not null or low.at is not null or ($3 and i.answer = 'none')) and (not $8 or w.reason = 'untold')
  ),
  to_call as (
    select i.* from invited i join contact c on c.organisation_id = $1 and c.id = i.contact_id
    where i.without_mail is not null or i.task_id is not null or i.lowered_at is not null or ((i.bounced or (i.invited_at <= $6 and (i.state = 'sent' or exists (
        select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'invitation' and o.state in ('sent', 'sending', 'uncertain')))))
      and not exists (select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'asked-again' and o.created_at > $6)
      and not exists (select from standing_stop s where s.organisation_id = $1 and s.email_hash = c.email_hash and (s.meeting_id is null or s.meeting_id = $2)))
  )`;

/** How many people are to be called today. Only those of this meeting are looked at, and only the ones without an answer. */
export async function countCalls(tx: EntityManager, asked: Asked): Promise<{ open: number; deciding: number }> {
  const [row] = await tx.query(
    `with ${TO_CALL} select count(*)::int as open, count(*) filter (where decides)::int as deciding from to_call where not put_off`,
    valuesOf(asked),
  );
  return row;
}

/** Those who decide first, then by municipality and name: at most `most` to call now, and as many put off. One statement, whatever their number. */
export async function listCalls(tx: EntityManager, asked: Asked, most: number): Promise<(Omit<Call, 'attempts'> & { putOff: boolean })[]> {
  return tx.query(
    `with ${TO_CALL},
     ranked as (
       select k.*, g.name as municipality, row_number() over (partition by put_off order by case when put_off then call_again_on end, decides desc, g.name nulls last, sort_name, k.id) as turn
       from to_call k left join municipality g on g.code = k.municipality_code
     )
     select k.id as "invitationId", k.contact_id as "contactId", k.display_name as name, k.function, k.contact_organisation_name as organisation, k.municipality,
       k.travel_minutes as "travelMinutes", coalesce(c.phone, s.phone) as phone, c.phone is null and s.phone is not null as "viaSecretariat",
       case when w.id is not null then jsonb_build_object('id', w.id, 'name', w.name) end as owner, k.decides, k.bounced, k.answer, k.place is not distinct from 'waiting' as waits, case when k.place = 'offered' then k.offer_until end as "offerUntil",
       coalesce(k.without_mail, k.task_reason, case when k.lowered_at is not null then 'substituted' when k.bounced then 'bounced' else 'no-answer' end) as reason, k.note, k.lowered_by as "loweredBy", k.call_again_on::text as "callAgainOn", k.put_off as "putOff",
       (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'at', coalesce(o.sent_at, o.attempted_at, o.created_at), 'arrived', o.state <> 'failed') order by coalesce(o.sent_at, o.attempted_at, o.created_at)), '[]')
          from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = k.id and o.kind in ('invitation', 'reminder-1', 'reminder-2', 'asked-again') and o.state in ('sent', 'uncertain', 'failed')) as mailed
     from ranked k
       join contact c on c.organisation_id = $1 and c.id = k.contact_id
       left join secretariat s on s.organisation_id = $1 and s.id = coalesce(k.secretariat_id, c.secretariat_id)
       left join app_user w on w.id = c.owner_id
     where k.turn <= $9
     order by k.put_off, k.turn`,
    [...valuesOf(asked), most],
  );
}

function valuesOf({ organisationId, meetingId, open, today, deciding, askedBefore, now, over }: Asked): unknown[] {
  return [organisationId, meetingId, open, today, deciding, askedBefore, now, over];
}

/** Every call that was made for a meeting, the last one first, with the answer as it is now. */
export async function attemptsOfMeeting(tx: EntityManager, organisationId: string, meetingId: string): Promise<(Attempt & { invitationId: string; name: string; answer: Coming | 'none' | 'substitute'; waits: boolean })[]> {
  return tx.query(
    `select a.invitation_id as "invitationId", i.display_name as name, i.answer, i.place is not distinct from 'waiting' as waits, a.outcome, a.note, a.call_again_on::text as "callAgainOn", a.called_by as by, a.at
     from call_attempt a join invitation i on i.organisation_id = a.organisation_id and i.id = a.invitation_id
     where a.organisation_id = $1 and a.meeting_id = $2 order by a.at desc, a.id desc`,
    [organisationId, meetingId],
  );
}

/** The second reminder of a meeting; undefined when none was planned. */
export async function secondReminder(tx: EntityManager, organisationId: string, meetingId: string): Promise<SecondReminder | undefined> {
  const [row] = await tx.query(`select state, due_at as "dueAt" from planned_mail where organisation_id = $1 and meeting_id = $2 and kind = 'reminder-2'`, [organisationId, meetingId]);
  return row;
}

/** Who is called. @throws DomainError `invitation.not-found` when nobody was invited to this meeting with this id */
export async function findInvited(tx: EntityManager, { organisationId, meetingId, invitationId }: { organisationId: string; meetingId: string; invitationId: string }): Promise<{ contactId: string }> {
  const [row] = isUuid(invitationId) ? await tx.query('select contact_id as "contactId" from invitation where organisation_id = $1 and meeting_id = $2 and id = $3', [organisationId, meetingId, invitationId]) : [];
  if (!row) throw new DomainError('invitation.not-found');
  return row;
}
