import { describe, expect, it } from '@jest/globals';
import { address, allRoutes, changes } from '../testing/all-routes.js';
import { databaseDump } from '../testing/database-dump.js';
import { testWeb } from '../testing/test-web.js';
import type { Route } from './route-table.js';

const web = testWeb();
const FORM = 'application/x-www-form-urlencoded';
const EVIL = 'https://kwaad.example.org';
/** Whoever has the link may act: mail programs and scanners send no token (R19, R25). No others. */
const EXEMPT = /^\/(u|v|s|afmelden|aanvraag)\/:token(\/|$)/;
/** Where nobody is signed in, whatever the cookies say: there is no session to misuse, but another website is refused all the same. */
const FOR_ANYONE = ['/b/:slug', '/b/:slug/interesse'];

async function send({ method, path }: Route, headers: Record<string, string>, payload: string) {
  return web.app.inject({ method: method as 'POST', url: address(path, {}), headers, payload });
}

describe('a change that another website makes a browser send', () => {
  it('is refused on every route, whatever it looks like', async () => {
    const { cookie, csrf } = await web.signIn(await web.build.owner());
    const routes = allRoutes(web).filter((route) => changes(route) && route.policy !== 'link');
    const before = await databaseDump(web);
    const guesses: { headers: Record<string, string>; payload: string }[] = [
      { headers: { 'sec-fetch-site': 'cross-site', origin: EVIL, 'content-type': FORM }, payload: `csrf=${csrf}` },
      { headers: { 'sec-fetch-site': 'same-site', 'content-type': FORM }, payload: `csrf=${csrf}` },
      { headers: { origin: EVIL, 'content-type': FORM }, payload: `csrf=${csrf}` },
      { headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }, payload: JSON.stringify({ csrf }) },
      { headers: { origin: EVIL, 'content-type': 'multipart/form-data; boundary=x' }, payload: `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--x--\r\n` },
    ];
    const answers: string[] = [];

    for (const route of routes) for (const { headers, payload } of guesses) answers.push(`${route.method} ${route.path} ${headers['content-type']} ${(await send(route, { ...headers, cookie }, payload)).statusCode}`);

    expect(answers.length).toBeGreaterThan(50);
    expect(answers.filter((answer) => !/ (403|415)$/.test(answer))).toEqual([]);
    expect(await databaseDump(web)).toEqual(before);
  });

  it('is refused without the token of the session, also when the browser says nothing', async () => {
    const { cookie } = await web.signIn(await web.build.owner());
    const other = await web.signIn(await web.build.owner());
    const routes = allRoutes(web).filter((route) => changes(route) && !['link', 'anyone'].includes(route.policy) && !route.path.startsWith('/api/'));
    const answers: string[] = [];

    for (const route of routes) {
      for (const payload of ['', 'csrf=', `csrf=${other.csrf}`, `csrf=${other.csrf}&csrf=${other.csrf}`, 'csrf[]=x']) answers.push(`${route.path} ${payload} ${(await send(route, { 'content-type': FORM, cookie }, payload)).statusCode}`);
      answers.push(`${route.path} json ${(await send(route, { 'content-type': 'application/json', cookie }, '{}')).statusCode}`);
      answers.push(`${route.path} nothing ${(await send(route, { cookie }, '')).statusCode}`);
    }

    expect(answers.filter((answer) => !answer.endsWith(' 403'))).toEqual([]);
  });

  it('cannot use a session for the REST interface', async () => {
    const { cookie, csrf } = await web.signIn(await web.build.owner());
    const payload = JSON.stringify({ startedFrom: 'HAND', name: 'Delta', municipalityCodes: ['GM0193'], csrf });
    const call = async (headers: Record<string, string>) => (await web.app.inject({ method: 'POST', url: '/api/v1/regions', headers: { cookie, 'content-type': 'application/json', ...headers }, payload })).statusCode;

    expect(await call({})).toBe(403);
    expect(await call({ origin: EVIL })).toBe(403);
    expect(await call({ origin: 'null' })).toBe(403);
    expect(await call({ 'sec-fetch-site': 'same-origin' })).toBe(201);
  });

  it('is let through only where a personal link is the proof, and there no cookie counts', () => {
    const open = allRoutes(web).filter((route) => changes(route) && route.policy === 'link').map(({ path }) => path);

    expect(open.filter((path) => !EXEMPT.test(path))).toEqual([]);
    expect(open.length).toBeGreaterThan(0);
    expect(allRoutes(web).filter((route) => changes(route) && route.policy === 'anyone').map(({ path }) => path)).toEqual(FOR_ANYONE);
  });

  it('cannot sign a visitor in as somebody else', async () => {
    const answer = await web.postForm('/inloggen/wachtwoord', { email: 'kwaad@example.org', password: 'vier losse woorden hier' }, { 'sec-fetch-site': 'cross-site', origin: EVIL });

    expect(answer.statusCode).toBe(403);
  });
});

describe('our own form', () => {
  it('is let in, with and without a word of the browser', async () => {
    const browser = await web.signIn(await web.build.owner());
    const own = new URL(web.database.config.publicUrl).origin;
    const form = new URLSearchParams({ csrf: browser.csrf, startedFrom: 'HAND', name: 'Delta' }).toString();

    for (const headers of [{}, { origin: own }, { origin: 'null' }, { 'sec-fetch-site': 'same-origin', origin: 'null' }]) {
      const answer = await web.app.inject({ method: 'POST', url: '/regios/nieuw', headers: { cookie: browser.cookie, 'content-type': FORM, ...headers }, payload: form });
      expect(answer.statusCode).toBe(422);
    }
  });
});
