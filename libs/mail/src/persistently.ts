import { setTimeout as wait } from 'node:timers/promises';

/** PostgreSQL: serialisation failure, deadlock, too long silent, shutdown, crash, starting up; and the connection that went with it. */
const PASSING = new Set(['40001', '40P01', '25P03', '57P01', '57P02', '57P03', '08006', '08003', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);
const TRIES = 8;

/** Repeats a write that may safely be repeated, for a few seconds, when the database had a passing problem (F13, F14). */
export async function persistently<T>(write: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write();
    } catch (error) {
      if (tried === TRIES || !isPassing(error)) throw error;
      await wait(25 * 2 ** tried);
    }
  }
}

/** Whether the database had a problem that will be over soon: nothing is wrong with what was asked. */
export function isPassing(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string };
  return PASSING.has(code ?? '') || /Connection terminated|already released/.test(message);
}
