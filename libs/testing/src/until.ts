import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Waits until `condition` comes true, without guessing how long that takes.
 * @throws Error after `limit` milliseconds
 */
export async function until(condition: () => boolean | Promise<boolean>, limit = 20_000): Promise<void> {
  const deadline = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`This did not come true within ${limit} ms: ${condition.toString()}`);
    await nextTurn();
  }
}
