import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();

describe('GET /municipalities', () => {
  it('finds by name and reads on by key', async () => {
    const token = await web.token(await web.build.owner());

    const den = await web.api(token, 'GET', '/municipalities?q=den%20bosch');
    const first = (await web.api(token, 'GET', '/municipalities?limit=200')).json();
    const second = (await web.api(token, 'GET', `/municipalities?limit=200&after=${first.next}`)).json();

    expect(den.json()).toEqual({
      items: [{ code: 'GM0796', name: "'s-Hertogenbosch", shortName: "'s-Hertogenbosch", province: 'Noord-Brabant', inhabitants: 158753, seat: expect.stringContaining('s-Hertogenbosch'), lat: expect.any(Number), lon: expect.any(Number), island: false, endsOn: null, plannedEnd: null, successors: [] }],
      next: null,
    });
    expect(new Set([...first.items, ...second.items].map(({ code }: { code: string }) => code)).size).toBe(342);
    expect(second.next).toBeNull();
  });

  it('wants a token, and a sensible limit', async () => {
    const token = await web.token(await web.build.owner());

    expect((await web.get('/api/v1/municipalities')).statusCode).toBe(401);
    expect((await web.api(token, 'GET', '/municipalities?limit=0')).json()).toMatchObject({ status: 422, code: 'input.invalid', errors: [{ field: 'limit', message: 'Vraag ten minste 1 regel.' }] });
  });
});

describe('/regions', () => {
  it('makes, lists, changes and removes', async () => {
    const token = await web.token(await web.build.owner());

    const made = await web.api(token, 'POST', '/regions', { startedFrom: 'TRAVEL_TIME', postcode: '8011', minutes: 30 });
    const { id } = made.json();
    const changed = await web.api(token, 'PATCH', `/regions/${id}`, { municipalityCodes: ['GM0193'] });

    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ name: 'Binnen 30 minuten van Zwolle', startedFrom: 'TRAVEL_TIME' });
    expect(made.json()).not.toHaveProperty('organisationId');
    expect(changed.json()).toMatchObject({ id, name: 'Binnen 30 minuten van Zwolle', municipalityCodes: ['GM0193'] });
    expect((await web.api(token, 'GET', '/regions')).json()).toEqual({ items: [changed.json()], next: null });
    expect((await web.api(token, 'DELETE', `/regions/${id}`)).statusCode).toBe(204);
    expect((await web.api(token, 'GET', `/regions/${id}`)).json()).toMatchObject({ status: 404, code: 'region.not-found' });
  });

  it('offers the divisions to start from', async () => {
    const token = await web.token(await web.build.owner());
    const { items } = (await web.api(token, 'GET', '/divisions')).json();

    const [{ kind, code, municipalityCodes }] = items.filter(({ name }: { name: string }) => name === 'GGD IJsselland');
    const made = await web.api(token, 'POST', '/regions', { startedFrom: 'DIVISION', division: `${kind}:${code}` });

    expect(items).toHaveLength(170);
    expect(made.json()).toMatchObject({ name: 'GGD IJsselland', municipalityCodes: [...municipalityCodes].sort() });
  });

  it('refuses with a code and a sentence per field', async () => {
    const token = await web.token(await web.build.owner());
    await web.api(token, 'POST', '/regions', { startedFrom: 'HAND', name: 'Delta', municipalityCodes: ['GM0193'] });

    const twice = await web.api(token, 'POST', '/regions', { startedFrom: 'HAND', name: 'delta', municipalityCodes: ['GM0193'] });
    const strange = await web.api(token, 'POST', '/regions', { startedFrom: 'HAND', name: 'Ver', municipalityCodes: ['0193'] });
    const nothing = await web.api(token, 'POST', '/regions', {});

    expect(twice.json()).toMatchObject({ status: 409, code: 'region.name-taken', errors: [{ field: 'name' }] });
    expect(strange.json()).toMatchObject({ status: 422, errors: [{ field: 'municipalityCodes.0', message: 'Gebruik de codes van het CBS, zoals GM0193.' }] });
    expect(nothing.json()).toMatchObject({ status: 422, errors: [{ field: 'startedFrom' }] });
  });

  it('lets a viewer read only', async () => {
    const token = await web.token({ ...(await web.build.owner()), role: 'viewer' });

    expect((await web.api(token, 'GET', '/regions')).statusCode).toBe(200);
    expect((await web.api(token, 'POST', '/regions', { startedFrom: 'HAND', name: 'Delta', municipalityCodes: ['GM0193'] })).json()).toMatchObject({ status: 403, code: 'role.too-low' });
  });
});
