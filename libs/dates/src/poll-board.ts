import { type Coming, isReached, Quorum, type QuorumPart, quorumParts } from '@bijeen/decisions';
import type { Meeting } from '@bijeen/meetings';
import { Clock, dayInAmsterdam, timeInAmsterdam } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bestOf, type RankedDate, rankDates } from './best-date.js';
import { type CheckedDate, DateCheck } from './date-check.js';
import type { DatePoll, PollState } from './date-poll.entity.js';
import { type BallotLine, ballotLines, latestPoll, optionsOf, turnoutOf, voteCounts } from './date-poll.queries.js';
import { InterestList } from './interest-list.js';
import type { InterestCount, InterestLine } from './interest.queries.js';

/** Who of those who decide would come, counted as the quorum counts. */
export interface DateQuorum {
  parts: (QuorumPart & { atMost: number })[];
  /** By those who say yes; with those who can if need be; null where no quorum was set. */
  reached: boolean | null;
  reachedAtMost: boolean | null;
}

/** A date of the poll with all there is to weigh. */
export interface WeighedDate extends RankedDate {
  quorum: DateQuorum;
  check: CheckedDate;
}

/** A poll as an organiser sees it. */
export interface PollResult {
  poll: DatePoll;
  state: PollState;
  asked: number;
  answered: number;
  /** Best first. */
  dates: WeighedDate[];
  /** Null while nobody can make any of them. */
  bestId: string | null;
  /** Those who decide first; at most 300. */
  ballots: BallotLine[];
}

/** The poll of a meeting, and who wants to hear of its next date. */
export interface PollBoard {
  meeting: Meeting;
  /** Null when there never was one. */
  result: PollResult | null;
  interest: { items: InterestLine[]; counts: InterestCount[] };
}

/** Counts all parts, whether they were asked for or not. */
const EVERY_PART = { aldermen: 0, boardMembers: 0, municipalities: 0 };

/** Puts together what an organiser needs to choose a date. */
@Injectable()
export class PollBoards {
  constructor(
    private readonly check: DateCheck,
    private readonly interest: InterestList,
    private readonly clock: Clock,
  ) {}

  async of(tx: EntityManager, meeting: Meeting): Promise<PollBoard> {
    const { organisationId, id: meetingId } = meeting;
    const poll = await latestPoll(tx, { organisationId, meetingId });
    return { meeting, result: poll && (await this.result(tx, meeting, poll)), interest: await this.interest.list(tx, { organisationId }, meetingId) };
  }

  private async result(tx: EntityManager, meeting: Meeting, poll: DatePoll): Promise<PollResult> {
    const which = { organisationId: meeting.organisationId, pollId: poll.id };
    const turnout = await turnoutOf(tx, which);
    const ranked = rankDates(await optionsOf(tx, which), await voteCounts(tx, which), turnout.asked);
    const quorum = await tx.findOneBy(Quorum, { organisationId: meeting.organisationId, meetingId: meeting.id });
    const { dates } = await this.check.check(tx, meeting, ranked.map(({ startsAt, endsAt }) => ({ day: dayInAmsterdam(startsAt), from: timeInAmsterdam(startsAt), to: timeInAmsterdam(endsAt) })));
    return {
      poll, state: poll.stateAt(this.clock.now(), meeting), ...turnout, bestId: bestOf(ranked)?.id ?? null,
      dates: ranked.map((each, place) => ({ ...each, quorum: dateQuorum(quorum, each), check: dates[place]! })),
      ballots: await ballotLines(tx, which),
    };
  }
}

/** The quorum that a date would reach: by who says yes, and with who can if need be. */
export function dateQuorum(quorum: Quorum | null, { coming, atMost }: { coming: Coming[]; atMost: Coming[] }): DateQuorum {
  const policyOfficersCount = quorum?.policyOfficersCount ?? false;
  const [sure, most] = [coming, atMost].map((people) => quorumParts({ ...EVERY_PART, policyOfficersCount }, people)) as [QuorumPart[], QuorumPart[]];
  const needed = ({ part }: QuorumPart): number => quorum?.[part] ?? 0;
  return {
    parts: sure.map((part, place) => ({ ...part, needed: needed(part), atMost: most[place]!.coming })),
    reached: quorum && isReached(quorumParts(quorum, coming)), reachedAtMost: quorum && isReached(quorumParts(quorum, atMost)),
  };
}
