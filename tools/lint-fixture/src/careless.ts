export function careless(input: string, kind: number): string {
  let text = input; // refused: prefer-const
  if (kind = 2) return text; // refused: no-cond-assign, no-constant-condition
  if (true) kind += 1; // refused: no-constant-condition
  if (kind === 1) return 'a';
  else if (kind === 1) return 'b'; // refused: no-dupe-else-if
  switch (kind) {
    case 3:
      kind = kind; // refused: no-self-assign
    case 4: // refused: no-fallthrough
      return 'c';
    case 3: // refused: no-duplicate-case
      return 'd';
  }
  try {
    return /\e/.exec(input)?.[0] ?? ''; // refused: no-useless-escape
  } catch (error) { // refused: no-useless-catch
    throw error;
  } finally {
    return 'e'; // refused: no-unsafe-finally
  }
}
