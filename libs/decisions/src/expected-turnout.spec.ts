import type { ContactFunction } from '@bijeen/contacts';
import { describe, expect, it } from '@jest/globals';
import { expectedTurnout, type TurnoutHistory } from './expected-turnout.js';

/** Chance that is the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('expected turnout', () => {
  it('counts on eight out of ten while there is no history', () => {
    expect(expectedTurnout([{ function: 'ALDERMAN', people: 10 }], [])).toEqual({ low: 6, likely: 8, high: 10, sample: 0 });
  });

  it('goes by what an organisation saw itself, per function, and gets narrower with it', () => {
    const history = (scale: number): TurnoutHistory[] => [{ function: 'ALDERMAN', saidYes: 10 * scale, came: 5 * scale }, { function: 'POLICY_OFFICER', saidYes: 100, came: 100 }];
    const some = expectedTurnout([{ function: 'ALDERMAN', people: 40 }], history(2));
    const much = expectedTurnout([{ function: 'ALDERMAN', people: 40 }], history(100));

    expect(some).toMatchObject({ likely: 24, sample: 20 });
    expect(much).toMatchObject({ likely: 20, sample: 1000 });
    expect(much.high - much.low).toBeLessThan(some.high - some.low);
    expect(expectedTurnout([{ function: 'ALDERMAN', people: 40 }, { function: 'POLICY_OFFICER', people: 40 }], history(100)).likely).toBe(20 + Math.round((40 * 108) / 110));
  });

  it('is nobody when nobody said yes, and holds for a full theatre', () => {
    expect(expectedTurnout([], [])).toEqual({ low: 0, likely: 0, high: 0, sample: 0 });
    const many = expectedTurnout([{ function: 'OTHER', people: 3_000 }], [{ function: 'OTHER', saidYes: 10_000, came: 7_000 }]);
    expect([many.low < many.likely, many.likely < many.high, many.likely]).toEqual([true, true, 2_100]);
  });

  it('holds in seven to nine of ten meetings of an organisation with ten meetings behind it', () => {
    const random = chance(20270311);
    const invited: [ContactFunction, number][] = [['ALDERMAN', 8], ['BOARD_MEMBER', 10], ['POLICY_OFFICER', 25]];
    const comers = (people: number, rate: number): number => Array.from({ length: people }, random).filter((drawn) => drawn < rate).length;
    let inside = 0;
    for (let simulated = 0; simulated < 1_000; simulated += 1) {
      const rates = invited.map(() => 0.55 + 0.4 * random());
      const history = invited.map(([office, people], place): TurnoutHistory => ({ function: office, saidYes: people * 10, came: comers(people * 10, rates[place]!) }));
      const { low, high } = expectedTurnout(invited.map(([office, people]) => ({ function: office, people })), history);
      const came = invited.reduce((sum, [, people], place) => sum + comers(people, rates[place]!), 0);
      if (came >= low && came <= high) inside += 1;
    }
    expect(inside).toBeGreaterThanOrEqual(700);
    expect(inside).toBeLessThanOrEqual(900);
  });
});
