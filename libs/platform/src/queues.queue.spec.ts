import { afterEach, describe, expect, it } from '@jest/globals';
import { testApp } from '@bijeen/testing';
import { Queues } from './queues.js';

describe('waking a worker', () => {
  const app = testApp();
  const woken: string[] = [];
  afterEach(() => void woken.splice(0));

  it('reaches it through the queue, with nothing but an id', async () => {
    const queues = app.get(Queues);
    const arrived = new Promise<void>((resolve) => {
      queues.process('imports', async (organisationId) => {
        woken.push(organisationId);
        if (woken.length === 2) resolve();
      });
    });

    await queues.wake('imports', 'first');
    await queues.wake('imports', 'second');
    await arrived;

    expect(woken.sort()).toEqual(['first', 'second']);
  });
});
