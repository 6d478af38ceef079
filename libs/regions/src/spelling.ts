/** Whether `a` becomes `b` with at most `most` letters added, dropped or replaced (Levenshtein). Gives up early. */
export function within(most: number, a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    if (Math.min(...current) > most) return false;
    previous = current;
  }
  return previous[b.length]! <= most;
}
