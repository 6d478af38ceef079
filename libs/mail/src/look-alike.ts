/** Shorter domains differ by one letter too easily. */
const SHORTEST = 7;

/** Whether two domains differ by one slip of the finger: a letter too many, too few or wrong, or two that changed places. */
export function isLookAlike(one: string, other: string): boolean {
  if (one === other || Math.min(one.length, other.length) < SHORTEST || Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (one[from] === other[from]) from += 1;
  let back = 0;
  while (back < Math.min(one.length, other.length) - from && one.at(-1 - back) === other.at(-1 - back)) back += 1;
  const [left, right] = [one.slice(from, one.length - back), other.slice(from, other.length - back)];
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}
