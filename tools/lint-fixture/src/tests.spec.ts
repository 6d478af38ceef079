import { describe, expect, it, xit } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises'; // refused: no-restricted-syntax
import { testApp } from '@bijeen/testing';

describe.only('focused', () => { // refused: jest/no-focused-tests
  it.only('focused', () => { // refused: jest/no-focused-tests
    expect(testApp).toBeDefined();
  });

  it.skip('skipped', () => { // refused: jest/no-disabled-tests
    expect(1).toBe(1);
  });

  xit('skipped too', () => { // refused: jest/no-disabled-tests
    expect(1).toBe(1);
  });

  it('cannot fail', async () => { // refused: jest/expect-expect
    await pause(10);
  });

  it('forgets the matcher', () => {
    expect(1); // refused: jest/valid-expect
  });

  it('forgets to wait', () => {
    expect(Promise.resolve(1)).resolves.toBe(1); // refused: jest/valid-expect, @typescript-eslint/no-floating-promises
  });

  it('sleeps', async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 10); // refused: no-restricted-syntax
    });
    expect(new Date()).toBeDefined(); // refused: no-restricted-syntax
  });
});
