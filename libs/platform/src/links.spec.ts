import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';
import { hashToken, PersonalLinks, presentedToken, randomToken } from './links.js';

const links = new PersonalLinks(readConfig({ NODE_ENV: 'test', SECRET_KEY: 'one-secret-key-that-is-long-enough!', PUBLIC_URL: 'https://bijeen.example.org' }));

describe('a personal link', () => {
  it('can be made again from its nonce, and is found by its hash only', () => {
    const { nonce, tokenHash } = links.create('answer');
    const token = links.token('answer', nonce);

    expect(token).toMatch(/^[a-z2-7]{26}$/);
    expect(hashToken(token)).toEqual(tokenHash);
    expect(links.url('answer', nonce)).toBe(`https://bijeen.example.org/u/${token}`);
  });

  it('is made for many at once, each with its own', () => {
    const made = links.createAll([{ to: 'bos', purpose: 'answer' }, { to: 'bos', purpose: 'unsubscribe' }, { to: 'mulder', purpose: 'answer' }]);

    expect(made.map(({ to, purpose }) => [to, purpose])).toEqual([['bos', 'answer'], ['bos', 'unsubscribe'], ['mulder', 'answer']]);
    expect(new Set(made.map(({ nonce }) => nonce.toString('hex'))).size).toBe(3);
    for (const { purpose, nonce, tokenHash } of made) expect([nonce.length, hashToken(links.token(purpose, nonce))]).toEqual([16, tokenHash]);
  });

  it('differs per purpose and per secret', () => {
    const { nonce } = links.create('answer');
    const elsewhere = new PersonalLinks(readConfig({ NODE_ENV: 'test', SECRET_KEY: 'another-secret-key-that-is-long-too' }));

    expect(links.token('next-step', nonce)).not.toBe(links.token('answer', nonce));
    expect(elsewhere.token('answer', nonce)).not.toBe(links.token('answer', nonce));
  });

  it.each([['upper case', (token: string) => token.toUpperCase()], ['a bracket', (token: string) => `${token})`], ['a full stop', (token: string) => `${token}.`], ['an encoded =', (token: string) => `${token}%3D`], ['a >', (token: string) => `${token}>`]])(
    'is recognised with %s',
    (_name, wrap) => {
      const token = randomToken();

      expect(presentedToken(wrap(token))).toEqual(hashToken(token));
    },
  );

  it.each(['', 'kort', 'a'.repeat(25), 'a'.repeat(27), `${'a'.repeat(25)}1`, '../../etc/passwd'])('is not seen in %j', (text) => {
    expect(presentedToken(text)).toBeNull();
  });

  it('never comes twice in a hundred thousand, and its bits are fair', () => {
    const tokens = new Set(Array.from({ length: 100_000 }, () => links.token('answer', links.create('answer').nonce)));
    const a = [...tokens].join('').split('a').length - 1;

    expect(tokens.size).toBe(100_000);
    expect(Math.abs(a / (26 * 100_000) - 1 / 32)).toBeLessThan(0.001);
  });
});
