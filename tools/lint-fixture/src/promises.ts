async function save(): Promise<string> {
  return Promise.resolve('saved');
}

export function forgets(): void {
  save(); // refused: @typescript-eslint/no-floating-promises
  void save();
}

export function notAsync(): Promise<string> { // refused: @typescript-eslint/promise-function-async
  return save();
}

export async function awaitsNothing(): Promise<void> {
  await 'text'; // refused: @typescript-eslint/await-thenable
}

export function passesAsyncWhereNobodyWaits(rows: string[]): void {
  rows.forEach(async () => save()); // refused: @typescript-eslint/no-misused-promises
}

export async function losesTheCatch(): Promise<string> {
  try {
    return save(); // refused: @typescript-eslint/return-await
  } catch {
    return 'lost';
  }
}

export function throwsText(): never {
  throw 'text'; // refused: @typescript-eslint/only-throw-error
}

export async function rejectsText(): Promise<void> {
  return Promise.reject('text'); // refused: @typescript-eslint/prefer-promise-reject-errors
}
