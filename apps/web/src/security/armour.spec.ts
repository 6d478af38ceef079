import { describe, expect, it } from '@jest/globals';
import type { Response } from 'light-my-request';
import { ASSETS } from '../assets.js';
import { address, allRoutes } from '../testing/all-routes.js';
import { testWeb } from '../testing/test-web.js';

const web = testWeb();
/** May be kept by everybody: they hold no person's data. */
const KEPT = /^\/(huisstijl\/|agenda$|feed\/)/;

/** What is missing from the armour of an answer (R29). */
function holes(url: string, { headers }: Response): string[] {
  const policy = String(headers['content-security-policy']);
  // A mail or a picture in a frame of its own: nothing in it runs, whatever it looks like.
  const boxed = policy.includes('sandbox') && policy.includes("default-src 'none'") && !/allow-|script-src|https?:/.test(policy);
  const sealed = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"].every((part) => policy.includes(part)) && !/unsafe|\*|https?:/.test(policy);
  const token = /^\/(u|v|s|afmelden|aanvraag|inloggen)\//.test(url);
  const demands: [string, boolean][] = [
    ['a content security policy', boxed || sealed],
    ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['a referrer policy', headers['referrer-policy'] === (token ? 'no-referrer' : 'same-origin')],
    ['no-store', KEPT.test(url) || headers['cache-control'] === 'no-store'],
    ['an opener policy', headers['cross-origin-opener-policy'] === 'same-origin'],
    ['no name of our software', headers['x-powered-by'] === undefined && headers['server'] === undefined],
  ];
  return demands.filter(([, met]) => !met).map(([what]) => `${url}: ${what}`);
}

describe('the armour', () => {
  it('is on every route, for strangers, for owners and for what does not exist', async () => {
    const { cookie } = await web.signIn(await web.build.owner());
    const seen = new Set<number>();
    const missing: string[] = [];

    for (const { method, path } of allRoutes(web)) {
      for (const headers of [{}, { cookie }, { cookie, 'sec-fetch-site': 'cross-site' }]) {
        const url = address(path, {});
        const answer = await web.app.inject({ method: method as 'GET', url, headers });
        seen.add(answer.statusCode);
        missing.push(...holes(url, answer));
      }
    }

    expect(missing).toEqual([]);
    expect([...seen]).toEqual(expect.arrayContaining([200, 303, 403, 404]));
  });

  it.each([
    ['a page that does not exist', 'GET', '/niets', '', 404],
    ['an address that cannot be read', 'GET', '/%', '', 404],
    ['a method that is not there', 'PUT', '/inloggen', '', 404],
    ['a body that is too large', 'POST', '/inloggen/link', 'x'.repeat(1_100_000), 413],
    ['a body of an unknown type', 'POST', '/inloggen/link', '<x/>', 415],
  ] as const)('is on %s', async (_what, method, url, payload, status) => {
    const type = status === 415 ? 'application/xml' : 'application/x-www-form-urlencoded';
    const answer = await web.app.inject({ method, url, headers: { 'content-type': type }, payload });

    expect([answer.statusCode, ...holes(url.replace('%', ''), answer)]).toEqual([status]);
  });

  it('is on a page that breaks, which tells only a number', async () => {
    await web.sql('alter table app_user rename to away');
    const broken = await web.get('/').finally(async () => web.sql('alter table away rename to app_user'));

    expect([broken.statusCode, ...holes('/', broken)]).toEqual([500]);
    expect(broken.body).toMatch(/Noem dan dit nummer: [0-9a-f-]{36}/);
    expect(broken.body).not.toMatch(/relation|app_user|at .*\.ts/);
  });

  it('lets browsers keep only what has no secrets and changes its address when it changes', async () => {
    const asset = await web.get(`${ASSETS}/bijeen.css`);

    expect([asset.statusCode, asset.headers['cache-control'], asset.headers['x-content-type-options']]).toEqual([200, 'public, max-age=31536000, immutable', 'nosniff']);
  });

  it('has no script inside any page', async () => {
    const { cookie } = await web.signIn(await web.build.owner());
    const inside: string[] = [];

    for (const { method, path, parameters } of allRoutes(web).filter((route) => route.method === 'GET')) {
      const { body } = await web.app.inject({ method: method as 'GET', url: address(path, {}), headers: parameters.length > 0 ? {} : { cookie } });
      if (/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:/i.test(body)) inside.push(path);
    }

    expect(inside).toEqual([]);
  });
});
