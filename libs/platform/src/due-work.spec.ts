import { describe, expect, it, jest } from '@jest/globals';
import { DueWork } from './due-work.js';
import type { Logger } from './logger.js';

describe('the work that is due', () => {
  const error = jest.fn<Logger['error']>();
  const make = (): DueWork => new DueWork({ error } as unknown as Logger);

  it('goes on with the next piece when one fails, and says how much was done', async () => {
    const work = make();
    work.register('broken', async () => Promise.reject(new Error('No.')));
    work.register('whole', async () => Promise.resolve(2));

    expect(await work.run()).toBe(2);
    expect(error).toHaveBeenCalledWith(expect.stringContaining('"broken"'), expect.any(Error), 'DueWork');
  });

  it('finishes the piece at hand when the process stops, and begins no other', async () => {
    const work = make();
    let finish = (): void => undefined;
    const next = jest.fn(async () => Promise.resolve(1));
    work.register('at hand', async () => new Promise<number>((resolve) => (finish = () => resolve(1))));
    work.register('next', next);
    const run = work.run();

    let stopped = false;
    const stopping = work.beforeApplicationShutdown().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish();
    await stopping;

    expect(await run).toBe(1);
    expect(await work.run()).toBe(0);
    expect(next).not.toHaveBeenCalled();
  });
});
