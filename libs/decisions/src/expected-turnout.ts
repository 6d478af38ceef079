import type { ContactFunction } from '@bijeen/contacts';

/** Of the people of one function who said yes to earlier meetings, as far as attendance was noted. */
export interface TurnoutHistory {
  function: ContactFunction;
  saidYes: number;
  came: number;
}

/** How many people will be there: in four of five meetings between `low` and `high`. */
export interface ExpectedTurnout {
  low: number;
  likely: number;
  high: number;
  /** On how many earlier yeses of these functions it rests. */
  sample: number;
}

/**
 * What is assumed while there is little history: of ten who say yes, eight come. It weighs as much as ten earlier yeses, so after a few
 * meetings the organisation's own numbers decide (docs/decisions/0012).
 */
export const PRIOR = { came: 8, stayedAway: 2 };
/** A range that holds four times out of five; outside it on either side one time in ten. */
const TAIL = 0.1;

/**
 * Expected turnout: per function a Beta distribution of "comes after saying yes", from the prior and the history; for the people who say
 * yes now a Beta-binomial distribution; their sum over the functions, and its range.
 * @param yes people per function who say yes now
 */
export function expectedTurnout(yes: { function: ContactFunction; people: number }[], history: TurnoutHistory[]): ExpectedTurnout {
  let total = [1];
  let likely = 0;
  let sample = 0;
  for (const { function: office, people } of yes) {
    const { saidYes, came } = history.find((each) => each.function === office) ?? { saidYes: 0, came: 0 };
    const [comes, stays] = [PRIOR.came + came, PRIOR.stayedAway + saidYes - came];
    total = sumOf(total, betaBinomial(people, comes, stays));
    likely += (people * comes) / (comes + stays);
    sample += saidYes;
  }
  return { low: quantile(total, TAIL), likely: Math.round(likely), high: quantile(total, 1 - TAIL), sample };
}

/** The chance of each number of comers out of `n`, when the chance of one follows Beta(a, b). In logarithms: the first factor can be tiny. */
function betaBinomial(n: number, a: number, b: number): number[] {
  let log = 0;
  for (let i = 0; i < n; i += 1) log += Math.log((b + i) / (a + b + i));
  const logs = [log];
  for (let k = 0; k < n; k += 1) logs.push((log += Math.log(((n - k) * (a + k)) / ((k + 1) * (b + n - k - 1)))));
  return logs.map(Math.exp);
}

/** The chances of the sum of two independent numbers. */
function sumOf(one: number[], other: number[]): number[] {
  const chances = new Array<number>(one.length + other.length - 1).fill(0);
  one.forEach((p, i) => other.forEach((q, j) => (chances[i + j]! += p * q)));
  return chances;
}

function quantile(chances: number[], part: number): number {
  let sum = 0;
  const found = chances.findIndex((chance) => (sum += chance) >= part);
  return found < 0 ? chances.length - 1 : found;
}
