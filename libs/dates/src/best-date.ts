import { type ContactFunction, isDecisionMaker } from '@bijeen/contacts';
import type { Coming } from '@bijeen/decisions';
import type { Vote } from './date-poll.entity.js';

/** What an answer is worth; somebody who decides counts three times, because without them nothing moves (L2; docs/decisions/0014). */
export const VOTE_WEIGHTS: Record<Vote, number> = { 'yes': 2, 'if-needed': 1, 'no': 0 };
export const DECIDING_WEIGHT = 3;

/** People of one function and municipality who say the same about a date. */
export interface VoteCount {
  optionId: string;
  vote: Vote;
  function: ContactFunction;
  /** Empty when it is not known. */
  municipalityCode: string;
  people: number;
}

/** A date, and what is said about it. */
export interface RankedDate {
  id: string;
  startsAt: Date;
  endsAt: Date;
  votes: Record<Vote, number>;
  noAnswer: number;
  score: number;
  decidingYes: number;
  /** 1 is the best date. */
  rank: number;
  /** Who says yes, and who at most comes. */
  coming: Coming[];
  atMost: Coming[];
}

/** The dates, best first: by score, then by how many who decide say yes, then the earliest. The order of what comes in makes no difference. */
export function rankDates(options: { id: string; startsAt: Date; endsAt: Date }[], counts: VoteCount[], asked: number): RankedDate[] {
  return options.map((option) => standing(option, counts.filter(({ optionId }) => optionId === option.id), asked))
    .sort((a, b) => b.score - a.score || b.decidingYes - a.decidingYes || a.startsAt.getTime() - b.startsAt.getTime())
    .map((each, place) => ({ ...each, rank: place + 1 }));
}

/** Whether anybody can make the best date at all: without an answer no date is the best. */
export function bestOf(ranked: RankedDate[]): RankedDate | null {
  const [best] = ranked;
  return best && best.score > 0 ? best : null;
}

function standing(option: { id: string; startsAt: Date; endsAt: Date }, counts: VoteCount[], asked: number): RankedDate {
  const people = (which: (count: VoteCount) => boolean): number => counts.filter(which).reduce((sum, each) => sum + each.people, 0);
  const votes = { 'yes': people(({ vote }) => vote === 'yes'), 'if-needed': people(({ vote }) => vote === 'if-needed'), 'no': people(({ vote }) => vote === 'no') };
  return {
    ...option, votes, noAnswer: asked - votes.yes - votes['if-needed'] - votes.no, rank: 0,
    score: counts.reduce((sum, each) => sum + each.people * VOTE_WEIGHTS[each.vote] * (isDecisionMaker(each.function) ? DECIDING_WEIGHT : 1), 0),
    decidingYes: people((each) => each.vote === 'yes' && isDecisionMaker(each.function)),
    coming: counts.filter(({ vote }) => vote === 'yes'), atMost: counts.filter(({ vote }) => vote !== 'no'),
  };
}
