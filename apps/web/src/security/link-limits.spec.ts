import { describe, expect, it } from '@jest/globals';
import { ipKey } from './ip-key.js';
import { testWeb } from '../testing/test-web.js';

const web = testWeb();
const token = (index: number): string => index.toString(36).replace(/[01-189]/g, 'a').padStart(26, 'b');
const open = async (index: number, ip: string) => web.app.inject({ method: 'GET', url: `/u/${token(index)}`, remoteAddress: ip });

describe('guessing links', () => {
  it('stops after sixty in a minute, for that address only', async () => {
    const guesses: number[] = [];
    for (let index = 0; index < 61; index += 1) guesses.push((await open(index, '192.0.2.1')).statusCode);

    expect(guesses.slice(0, 60).every((status) => status === 404)).toBe(true);
    expect(guesses[60]).toBe(429);
    expect((await open(1, '192.0.2.2')).statusCode).toBe(404);
    web.clock.set('2027-01-12T09:01:01Z');
    expect((await open(1, '192.0.2.1')).statusCode).toBe(404);
  });

  it('is counted per house, also where a house has many addresses', async () => {
    for (let index = 0; index < 60; index += 1) await open(index, `2001:db8:1:2::${(index + 1).toString(16)}`);

    expect((await open(1, '2001:db8:1:2:ffff::1')).statusCode).toBe(429);
    expect((await open(1, '2001:db8:1:3::1')).statusCode).toBe(404);
  });
});

describe('five hundred colleagues behind one address', () => {
  it('can all answer, even in the same minute', async () => {
    const actor = await web.build.owner();
    const meeting = await web.build.meeting(actor);
    const tokens: string[] = [];
    for (let people = 0; people < 500; people += 1) tokens.push(await web.build.link(actor, meeting, await web.build.invitation(actor, meeting)));

    const answers = await Promise.all(tokens.map(async (link) => {
      await web.app.inject({ method: 'GET', url: `/u/${link}?antwoord=ja`, remoteAddress: '192.0.2.9' });
      return web.app.inject({ method: 'POST', url: `/u/${link}`, remoteAddress: '192.0.2.9', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'coming=yes' });
    }));

    expect([...new Set(answers.map(({ statusCode }) => statusCode))]).toEqual([303]);
    expect(await web.sql(`select count(*)::int as yes from invitation where answer = 'yes'`)).toEqual([{ yes: 500 }]);
  });
});

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s counts as %s', (ip, key) => {
    expect(ipKey(ip)).toBe(key);
  });
});
