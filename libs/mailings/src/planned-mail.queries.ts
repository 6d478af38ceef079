import { type Audience, functionsOf, STORY_VARIANTS, type StoryVariant } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import { PLANNED_KINDS, type PlannedKind } from './mail-rules.js';
import type { Sender } from './planned-mail-content.js';
import { PlannedMail } from './planned-mail.entity.js';

/** Which of the texts of a mail a person gets: reminders differ by function, the aftermail by what somebody did. */
export const VARIANTS = ['alderman', 'board', 'policy', '', 'came', 'absent', 'declined'] as const;
export type Variant = (typeof VARIANTS)[number];

/** One person on the way into a mailing; names are those of the columns. */
export interface Addressee {
  variant: Variant;
  id: string;
  contact_id: string;
  display_name: string;
  salutation: string;
  function: string;
  contact_organisation_name: string;
  municipality: string | null;
  email: string;
  /** The address is that of a secretariat. */
  via_secretariat: boolean;
  travel_minutes: number | null;
  /** Where we have the address from. */
  source: string;
}

/** How many people a mail would go to at this moment, per text. */
export interface Expected {
  kind: PlannedKind;
  variant: Variant;
  people: number;
}

/** The text for somebody with this function. */
const STORY = `case ${STORY_VARIANTS.filter(Boolean).map((story) => `when i.function in (${functionsOf(story as Audience).map((each) => `'${each}'`).join(', ')}) then '${story}'`).join(' ')} else '' end`;

/**
 * Who gets which planned mail and which text of it, decided from how things stand now. $1 organisation, $2 meeting, $3 whether people who
 * were invited, or asked again for another date, less than two days before a reminder get it too.
 *
 * Came: ticked as present; as long as nobody is ticked, everybody who said yes and was not marked absent. Whoever declined because it is
 * not their subject hears no more of it. People whom the invitation never reached are left out, and so are suppressed addresses, so that the
 * numbers are true; the ledger checks again.
 */
const AUDIENCE = `
  ticked as (select exists (select from invitation where organisation_id = $1 and meeting_id = $2 and attended) as anybody),
  person as (
    select i.*, ${STORY} as story, (i.attended is true or (i.attended is null and i.place is not distinct from 'confirmed' and not ticked.anybody)) as came
    from invitation i, ticked
    where i.organisation_id = $1 and i.meeting_id = $2 and i.state <> 'bounced'
      and (i.state = 'sent' or i.answer <> 'none' or i.attended or exists (
        select from outgoing_mail o where o.organisation_id = $1 and o.meeting_id = $2 and o.invitation_id = i.id and o.kind in ('invitation', 'asked-again') and o.state in ('sent', 'sending', 'uncertain')))
      and i.id not in (
      select o.invitation_id from outgoing_mail o join standing_stop s on s.organisation_id = o.organisation_id and s.email_hash = o.address_hash
      where o.organisation_id = $1 and o.meeting_id = $2 and o.invitation_id is not null and (s.meeting_id is null or s.meeting_id = o.meeting_id))
  ),
  audience as (
    select wanted.kind, wanted.variant, person.*
    from person, lateral (values
      ('reminder-1', story, answer = 'none'),
      ('reminder-2', story, answer = 'none'),
      ('practical', '', place = 'confirmed'),
      ('follow-up', 'came', came),
      ('follow-up', 'declined', not came and answer = 'no' and reason is distinct from 'not-my-subject'),
      ('follow-up', 'absent', not came and answer <> 'no'),
      ('call-to-action-reminder', '', (came or place = 'confirmed') and not exists (
        select from commitment c where c.organisation_id = $1 and c.invitation_id = person.id))
    ) wanted (kind, variant, wanted)
    join planned_mail p on p.organisation_id = $1 and p.meeting_id = $2 and p.kind = wanted.kind
    join meeting m on m.organisation_id = $1 and m.id = $2
    where wanted.wanted and ($3 or wanted.kind not like 'reminder-%' or greatest(person.invited_at, m.moved_at) <= p.due_at - interval '48 hours')
  )`;

const ADDRESSEE = `a.id, a.contact_id, a.display_name, a.salutation, a.function, a.contact_organisation_name, m.short_name as municipality, a.email,
  a.secretariat_id is not null as via_secretariat, a.travel_minutes, c.source`;
const AROUND = `
  join contact c on c.organisation_id = a.organisation_id and c.id = a.contact_id
  left join municipality m on m.code = a.municipality_code`;

/** The people of one planned mail, in a fixed order. */
export async function listAddressees(tx: EntityManager, plan: PlannedMail, alsoJustInvited: boolean): Promise<Addressee[]> {
  return tx.query(
    `with ${AUDIENCE} select a.variant, ${ADDRESSEE} from audience a ${AROUND} where a.kind = $4 order by a.variant, a.sort_name, a.id`,
    [plan.organisationId, plan.meetingId, alsoJustInvited, plan.kind],
  );
}

/** Whose mail to show. */
export interface WhichSample {
  organisationId: string;
  meetingId: string;
  kind: PlannedKind;
  variant: Variant;
  /** This invitation, when it is one of the meeting. */
  invitationId: string | null;
}

/** Somebody to show a mail for: who was chosen, else who would get it now, else any invitee whom this text could be for; undefined when there is none. */
export async function sampleAddressee(tx: EntityManager, { organisationId, meetingId, kind, variant, invitationId }: WhichSample): Promise<Addressee | undefined> {
  const [due] = await tx.query(
    `with ${AUDIENCE} select a.variant, ${ADDRESSEE} from audience a ${AROUND} where a.kind = $4 and a.variant = $5 order by a.sort_name, a.id limit 1`,
    [organisationId, meetingId, true, kind, variant],
  );
  if (due && invitationId === null) return due;
  const functions = STORY_VARIANTS.includes(variant as StoryVariant) && kind.startsWith('reminder') ? functionsOf(variant === '' ? 'others' : (variant as Audience)) : null;
  const [chosen] = await tx.query(
    `select '' as variant, ${ADDRESSEE} from invitation a ${AROUND} where a.organisation_id = $1 and a.meeting_id = $2 and (a.id = $3 or ($3::uuid is null and ($4::text[] is null or a.function = any ($4))))
     order by a.sort_name, a.id limit 1`,
    [organisationId, meetingId, invitationId, functions],
  );
  return chosen ?? due;
}

/** The first people by name who would get this text now, to choose whose mail to look at. */
export async function peopleOfText(tx: EntityManager, { organisationId, meetingId, kind, variant }: Omit<WhichSample, 'invitationId'>): Promise<{ id: string; name: string }[]> {
  return tx.query(`with ${AUDIENCE} select id, display_name as name from audience where kind = $4 and variant = $5 order by sort_name, id limit 100`, [organisationId, meetingId, true, kind, variant]);
}

/** The numbers of all planned mails of a meeting in one query. Kinds and texts for nobody are absent. */
export async function expectedPeople(tx: EntityManager, organisationId: string, meetingId: string, alsoJustInvited = false): Promise<Expected[]> {
  return tx.query(`with ${AUDIENCE} select kind, variant, count(*)::int as people from audience group by kind, variant`, [organisationId, meetingId, alsoJustInvited]);
}

/** A planned mail whose moment has come, of any organisation; the plan of a postponed meeting stands still. Needs the worker's view. */
export async function duePlans(tx: EntityManager, now: Date): Promise<{ id: string; organisationId: string }[]> {
  return tx.query(
    `select p.id, p.organisation_id as "organisationId" from planned_mail p join meeting m on m.organisation_id = p.organisation_id and m.id = p.meeting_id
     where p.state = 'planned' and p.due_at <= $1 and m.state <> 'postponed' order by p.due_at, p.id limit 100`,
    [now],
  );
}

/** Takes a due mail for this transaction; null when another worker has it or somebody changed it in the meantime. */
export async function takeDuePlan(tx: EntityManager, id: string, now: Date): Promise<PlannedMail | null> {
  const plan = await tx.findOne(PlannedMail, { where: { id, state: 'planned' }, lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } });
  return plan && plan.dueAt <= now ? plan : null;
}

/** A meeting's plan in the order in which the mails leave; `lock` for who changes it. */
export async function planOfMeeting(tx: EntityManager, meetingId: string, lock = false): Promise<PlannedMail[]> {
  const plans = await tx.find(PlannedMail, { where: { meetingId }, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
  return plans.sort((one, other) => PLANNED_KINDS.indexOf(one.kind) - PLANNED_KINDS.indexOf(other.kind));
}

/** Who sends the mails of this organisation. */
export async function senderOfMails(tx: EntityManager, organisationId: string): Promise<Sender> {
  const [sender] = await tx.query('select name, sender_name as "senderName", reply_to as "replyTo", colour from organisation where id = $1', [organisationId]);
  return sender;
}

/** A link lives at least as long as it takes to act on the mail it stands in, however late that mail left. */
export async function prolongNextStepLinks(tx: EntityManager, { organisationId, meetingId, until }: { organisationId: string; meetingId: string; until: Date }): Promise<void> {
  await tx.query(`update personal_link set expires_at = $3 where organisation_id = $1 and meeting_id = $2 and purpose = 'next-step' and expires_at < $3`, [organisationId, meetingId, until]);
}
