import { afterEach, describe, expect, it } from '@jest/globals';
import { testApp, until } from '@bijeen/testing';
import { Queues } from './queues.js';

describe('waking a worker', () => {
  const app = testApp();
  const woken: string[] = [];
  afterEach(() => void woken.splice(0));

  it('reaches it through the queue, with nothing but an id', async () => {
    const queues = app.get(Queues);
    const arrived = new Promise<void>((resolve) => {
      void queues.process('imports', async (organisationId) => {
        woken.push(organisationId);
        if (woken.length === 2) resolve();
      });
    });

    await queues.wake('imports', 'first');
    await queues.wake('imports', 'second');
    await arrived;

    expect(woken.sort()).toEqual(['first', 'second']);
  });

  it('makes no more than two jobs of many wake-ups at once, and the last of them still arrives', async () => {
    const queues = app.get(Queues);
    const times = new Map<string, number>();
    const arrived = new Promise<void>((resolve) => {
      void queues.process('mail', async (organisationId) => {
        times.set(organisationId, (times.get(organisationId) ?? 0) + 1);
        if (organisationId === 'afterwards') resolve();
      });
    });

    await Promise.all(Array.from({ length: 100 }, async () => queues.wake('mail', 'busy')));
    await queues.wake('mail', 'busy');
    await queues.wake('mail', 'afterwards');
    await arrived;
    // Two jobs are done at the same time, so the last but one may still be on its way.
    await until(() => times.get('busy')! >= 3);

    expect(times.get('busy')).toBe(3);
  });
});
