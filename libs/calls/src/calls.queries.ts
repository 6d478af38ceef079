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
}

/**
 * Who is to be called: everybody for whom somebody asked, and once the list is open everybody whom the invitation reached or should have
 * reached and who did not answer, except for the first two days after the question: that is no silence yet. A call that was asked for is no
 * longer needed when an answer came after that. Somebody who decides and sends somebody who does not, is called too (L2). Who wants no
 * mail from us is not called either, unless somebody asks for it. $1 organisation, $2 meeting, $3 the list is open, $4 today, $5 deciding functions, $6 two days ago.
 */
const TO_CALL = `
  invited as (
    select i.id, i.contact_id, i.display_name, i.sort_name, i.function, i.contact_organisation_name, i.municipality_code, i.travel_minutes, i.secretariat_id, i.state, i.answer, i.invited_at, t.id as task_id, t.reason as task_reason, t.note, t.call_again_on, low.at as lowered_at, low.by as lowered_by, i.function = any ($5::text[]) as decides, coalesce(t.call_again_on > $4::date, false) as put_off,
      i.state = 'bounced' or exists (select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'invitation' and o.state = 'failed') as bounced
    from invitation i
      left join call_task t on t.organisation_id = $1 and t.invitation_id = i.id and t.settled_at is null and (i.answered_at is null or i.answered_at <= t.created_at)
      left join lateral (
        select s.at, jsonb_build_object('name', x.display_name, 'function', x.function) as by from substitution s join invitation x on x.organisation_id = $1 and x.id = s.substitute_id
        where s.organisation_id = $1 and s.original_id = i.id and s.undone_at is null and x.function <> all ($5::text[])
          and not exists (select from call_task d where d.organisation_id = $1 and d.invitation_id = i.id and d.settled_at >= s.at)) low on i.answer = 'substitute' and i.function = any ($5::text[])
    where i.organisation_id = $1 and i.meeting_id = $2 and (t.id is not null or low.at is not null or ($3 and i.answer = 'none'))
  ),
  to_call as (
    select i.* from invited i join contact c on c.organisation_id = $1 and c.id = i.contact_id
    where i.task_id is not null or i.lowered_at is not null or ((i.bounced or (i.invited_at <= $6 and (i.state = 'sent' or exists (
        select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'invitation' and o.state in ('sent', 'sending', 'uncertain')))))
      and not exists (select from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = i.id and o.kind = 'asked-again' and o.created_at > $6)
      and not exists (select from standing_stop s where s.organisation_id = $1 and s.email_hash = c.email_hash and (s.meeting_id is null or s.meeting_id = $2)))
  )`;

/** How many people are to be called today. Only those of this meeting are looked at, and only the ones without an answer. */
export async function countCalls(tx: EntityManager, { organisationId, meetingId, open, today, deciding, askedBefore }: Asked): Promise<{ open: number; deciding: number }> {
  const [row] = await tx.query(
    `with ${TO_CALL} select count(*)::int as open, count(*) filter (where decides)::int as deciding from to_call where not put_off`,
    [organisationId, meetingId, open, today, deciding, askedBefore],
  );
  return row;
}

/** Those who decide first, then by municipality and name: at most `most` to call now, and as many put off. One statement, whatever their number. */
export async function listCalls(tx: EntityManager, { organisationId, meetingId, open, today, deciding, askedBefore }: Asked, most: number): Promise<(Omit<Call, 'attempts'> & { putOff: boolean })[]> {
  return tx.query(
    `with ${TO_CALL},
     ranked as (
       select k.*, g.name as municipality, row_number() over (partition by put_off order by case when put_off then call_again_on end, decides desc, g.name nulls last, sort_name, k.id) as turn
       from to_call k left join municipality g on g.code = k.municipality_code
     )
     select k.id as "invitationId", k.contact_id as "contactId", k.display_name as name, k.function, k.contact_organisation_name as organisation, k.municipality,
       k.travel_minutes as "travelMinutes", coalesce(c.phone, s.phone) as phone, c.phone is null and s.phone is not null as "viaSecretariat",
       case when w.id is not null then jsonb_build_object('id', w.id, 'name', w.name) end as owner, k.decides, k.bounced, k.answer,
       coalesce(k.task_reason, case when k.lowered_at is not null then 'substituted' when k.bounced then 'bounced' else 'no-answer' end) as reason, k.note, k.lowered_by as "loweredBy", k.call_again_on::text as "callAgainOn", k.put_off as "putOff",
       (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'at', coalesce(o.sent_at, o.attempted_at, o.created_at), 'arrived', o.state <> 'failed') order by coalesce(o.sent_at, o.attempted_at, o.created_at)), '[]')
          from outgoing_mail o where o.organisation_id = $1 and o.invitation_id = k.id and o.kind in ('invitation', 'reminder-1', 'reminder-2', 'asked-again') and o.state in ('sent', 'uncertain', 'failed')) as mailed
     from ranked k
       join contact c on c.organisation_id = $1 and c.id = k.contact_id
       left join secretariat s on s.organisation_id = $1 and s.id = coalesce(k.secretariat_id, c.secretariat_id)
       left join app_user w on w.id = c.owner_id
     where k.turn <= $7
     order by k.put_off, k.turn`,
    [organisationId, meetingId, open, today, deciding, askedBefore, most],
  );
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
