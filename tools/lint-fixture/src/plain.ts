/* eslint-disable no-console */ // refused: inline-config
console.log('seen'); // refused: no-console
console.log('seen'); // eslint-disable-line -- refused: no-console, inline-config

export function compares(value: string | null): string {
  var result = ''; // refused: no-var
  if (value == 'x') result = 'y'; // refused: eqeqeq
  debugger; // refused: no-debugger
  try {
    result += value ?? '';
  } catch {} // refused: no-empty
  const unused = 1; // refused: @typescript-eslint/no-unused-vars
  return result;
}
