import type { ContactFunction } from '@bijeen/contacts';
import type { MailState } from '@bijeen/mail';
import type { EntityManager } from 'typeorm';
import type { AnswerOrigin, Coming, DeclineReason, Place } from './answer.js';

/** One invitee as the guest list shows it. */
export interface InvitationLine {
  id: string;
  contactId: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  municipalityCode: string | null;
  municipality: string | null;
  /** One way, an estimate. */
  travelMinutes: number | null;
  viaSecretariat: boolean;
  /** Where the invitation went. */
  email: string;
  /** To call: the secretariat's where the invitation went there, else the guest's own. */
  phone: string | null;
  answer: Coming | 'none' | 'substitute';
  /** What became of a yes; null without one. */
  place: Place | null;
  /** Comes together with another guest. */
  inDuo: boolean;
  reason: DeclineReason | null;
  reasonText: string | null;
  remark: string | null;
  answerOrigin: AnswerOrigin | null;
  answeredAt: Date | null;
  attended: boolean | null;
  invitedAt: Date;
  /** Where the invitation mail stands; null when it is no longer in the ledger. */
  mailState: MailState | null;
  /** Mail to this guest comes back: another address is needed. */
  bounced: boolean;
}

/** Which part of the guest list. `after` is the id of the last line already read. */
export interface InvitationFilter {
  answer: InvitationLine['answer'] | null;
  functions: ContactFunction[] | null;
  municipality: string | null;
  after: string | null;
  limit: number;
}

const LINE = `
  select i.id, i.contact_id as "contactId", i.display_name as name, i.function, i.contact_organisation_name as organisation, i.municipality_code as "municipalityCode", g.name as municipality,
    i.travel_minutes as "travelMinutes", i.secretariat_id is not null as "viaSecretariat", i.email, coalesce(s.phone, c.phone) as phone, i.answer, i.place, i.duo_id is not null as "inDuo", i.reason, i.reason_text as "reasonText", i.remark, i.answer_origin as "answerOrigin",
    i.answered_at as "answeredAt", i.attended, i.invited_at as "invitedAt", o.state as "mailState", i.state = 'bounced' as bounced
  from invitation i
    join contact c on c.organisation_id = i.organisation_id and c.id = i.contact_id
    left join secretariat s on s.organisation_id = i.organisation_id and s.id = i.secretariat_id
    left join municipality g on g.code = i.municipality_code
    left join lateral (
      select state from outgoing_mail m
      where m.organisation_id = i.organisation_id and m.meeting_id = i.meeting_id and m.recipient_key = i.contact_id::text and m.kind = 'invitation' order by m.revision desc, m.copy desc limit 1) o on true`;

/** By name, by key; one more than asked for when there is a next piece. */
export async function invitationLines(tx: EntityManager, organisationId: string, meetingId: string, filter: InvitationFilter): Promise<InvitationLine[]> {
  return tx.query(
    `${LINE} where i.organisation_id = $1 and i.meeting_id = $2 and ($3::text is null or i.answer = $3) and ($4::text[] is null or i.function = any ($4)) and ($5::text is null or i.municipality_code = $5)
       and ($6::uuid is null or (i.sort_name, i.id) > (select sort_name, id from invitation where organisation_id = $1 and id = $6))
     order by i.sort_name, i.id limit $7`,
    [organisationId, meetingId, filter.answer, filter.functions, filter.municipality, filter.after, filter.limit + 1],
  );
}

export async function invitationLine(tx: EntityManager, organisationId: string, meetingId: string, id: string): Promise<InvitationLine | undefined> {
  const [line] = await tx.query(`${LINE} where i.organisation_id = $1 and i.meeting_id = $2 and i.id = $3`, [organisationId, meetingId, id]);
  return line;
}

/** The functions and municipalities that occur on the guest list, for its filters; out of the counters. */
export async function filterChoices(tx: EntityManager, organisationId: string, meetingId: string): Promise<{ functions: ContactFunction[]; municipalities: { code: string; name: string }[] }> {
  const [row] = await tx.query(
    `select coalesce(jsonb_agg(distinct t.function), '[]') as functions,
       coalesce(jsonb_agg(distinct jsonb_build_object('name', g.name, 'code', g.code)) filter (where g.code is not null), '[]') as municipalities
     from meeting_tally t left join municipality g on g.code = t.municipality_code where t.organisation_id = $1 and t.meeting_id = $2 and t.people > 0`,
    [organisationId, meetingId],
  );
  return row;
}
