import { describe, expect, it } from '@jest/globals';
import { CONTACT_FUNCTIONS } from '@bijeen/contacts';
import fc from 'fast-check';
import { bestOf, rankDates, type VoteCount } from './best-date.js';
import { VOTES } from './date-poll.entity.js';

const options = (...days: number[]): { id: string; startsAt: Date; endsAt: Date }[] => days.map((day) => ({ id: `d${day}`, startsAt: new Date(Date.UTC(2027, 3, day, 11)), endsAt: new Date(Date.UTC(2027, 3, day, 15)) }));
const said = (day: number, vote: VoteCount['vote'], office: VoteCount['function'], people = 1): VoteCount => ({ optionId: `d${day}`, vote, function: office, municipalityCode: 'GM0193', people });
const order = (ranked: { id: string }[]): string[] => ranked.map(({ id }) => id);

describe('the best date', () => {
  it('is the one on which those who decide can come, not the one on which most can', () => {
    const ranked = rankDates(options(15, 22), [said(15, 'yes', 'POLICY_OFFICER', 2), said(22, 'yes', 'ALDERMAN'), said(15, 'no', 'ALDERMAN')], 4);
    expect(ranked.map(({ id, score, rank, noAnswer }) => ({ id, score, rank, noAnswer }))).toEqual([{ id: 'd22', score: 6, rank: 1, noAnswer: 3 }, { id: 'd15', score: 4, rank: 2, noAnswer: 1 }]);
  });

  it('is, of two that weigh the same, the one with more yes of those who decide, and then the earlier', () => {
    expect(order(rankDates(options(8, 15), [said(8, 'if-needed', 'ALDERMAN', 2), said(15, 'yes', 'DIRECTOR')], 2))).toEqual(['d15', 'd8']);
    expect(order(rankDates(options(22, 8, 15), [said(15, 'yes', 'ALDERMAN'), said(8, 'yes', 'ALDERMAN')], 2))).toEqual(['d8', 'd15', 'd22']);
  });

  it('is none while nobody can make any', () => {
    expect(bestOf(rankDates(options(8, 15), [said(8, 'no', 'ALDERMAN', 3)], 5))).toBeNull();
    expect(bestOf(rankDates(options(8, 15), [said(8, 'if-needed', 'OTHER')], 5))).toMatchObject({ id: 'd8' });
  });

  it('does not depend on the order in which dates and votes come in', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 8 });
    const poll = days.chain((chosen) => {
      const vote = fc.record({ day: fc.constantFrom(...chosen), vote: fc.constantFrom(...VOTES), office: fc.constantFrom(...CONTACT_FUNCTIONS), people: fc.integer({ min: 1, max: 3 }) });
      return fc.record({ dates: fc.constant(chosen), votes: fc.array(vote, { maxLength: 20 }), seed: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })) });
    });
    fc.assert(fc.property(poll, ({ dates, votes, seed }) => {
      const shuffled = <T>(items: T[]): T[] => items.map((item) => ({ item, at: seed.next().value as number })).sort((a, b) => a.at - b.at).map(({ item }) => item);
      const counts = votes.map(({ day, vote, office, people }) => said(day, vote, office, people));
      const facts = (ranked: ReturnType<typeof rankDates>): object[] => ranked.map(({ id, score, rank, votes: counted }) => ({ id, score, rank, counted }));
      expect(facts(rankDates(shuffled(options(...dates)), shuffled(counts), 60))).toEqual(facts(rankDates(options(...dates), counts, 60)));
    }), { numRuns: 500 });
  });

  it('never falls when somebody says yes instead of no', () => {
    fc.assert(fc.property(fc.constantFrom(...CONTACT_FUNCTIONS), fc.array(fc.record({ day: fc.constantFrom(8, 15, 22), vote: fc.constantFrom(...VOTES), office: fc.constantFrom(...CONTACT_FUNCTIONS) }), { maxLength: 12 }), (office, votes) => {
      const rest = votes.map(({ day, vote, office: other }) => said(day, vote, other));
      const rank = (vote: VoteCount['vote']): number => rankDates(options(8, 15, 22), [...rest, said(15, vote, office)], 20).find(({ id }) => id === 'd15')!.rank;
      expect(rank('yes')).toBeLessThanOrEqual(rank('no'));
    }), { numRuns: 300 });
  });
});
