import type { ContactFunction } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { TurnoutHistory } from './expected-turnout.js';
import type { Coming } from './quorum.js';

/** What the counters say about a meeting and about the meetings before it. */
export interface Figures {
  coming: Coming[];
  /** Invited people who decide and of whom we do not know whether they come. */
  toCall: number;
  history: TurnoutHistory[];
  /** Earlier meetings with noted attendance. */
  meetings: number;
}

/** One statement over counters, however many people were invited (G8). `deciding` are the functions that decide. */
export async function figures(tx: EntityManager, { organisationId, meetingId, now, deciding }: { organisationId: string; meetingId: string; now: Date; deciding: ContactFunction[] }): Promise<Figures> {
  const [row] = await tx.query(
    `with earlier as (
       select t.function, t.meeting_id, sum(t.people) as said_yes, coalesce(sum(t.people) filter (where t.attended = 'true'), 0) as came
       from meeting_tally t join meeting m on m.organisation_id = t.organisation_id and m.id = t.meeting_id
       where t.organisation_id = $1 and t.meeting_id <> $2 and m.ends_at < $3 and t.answer = 'yes' and t.attended <> '' and t.people > 0
       group by 1, 2
     )
     select
       (select coalesce(jsonb_agg(jsonb_build_object('function', function, 'municipalityCode', municipality_code, 'people', people)), '[]') from meeting_tally
         where organisation_id = $1 and meeting_id = $2 and answer = 'yes' and people > 0) as coming,
       (select coalesce(sum(people), 0)::int from meeting_tally where organisation_id = $1 and meeting_id = $2 and answer in ('none', 'maybe') and function = any ($4::text[])) as "toCall",
       (select coalesce(jsonb_agg(jsonb_build_object('function', function, 'saidYes', said_yes, 'came', came)), '[]')
         from (select function, sum(said_yes) as said_yes, sum(came) as came from earlier group by 1) per_function) as history,
       (select count(distinct meeting_id)::int from earlier) as meetings`,
    [organisationId, meetingId, now, deciding],
  );
  return row;
}

/** Meetings at which the clock must look now; needs the worker's view. */
export async function quorumsToLookAt(tx: EntityManager, now: Date): Promise<{ organisationId: string; meetingId: string }[]> {
  return tx.query(`select organisation_id as "organisationId", meeting_id as "meetingId" from quorum where look_at <= $1 order by look_at limit 500`, [now]);
}
