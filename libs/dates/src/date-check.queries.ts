import { CONTACT_FUNCTIONS, isDecisionMaker } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { DateFacts } from './findings.js';

const DECIDING = CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each));

interface Which {
  organisationId: string;
  meetingId: string;
  /** From and to, as instants. */
  between: [Date, Date];
}

/** What the database knows around some dates. */
interface FoundFacts extends Pick<DateFacts, 'patterns' | 'meetings'> {
  /** Invited people who decide, per municipality. */
  people: { code: string; people: number }[];
  /** The municipalities that the meeting is for. */
  target: string[];
}

/** Municipalities that have people who decide on the list, their patterns and the other meetings: one statement, however many there are. */
export async function dateFacts(tx: EntityManager, { organisationId, meetingId, between }: Which): Promise<FoundFacts> {
  const [row]: [Omit<FoundFacts, 'meetings'> & { meetings: { title: string; venuePlace: string; startsAt: string; endsAt: string }[] }] = await tx.query(
    `with invited as (
       select municipality_code as code, sum(people)::int as people from meeting_tally
       where organisation_id = $1 and meeting_id = $2 and function = any ($3::text[]) and municipality_code <> '' group by 1 having sum(people) > 0
     ), aimed as (
       select coalesce(r.municipality_codes, m.municipality_codes) as codes from meeting m
         left join region r on r.organisation_id = m.organisation_id and r.id = m.region_id where m.organisation_id = $1 and m.id = $2
     )
     select
       (select coalesce(jsonb_agg(invited), '[]') from invited) as people,
       (select codes from aimed) as target,
       (select coalesce(jsonb_agg(jsonb_build_object('municipalityCode', municipality_code, 'kind', kind, 'weekday', weekday, 'weeks', weeks, 'fromTime', from_time, 'toTime', to_time) order by municipality_code, weekday, id), '[]')
         from council_pattern where organisation_id = $1) as patterns,
       (select coalesce(jsonb_agg(jsonb_build_object('title', title, 'venuePlace', venue_place, 'startsAt', starts_at, 'endsAt', ends_at) order by starts_at, id), '[]') from meeting
         where organisation_id = $1 and id <> $2 and state not in ('cancelled', 'postponed') and starts_at >= $4 and starts_at < $5) as meetings`,
    [organisationId, meetingId, DECIDING, ...between],
  );
  return { ...row, meetings: row.meetings.map((each) => ({ ...each, startsAt: new Date(each.startsAt), endsAt: new Date(each.endsAt) })) };
}
