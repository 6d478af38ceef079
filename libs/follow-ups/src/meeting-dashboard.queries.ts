import type { ContactFunction } from '@bijeen/contacts';
import type { MailKindCount } from '@bijeen/mail';
import type { PlannedKind, PlannedState } from '@bijeen/mailings';
import type { EntityManager } from 'typeorm';

/** One counter of `meeting_tally`. */
export interface GuestCount {
  function: ContactFunction;
  /** Empty when the municipality is not known. */
  municipalityCode: string;
  /** A yes without a place counts as `waiting`. */
  answer: 'none' | 'yes' | 'waiting' | 'no' | 'maybe' | 'substitute';
  attended: '' | 'true' | 'false';
  people: number;
}

/** One mail of the plan as the timeline shows it. */
export interface PlannedMoment {
  kind: PlannedKind;
  dueAt: string;
  state: PlannedState;
  recipients: number | null;
  settledAt: string | null;
}

/** Everything the meeting page counts, out of counters and rows of which a meeting has a handful. */
export interface DashboardRow {
  region: { name: string; codes: string[] } | null;
  guests: GuestCount[];
  mails: MailKindCount[];
  plan: PlannedMoment[];
  commitments: { open: number; overdue: number; settled: number };
}

/** One statement, however many people were invited (G8). */
const DASHBOARD = `
  select
    (select jsonb_build_object('name', r.name, 'codes', r.municipality_codes) from meeting m join region r on r.organisation_id = m.organisation_id and r.id = m.region_id
      where m.organisation_id = $1 and m.id = $2) as region,
    (select coalesce(jsonb_agg(jsonb_build_object('function', t.function, 'municipalityCode', t.municipality_code, 'answer', t.answer, 'attended', t.attended, 'people', t.people)), '[]')
      from meeting_tally t where t.organisation_id = $1 and t.meeting_id = $2 and t.people > 0) as guests,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'state', t.state, 'mails', t.mails)), '[]')
      from mail_tally t where t.organisation_id = $1 and t.meeting_id = $2 and t.mails > 0) as mails,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'dueAt', p.due_at, 'state', p.state, 'recipients', p.recipients, 'settledAt', p.settled_at) order by p.due_at, p.kind), '[]')
      from planned_mail p where p.organisation_id = $1 and p.meeting_id = $2) as plan,
    (select jsonb_build_object('open', count(*) filter (where c.state = 'open'), 'overdue', count(*) filter (where c.state = 'open' and c.due_on < $3::date), 'settled', count(*) filter (where c.state <> 'open'))
      from commitment c where c.organisation_id = $1 and c.meeting_id = $2) as commitments`;

export async function dashboardRow(tx: EntityManager, { organisationId, meetingId, today }: { organisationId: string; meetingId: string; today: string }): Promise<DashboardRow> {
  const [row] = await tx.query(DASHBOARD, [organisationId, meetingId, today]);
  return row;
}
