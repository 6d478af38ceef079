import { CONTACT_FUNCTIONS, type ContactFunction, isDecisionMaker } from '@bijeen/contacts';
import type { Invitation } from '@bijeen/invitations';
import type { EntityManager } from 'typeorm';
import type { VoteCount } from './best-date.js';
import { DatePoll, type Vote } from './date-poll.entity.js';

const DECIDING = CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each));
/** So long a link works after what it is about; as with meetings. */
const LINK_DAYS = 30;
/** More people are not shown one by one. */
export const MOST_BALLOTS = 300;

/** A date of a poll. */
export interface DateOption {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/** Somebody who was asked, with what they said. */
export interface BallotLine {
  invitationId: string;
  name: string;
  function: ContactFunction;
  organisation: string;
  remark: string | null;
  /** Null while there is no answer. */
  answeredAt: Date | null;
  /** By the id of the date. */
  votes: Record<string, Vote>;
}

interface WhichPoll {
  organisationId: string;
  pollId: string;
}

/** The newest poll of a meeting. */
export async function latestPoll(tx: EntityManager, { organisationId, meetingId }: { organisationId: string; meetingId: string }, lock = false): Promise<DatePoll | null> {
  return tx.findOne(DatePoll, { where: { organisationId, meetingId }, order: { createdAt: 'desc', id: 'desc' }, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
}

export async function optionsOf(tx: EntityManager, { organisationId, pollId }: WhichPoll): Promise<DateOption[]> {
  return tx.query('select id, starts_at as "startsAt", ends_at as "endsAt" from date_option where organisation_id = $1 and poll_id = $2 order by starts_at', [organisationId, pollId]);
}

export async function insertOptions(tx: EntityManager, { organisationId, pollId }: WhichPoll, options: { startsAt: Date; endsAt: Date }[]): Promise<void> {
  await tx.query('insert into date_option (organisation_id, poll_id, starts_at, ends_at) select $1, $2, * from unnest($3::timestamptz[], $4::timestamptz[])', [organisationId, pollId, options.map(({ startsAt }) => startsAt), options.map(({ endsAt }) => endsAt)]);
}

/** Those who know of the meeting and did not say that it is nothing for them; says how many there are. */
export async function insertBallots(tx: EntityManager, { organisationId, pollId, meetingId, everyone }: WhichPoll & { meetingId: string; everyone: boolean }): Promise<number> {
  const rows: unknown[] = await tx.query(
    `insert into date_ballot (organisation_id, poll_id, invitation_id)
     select $1, $2, id from invitation where organisation_id = $1 and meeting_id = $3 and (state = 'sent' or answer <> 'none') and ($4 or function = any ($5::text[]))
       and not (answer = 'no' and reason in ('not-my-subject', 'someone-else')) and answer <> 'substitute' returning invitation_id`,
    [organisationId, pollId, meetingId, everyone, DECIDING],
  );
  return rows.length;
}

/** Who gets a mail about the poll: everybody who was asked, or those of whom there is no answer. */
export async function guestsToMail(tx: EntityManager, { organisationId, pollId }: WhichPoll, onlyUnanswered: boolean): Promise<Pick<Invitation, 'id' | 'contactId' | 'displayName' | 'salutation' | 'contactOrganisationName' | 'travelMinutes' | 'email'>[]> {
  return tx.query(
    `select i.id, i.contact_id as "contactId", i.display_name as "displayName", i.salutation, i.contact_organisation_name as "contactOrganisationName", i.travel_minutes as "travelMinutes", i.email
     from date_ballot b join invitation i on i.organisation_id = b.organisation_id and i.id = b.invitation_id
     where b.organisation_id = $1 and b.poll_id = $2 and (not $3 or b.answered_at is null)`,
    [organisationId, pollId, onlyUnanswered],
  );
}

/** A link to the poll works as long as its dates are to come, also when the old date of the meeting is long past. */
export async function prolongLinks(tx: EntityManager, { organisationId, pollId }: WhichPoll): Promise<void> {
  await tx.query(
    `update personal_link l set expires_at = greatest(l.expires_at, (select max(ends_at) + make_interval(days => $3) from date_option where organisation_id = $1 and poll_id = $2))
     from date_ballot b where b.organisation_id = $1 and b.poll_id = $2 and l.organisation_id = $1 and l.invitation_id = b.invitation_id and l.purpose = 'answer' and l.revoked_at is null`,
    [organisationId, pollId, LINK_DAYS],
  );
}

/** How many were asked and how many answered. */
export async function turnoutOf(tx: EntityManager, { organisationId, pollId }: WhichPoll): Promise<{ asked: number; answered: number }> {
  const [row] = await tx.query('select count(*)::int as asked, count(answered_at)::int as answered from date_ballot where organisation_id = $1 and poll_id = $2', [organisationId, pollId]);
  return row;
}

/** The votes, counted per date, function and municipality. */
export async function voteCounts(tx: EntityManager, { organisationId, pollId }: WhichPoll): Promise<VoteCount[]> {
  return tx.query(
    `select v.option_id as "optionId", v.vote, i.function, coalesce(i.municipality_code, '') as "municipalityCode", count(*)::int as people
     from date_vote v join invitation i on i.organisation_id = v.organisation_id and i.id = v.invitation_id
     where v.organisation_id = $1 and v.poll_id = $2 group by 1, 2, 3, 4`,
    [organisationId, pollId],
  );
}

/** Who was asked, those who decide first, then who answered, then by name. */
export async function ballotLines(tx: EntityManager, { organisationId, pollId }: WhichPoll): Promise<BallotLine[]> {
  return tx.query(
    `select i.id as "invitationId", i.display_name as name, i.function, i.contact_organisation_name as organisation, b.remark, b.answered_at as "answeredAt",
       (select coalesce(jsonb_object_agg(v.option_id, v.vote), '{}') from date_vote v where v.organisation_id = $1 and v.poll_id = $2 and v.invitation_id = b.invitation_id) as votes
     from date_ballot b join invitation i on i.organisation_id = b.organisation_id and i.id = b.invitation_id
     where b.organisation_id = $1 and b.poll_id = $2
     order by array_position($3::text[], i.function), b.answered_at is null, i.sort_name, i.id limit $4`,
    [organisationId, pollId, CONTACT_FUNCTIONS, MOST_BALLOTS],
  );
}

/** The newest poll that this guest was asked in, with what the guest said, and nothing of anybody else. */
export async function ballotOf(tx: EntityManager, { organisationId, invitationId }: { organisationId: string; invitationId: string }): Promise<{ pollId: string; answeredAt: Date | null; votes: Record<string, Vote> } | undefined> {
  const [row] = await tx.query(
    `select b.poll_id as "pollId", b.answered_at as "answeredAt",
       (select coalesce(jsonb_object_agg(v.option_id, v.vote), '{}') from date_vote v where v.organisation_id = $1 and v.poll_id = b.poll_id and v.invitation_id = $2) as votes
     from date_ballot b join date_poll p on p.organisation_id = b.organisation_id and p.id = b.poll_id
     where b.organisation_id = $1 and b.invitation_id = $2 order by p.created_at desc, p.id desc limit 1`,
    [organisationId, invitationId],
  );
  return row;
}

/** Replaces what a guest said: one vote for each date. An earlier remark stays unless there is a new one, because the page never shows it again (R11). */
export async function saveBallot(tx: EntityManager, { organisationId, pollId, invitationId, votes, remark, now }: WhichPoll & { invitationId: string; votes: Record<string, Vote>; remark: string | null; now: Date }): Promise<void> {
  await tx.query('update date_ballot set answered_at = $4, remark = coalesce($5, remark) where organisation_id = $1 and poll_id = $2 and invitation_id = $3', [organisationId, pollId, invitationId, now, remark]);
  await tx.query(
    `insert into date_vote (organisation_id, poll_id, invitation_id, option_id, vote) select $1, $2, $3, * from unnest($4::uuid[], $5::text[])
     on conflict (organisation_id, poll_id, invitation_id, option_id) do update set vote = excluded.vote`,
    [organisationId, pollId, invitationId, Object.keys(votes), Object.values(votes)],
  );
}
