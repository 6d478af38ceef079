import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../testing/test-web.js';

const web = testWeb();
const GOOD = { startedFrom: 'HAND', name: 'IJsseldelta', municipalityCodes: ['GM0193'] };

async function post(payload: string | Buffer, type?: string) {
  const token = await web.token(await web.build.owner());
  return web.app.inject({ method: 'POST', url: '/api/v1/regions', headers: { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) }, payload });
}

describe('what a program sends', () => {
  it.each(['application/json', 'APPLICATION/JSON', 'application/json; charset=utf-8', 'application/json ;charset=UTF-8', ' application/json', 'application/json\t'])('is read and checked as JSON when it is called %p', async (type) => {
    const good = await post(JSON.stringify(GOOD), type);
    const wrong = await post(JSON.stringify({ ...GOOD, name: 7 }), type);

    expect([good.statusCode, wrong.statusCode]).toEqual([201, 422]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/jsonx', 'application/json, text/plain', 'application/json\t x', 'application/problem+json', 'text/html', ''])('is refused when it is called %p', async (type) => {
    const answer = await post(JSON.stringify(GOOD), type);

    expect(answer.statusCode).toBe(415);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await web.sql('select id from region')).toEqual([]);
  });

  it.each([
    ['half a document', '{"name":', 400],
    ['nothing', '', 400],
    ['another prototype', '{"__proto__":{"role":"owner"}}', 400],
    ['another constructor', '{"constructor":{"prototype":{"role":"owner"}}}', 400],
    ['no object', 'null', 422],
    ['a list', '[]', 422],
    ['33 layers', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 400],
    ['100,000 layers', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    ['a character that cannot be kept', JSON.stringify({ ...GOOD, name: 'a\0b' }), 422],
    ['half a character', '{"startedFrom":"HAND","name":"\\ud800","municipalityCodes":["GM0193"]}', 422],
    ['a field name that cannot be kept', '{"a\\u0000":1}', 422],
    ['a number beyond numbers', '{"startedFrom":"TRAVEL_TIME","name":"x","postcode":"8011","minutes":1e999}', 422],
  ])('is refused when it is %s', async (_what, payload, status) => {
    const answer = await post(payload, 'application/json');

    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, code: expect.any(String), detail: expect.stringMatching(/^[A-Z]/) });
    expect(await web.sql('select id from region')).toEqual([]);
  });

  it('is refused when it is larger than we want to hold', async () => {
    expect((await post(JSON.stringify({ ...GOOD, name: 'x'.repeat(1_100_000) }), 'application/json')).statusCode).toBe(413);
  });

  it('goes wrong in Dutch, as problem+json, with nothing of the inside', async () => {
    const answer = await post('{', 'application/json');

    expect(answer.json()).toEqual({ type: 'about:blank', title: expect.any(String), status: 400, code: 'request.refused', detail: 'Dit verzoek konden we niet lezen. De inhoud past niet bij het soort bestand dat erbij staat.', errors: [] });
  });
});

describe('an address', () => {
  it.each(['/%', '/%00', '/%c3%28', '/regios/%00', '/regios/%ff', `/regios/${'x'.repeat(5000)}`, '/api/v1/regions/%00', '/api/v1/regions?after=%00', '/inloggen/%00', '/huisstijl/%00', '/huisstijl/logo/niets', '//', '/..%2f..%2fetc%2fpasswd', '/assets/../package.json'])('such as %p never breaks anything', async (url) => {
    const answer = await web.get(url);

    expect([401, 404, 422]).toContain(answer.statusCode === 303 ? 401 : answer.statusCode);
    expect(answer.body).not.toContain('node_modules');
  });
});
