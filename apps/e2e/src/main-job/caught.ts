import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One accepted mail in the catcher's log. */
export interface Caught {
  messageId: string;
  to: string[];
  kind: string | null;
  caughtAt: string;
}

/** What the catcher said 250 to, in order: the truth about what left, also after `kill -9`. */
export function caught(home: string): Caught[] {
  const file = join(home, 'postvak', 'accepted.jsonl');
  if (!existsSync(file)) return [];
  // The last line may be half written at this moment.
  return readFileSync(file, 'utf8').split('\n').slice(0, -1).filter(Boolean).map((line) => JSON.parse(line) as Caught);
}

/** Asks until `done` says yes. @throws Error with the last answer after `patience` milliseconds. */
export async function until<T>(ask: () => Promise<T> | T, done: (answer: T) => boolean, patience = 60_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (performance.now() > end) throw new Error(`Not so within ${patience} ms; the last answer was ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
