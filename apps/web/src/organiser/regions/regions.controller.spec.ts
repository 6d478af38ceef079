import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();

/** A ZHO with a token of its owner, and what its pages answer. */
async function organisation(role: Actor['role'] = 'owner') {
  const actor = { ...(await web.build.owner()), role };
  const headers = { authorization: `Bearer ${await web.token(actor)}` };
  return {
    actor,
    get: async (url: string) => web.get(url, headers),
    post: async (url: string, fields: Record<string, string>, ticked: string[] = []) => {
      const form = new URLSearchParams(fields);
      for (const code of ticked) form.append('municipalityCodes', code);
      return web.app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, payload: form.toString() });
    },
  };
}

const regions = async (): Promise<{ id: string; name: string; codes: string[] }[]> => web.sql('select id, name, municipality_codes as codes from region order by name');

describe('the pages of regions', () => {
  it('say what will be here, when there is nothing yet', async () => {
    const { get } = await organisation();

    const page = await get('/regios');

    expect(page.body).toContain('Hier komen je regio’s te staan');
    expect(page.body).toContain('href="/regios/nieuw"');
  });

  it('make a region of an official division, and show it with its map', async () => {
    const { get, post } = await organisation();

    const made = await post('/regios/nieuw', { startedFrom: 'DIVISION', division: 'zorgkantoorregio:ZK09', name: '' });
    const [region] = await regions();
    const page = await get(`/regios/${region!.id}`);

    expect([made.statusCode, made.headers.location]).toEqual([303, `/regios/${region!.id}`]);
    expect(region).toMatchObject({ name: 'Groningen' });
    expect(page.body).toContain('aria-label="Kaart van de 10 gemeenten van Groningen. De lijst staat hieronder."');
    expect(page.body).toContain('<dd>zorgkantoorregio Groningen</dd>');
    expect(page.body).toContain('<dd>596.075</dd>');
    expect(page.body.match(/<input type="checkbox"[^>]* checked/g)).toHaveLength(10);
    expect(page.body.match(/<input type="checkbox"/g)).toHaveLength(342);
  });

  it('offer the postcode of the organisation to begin with', async () => {
    const { get } = await organisation();

    expect(/<input[^>]*name="postcode"[^>]*>/.exec((await get('/regios/nieuw')).body)?.[0]).toContain('value="8011"');
  });

  it('show what lies within reach before it is made, and say how long the trip is', async () => {
    const { get } = await organisation();

    const page = await get('/regios/nieuw?postcode=8011&minutes=60');

    expect(page.statusCode).toBe(200);
    expect(/Binnen 60 minuten van Zwolle: (\d+) gemeenten/.exec(page.body)?.[1]).toBe(/Maak regio met (\d+) gemeenten/.exec(page.body)?.[1]);
    expect(page.body).toContain('Reistijd vanaf Zwolle (schatting)');
    expect(page.body).toContain('>circa 20 minuten<');
    expect(await regions()).toEqual([]);
  });

  it('make a region of a travel time, and keep showing the times', async () => {
    const { get, post } = await organisation();

    await post('/regios/nieuw', { startedFrom: 'TRAVEL_TIME', postcode: '8011', minutes: '30', name: 'Rond Zwolle' });
    const [region] = await regions();
    const page = await get(`/regios/${region!.id}`);

    expect(page.body).toContain('<dd>30 minuten rond Zwolle (8011)</dd>');
    expect(page.body).toContain('Reistijd vanaf Zwolle (schatting)');
    expect(page.body).toContain('>circa 20 minuten<');
  });

  it('keep what was typed when something is wrong', async () => {
    const { get, post } = await organisation();

    const withoutName = await post('/regios/nieuw', { startedFrom: 'HAND', name: '' }, ['GM0193']);
    const withoutMunicipality = await post('/regios/nieuw', { startedFrom: 'HAND', name: 'Delta' });
    const strange = await get('/regios/nieuw?postcode=Zwolle&minutes=0');
    const nothing = await get('/regios/nieuw?postcode=9166&minutes=5');

    expect([withoutName, withoutMunicipality, strange, nothing].map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422]);
    expect(withoutName.body).toContain('Geef de regio een naam.');
    expect(/value="GM0193"[^>]* checked/.test(withoutName.body)).toBe(true);
    expect(withoutMunicipality.body).toContain('Vink ten minste één gemeente aan.');
    expect(withoutMunicipality.body).toContain('value="Delta"');
    expect(strange.body).toContain('Vul de vier cijfers van de postcode in');
    expect(strange.body).toContain('value="Zwolle"');
    expect(nothing.body).toContain('Kies een langere reistijd.');
    expect(await regions()).toEqual([]);
  });

  it('change the name and the municipalities, and say so', async () => {
    const { get, post } = await organisation();
    await post('/regios/nieuw', { startedFrom: 'HAND', name: 'Delta' }, ['GM0193', 'GM0166']);
    const [{ id } = { id: '' }] = await regions();

    const changed = await post(`/regios/${id}`, { name: 'IJsseldelta' }, ['GM0193', 'GM0150', 'GM0160']);
    const refused = await post(`/regios/${id}`, { name: '' }, ['GM0193']);
    const emptied = await post(`/regios/${id}`, { name: 'Leeg' });

    expect([changed.statusCode, changed.headers.location]).toEqual([303, `/regios/${id}?bewaard=1`]);
    expect((await get(changed.headers.location!)).body).toContain('De regio is bewaard.');
    expect([refused.statusCode, emptied.statusCode]).toEqual([422, 422]);
    expect(await regions()).toEqual([{ id, name: 'IJsseldelta', codes: ['GM0150', 'GM0160', 'GM0193'] }]);
  });

  it('remove a region, but explain why not when a meeting uses it', async () => {
    const { actor, post } = await organisation();
    await post('/regios/nieuw', { startedFrom: 'HAND', name: 'Bezet' }, ['GM0193']);
    await post('/regios/nieuw', { startedFrom: 'HAND', name: 'Vrij' }, ['GM0193']);
    const [used, free] = await regions();
    await web.build.meeting(actor, { region_id: used!.id, title: 'Voorjaar in Zwolle' });

    const refused = await post(`/regios/${used!.id}/verwijderen`, {});
    const removed = await post(`/regios/${free!.id}/verwijderen`, {});

    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('Deze regio hoort bij “Voorjaar in Zwolle”.');
    expect([removed.statusCode, removed.headers.location]).toEqual([303, '/regios']);
    expect((await regions()).map(({ name }) => name)).toEqual(['Bezet']);
  });

  it('let a viewer look, not change', async () => {
    const { actor, get, post } = await organisation('viewer');
    const { id } = await web.build.insert('region', { organisation_id: actor.organisationId, name: 'Delta', started_from: 'HAND', municipality_codes: ['GM0193'] });

    const page = await get(`/regios/${id}`);

    expect(page.body).toContain('Zwolle');
    expect(page.body).not.toContain('type="checkbox"');
    expect((await get('/regios/nieuw')).statusCode).toBe(403);
    expect((await post(`/regios/${id}/verwijderen`, {})).statusCode).toBe(403);
    expect(await regions()).toHaveLength(1);
  });

  it('show nothing of another organisation', async () => {
    const { post } = await organisation();
    await post('/regios/nieuw', { startedFrom: 'HAND', name: 'Delta' }, ['GM0193']);
    const [{ id } = { id: '' }] = await regions();
    const other = await organisation();

    expect((await other.get('/regios')).body).not.toContain('Delta');
    for (const answer of [await other.get(`/regios/${id}`), await other.post(`/regios/${id}`, { name: 'Mijn' }, ['GM0193']), await other.post(`/regios/${id}/verwijderen`, {})]) expect(answer.statusCode).toBe(404);
    expect((await regions())[0]?.name).toBe('Delta');
  });
});

describe('the page about Bijeen', () => {
  it('gives credit, for everybody to read', async () => {
    const page = await web.get('/over');

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Gemeente- en regio-indelingen, inwoners en grenzen: CBS / Kadaster (CC BY 4.0). Plaatscoördinaten: GeoNames (CC BY 4.0).');
    expect(page.body).toMatch(/Dit is Bijeen \d+\.\d+\.\d+\./);
  });
});
