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

  // it('is commented out', () => { expect(1).toBe(1); }); // refused: jest/no-commented-out-tests
  it('has a name', () => {
    expect(1).toBe(1);
  });

  it('has a name', () => { // refused: jest/no-identical-title
    expect(1).toBe(1);
  });

  it('leaves a promise behind', () => {
    const later = Promise.resolve(1);
    later.then((value) => expect(value).toBe(1)); // refused: jest/valid-expect-in-promise, @typescript-eslint/no-floating-promises
  });
});

describe('waits while it describes', async () => { // refused: jest/valid-describe-callback, @typescript-eslint/no-misused-promises
  it('has another name', () => {
    expect(1).toBe(1);
  });
});

describe('expects while it describes', () => {
  expect(1).toBe(1); // refused: jest/no-standalone-expect
});
