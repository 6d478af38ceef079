import type { ContactFunction, NameParts } from '@bijeen/contacts';
import type { EntityManager } from 'typeorm';
import type { AudienceCount, AudienceReason } from './audience.js';

/** What decides who belongs to the audience of a meeting, ready to be given to PostgreSQL. */
export interface Criteria {
  organisationId: string;
  meetingId: string;
  /** `YYYY-MM-DD` in Amsterdam. */
  today: string;
  functions: string[];
  /** Empty: every kind. */
  organisationKinds: string[];
  /** Null: everywhere. */
  municipalityCodes: string[] | null;
  maxTravelMinutes: number;
  /** Minutes per municipality code. */
  travel: Record<string, number>;
}

/** One person as an invitation needs it. */
export interface PersonToInvite extends NameParts {
  contactId: string;
  sortName: string;
  salutation: string | null;
  source: string;
  email: string | null;
  secretariatId: string | null;
  positionId: string | null;
  function: ContactFunction | null;
  title: string | null;
  organisation: string | null;
  municipalityCode: string | null;
  travelMinutes: number | null;
}

/** One person as the query finds it, on the list or not, and why. */
export interface AudienceRow extends PersonToInvite {
  included: boolean;
  invited: boolean;
  reasonCodes: AudienceReason[];
  chosen: boolean | null;
  chosenBy: string | null;
  chosenAt: Date | null;
}

/**
 * Every contact with its best position and its reasons; $1 to $8 are those of `values`. The best position is the one with the fewest
 * objections, then the one that decides, then the nearest. Nothing by hand brings back who opted out or has no address. `offset 0`
 * has that looked up once per contact, not for each time that it is used.
 */
const AUDIENCE = `
  select c.id, c.sort_name, c.form_of_address, c.titles, c.initials, c.first_name, c.infix, c.surname, c.salutation, c.source, c.secretariat_id,
    coalesce(s.email, c.email) as address, best.position_id, best.function, best.title, best.organisation, best.municipality_code, best.minutes,
    choice.included as chosen, choice.chosen_by, choice.chosen_at, i.id is not null as invited,
    blocked.reasons = '{}' and coalesce(choice.included, coalesce(best.objections, '{no-position}') = '{}') as included,
    coalesce(best.objections, '{no-position}') || blocked.reasons || array_remove(array[
      case when c.secretariat_id is not null then 'via-secretariat' end,
      case when i.id is not null then 'already-invited' end,
      case choice.included when true then 'added-by-hand' when false then 'removed-by-hand' end], null) as reasons
  from contact c
  left join secretariat s on s.organisation_id = c.organisation_id and s.id = c.secretariat_id
  left join audience_choice choice on choice.organisation_id = c.organisation_id and choice.meeting_id = $2 and choice.contact_id = c.id
  left join invitation i on i.organisation_id = c.organisation_id and i.meeting_id = $2 and i.contact_id = c.id
  left join lateral (
    select * from (
      select p.id as position_id, p.function, p.title, o.name as organisation, o.municipality_code, ($8::jsonb ->> o.municipality_code)::int as minutes,
        array_remove(array[
          case when p.until_date < $3::date or p.from_date > $3::date then 'position-ended' end,
          case when p.function <> all ($4::text[]) then 'function' end,
          case when $5::text[] <> '{}' and o.kind <> all ($5::text[]) then 'organisation-kind' end,
          case when o.municipality_code <> all ($6::text[]) then 'outside-region' end,
          case when $8::jsonb ->> o.municipality_code is null then 'no-municipality' when ($8::jsonb ->> o.municipality_code)::int > $7 then 'too-far' end], null) as objections
      from position p join contact_organisation o on o.organisation_id = p.organisation_id and o.id = p.contact_organisation_id
      where p.organisation_id = c.organisation_id and p.contact_id = c.id
    ) held
    order by cardinality(objections), function in ('ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR') desc, minutes nulls last, position_id
    limit 1
  ) best on true
  cross join lateral (
    select array_remove(array[
      case when exists (
        select from standing_stop x where x.organisation_id = c.organisation_id and x.email_hash in (c.email_hash, s.email_hash) and (x.meeting_id is null or x.meeting_id = $2)
      ) then 'unsubscribed' end,
      case when coalesce(s.email, c.email) is null then 'no-address' end], null) as reasons
    offset 0
  ) blocked
  where c.organisation_id = $1`;

const PERSON = `a.id as "contactId", a.sort_name as "sortName", a.form_of_address as "formOfAddress", a.titles, a.initials, a.first_name as "firstName", a.infix, a.surname,
  a.salutation, a.source, a.secretariat_id as "secretariatId", a.address as email, a.position_id as "positionId", a.function, a.title, a.organisation,
  a.municipality_code as "municipalityCode", a.minutes as "travelMinutes"`;
const ROW = `${PERSON}, a.included, a.invited, a.reasons as "reasonCodes", a.chosen, a.chosen_by as "chosenBy", a.chosen_at as "chosenAt"`;

function values({ organisationId, meetingId, today, functions, organisationKinds, municipalityCodes, maxTravelMinutes, travel }: Criteria): unknown[] {
  return [organisationId, meetingId, today, functions, organisationKinds, municipalityCodes, maxTravelMinutes, JSON.stringify(travel)];
}

/** Part of the audience by name; one more than asked for when there is a next piece. `after` is a contact's id. */
export async function audiencePage(tx: EntityManager, criteria: Criteria, page: { after: string | null; limit: number; included: boolean | null; functions?: string[] | undefined }): Promise<AudienceRow[]> {
  return tx.query(
    `select ${ROW} from (${AUDIENCE} and ($9::uuid is null or (c.sort_name, c.id) > (select sort_name, id from contact where organisation_id = $1 and id = $9))) a
     where ($10::boolean is null or (a.included or a.invited) = $10) and ($12::text[] is null or coalesce(a.function, 'OTHER') = any ($12)) order by a.sort_name, a.id limit $11`,
    [...values(criteria), page.after, page.included, page.limit + 1, page.functions ?? null],
  );
}

/** Everybody who would be invited now, by name, and how many others there are. One statement: working out the audience is what it costs. */
export async function peopleToInvite(tx: EntityManager, criteria: Criteria): Promise<{ people: PersonToInvite[]; alreadyInvited: number; excluded: number }> {
  const rows: (PersonToInvite & { alreadyInvited: number; excluded: number })[] = await tx.query(
    `with a as materialized (${AUDIENCE})
     select ${PERSON}, others.* from (select count(*) filter (where invited)::int as "alreadyInvited", count(*) filter (where not included and not invited)::int as excluded from a) others
       left join a on a.included and not a.invited order by a.sort_name, a.id`,
    values(criteria),
  );
  const { alreadyInvited, excluded } = rows[0]!;
  return { people: rows.filter(({ contactId }) => contactId !== null), alreadyInvited, excluded };
}

/** One person, on the list or not. */
export async function onePerson(tx: EntityManager, criteria: Criteria, contactId: string): Promise<AudienceRow | undefined> {
  const [row] = await tx.query(`select ${ROW} from (${AUDIENCE} and c.id = $9) a`, [...values(criteria), contactId]);
  return row;
}

/** Whose mail to show before anything is sent: the first by name who is on the list or was invited, or the next one after this contact; with one of these functions. */
export async function sampleOf(tx: EntityManager, criteria: Criteria, after: string | null, functions?: string[]): Promise<AudienceRow | undefined> {
  const [row] = await audiencePage(tx, criteria, { after, limit: 0, included: true, functions });
  return row ?? (after ? sampleOf(tx, criteria, null, functions) : undefined);
}

/** How many people with which function would be invited now. */
export async function functionsToInvite(tx: EntityManager, criteria: Criteria): Promise<{ function: ContactFunction; people: number }[]> {
  return tx.query(`select coalesce(function, 'OTHER') as function, count(*)::int as people from (${AUDIENCE}) a where a.included and not a.invited group by 1`, values(criteria));
}

/** How many people there are for each set of reasons. */
export async function audienceCounts(tx: EntityManager, criteria: Criteria): Promise<AudienceCount[]> {
  return tx.query(`select included, invited, reasons as "reasonCodes", count(*)::int as people from (${AUDIENCE}) a group by 1, 2, 3`, values(criteria));
}

/** Per municipality and function how many people we know, and how many are on the list or invited. */
export async function audienceCover(tx: EntityManager, criteria: Criteria): Promise<{ municipalityCode: string; function: ContactFunction; known: number; included: number }[]> {
  return tx.query(
    `select municipality_code as "municipalityCode", function, count(*)::int as known, count(*) filter (where included or invited)::int as included
     from (${AUDIENCE}) a where municipality_code is not null and not 'position-ended' = any (reasons) group by 1, 2`,
    values(criteria),
  );
}

/** Keeps choices by hand; a null takes one back. Says which contacts do not exist. */
export async function saveChoices(tx: EntityManager, organisationId: string, meetingId: string, choice: { choices: { contactId: string; included: boolean | null }[]; by: string; now: Date }): Promise<string[]> {
  const ids = choice.choices.map(({ contactId }) => contactId);
  const unknown: { id: string }[] = await tx.query('select id from unnest($2::uuid[]) as given (id) where not exists (select from contact c where c.organisation_id = $1 and c.id = given.id)', [organisationId, ids]);
  if (unknown.length > 0) return unknown.map(({ id }) => id);
  await tx.query(
    `with given as (select distinct on (contact_id) contact_id, included from unnest($3::uuid[], $4::boolean[]) with ordinality as g (contact_id, included, place) order by contact_id, place desc),
     gone as (delete from audience_choice a using given where a.organisation_id = $1 and a.meeting_id = $2 and a.contact_id = given.contact_id and given.included is null)
     insert into audience_choice as old (organisation_id, meeting_id, contact_id, included, chosen_by, chosen_at)
     select $1, $2, contact_id, included, $5, $6 from given where included is not null
     on conflict (organisation_id, meeting_id, contact_id) do update set (included, chosen_by, chosen_at) = (excluded.included, excluded.chosen_by, excluded.chosen_at)
     where old.included <> excluded.included`,
    [organisationId, meetingId, ids, choice.choices.map(({ included }) => included), choice.by, choice.now],
  );
  return [];
}
