import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { RouteTable } from '../security/route-table.js';
import { testWeb } from '../testing/test-web.js';
import { operations, UNDESCRIBED } from './openapi.js';

const web = testWeb();

describe('the description of the REST interface', () => {
  it('describes every call, and what goes in', () => {
    const all = operations(web.app.get(RouteTable).list());

    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ does }) => does === UNDESCRIBED.does).map(({ route }) => `${route.method} ${route.path}`)).toEqual([]);
    expect(all.filter(({ route, body }) => ['POST', 'PUT', 'PATCH'].includes(route.method) && !body).map(({ route }) => `${route.method} ${route.path}`)).toEqual([]);
  });

  it('is the one in docs/openapi.json; if not, run `npm run openapi`', async () => {
    const { body } = await web.get('/api/openapi.json');

    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(body));
  });

  it('names parameters as OpenAPI does, and refers only to what is there', async () => {
    const document = (await web.get('/api/openapi.json')).json();
    const text = JSON.stringify(document);

    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).filter((path) => path.includes(':'))).toEqual([]);
    for (const [path, calls] of Object.entries<Record<string, { parameters?: { name: string; in: string }[]; responses: object; operationId: string }>>(document.paths)) {
      for (const call of Object.values(calls)) {
        const named = (call.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(named.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
        expect(Object.keys(call.responses).length).toBeGreaterThan(1);
      }
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, reference] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) expect({ reference, found: reference!.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document) !== undefined }).toEqual({ reference, found: true });
  });

  it('can be read by people, with nothing from elsewhere', async () => {
    const { body, statusCode } = await web.get('/api/docs');

    expect(statusCode).toBe(200);
    expect(body).toContain('<code>POST /api/v1/meetings/:id/invite</code>');
    expect(body.replaceAll('https://bijeen.example.org', '')).not.toMatch(/(src|href)="https?:|style=/);
  });
});

describe('who am I', () => {
  it('is answered to whoever has a token', async () => {
    const actor = await web.build.owner();
    const token = await web.token({ ...actor, name: 'Boekhouding', role: 'viewer' });

    const answer = await web.api(token, 'GET', '/me');

    expect(answer.json()).toEqual({
      organisation: { id: actor.organisationId, name: 'De Werkplaats', kind: 'ZHO', place: 'Zwolle' },
      actor: { kind: 'token', id: expect.any(String), name: 'Boekhouding', role: 'viewer' },
      now: '2027-01-12T09:00:00.000Z',
    });
    expect((await web.api('aaaaaaaaaaaaaaaaaaaaaaaaaa', 'GET', '/me')).json()).toMatchObject({ status: 401, code: 'sign-in.needed' });
  });
});
