import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { countQueries } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const BERG = {
  'formOfAddress': 'mevrouw', 'initials': 'A.', 'infix': 'van der', 'surname': 'Berg', 'email': 'a.berg@zwolle.example.nl', 'source': 'Website van de gemeente', 'basis': 'Bestaande relatie',
  'positions.0.function': 'ALDERMAN', 'positions.0.organisation.kind': 'MUNICIPALITY', 'positions.0.organisation.municipality': 'Zwolle', 'positions.0.portfolio': 'Zorg',
};

async function organiser(role: Actor['role'] = 'organiser') {
  const actor = { ...(await web.build.owner()), role };
  return { actor, browser: await web.signIn(actor) };
}

const contacts = async () => web.sql<{ id: string; surname: string }>('select id, surname from contact order by surname');

describe('the list of contacts', () => {
  it('offers the import first, when there is nobody yet', async () => {
    const { browser } = await organiser();

    const page = await browser.get('/relaties');

    expect(page.body).toContain('Hier komen je relaties te staan');
    expect(page.body).toContain('href="/relaties/inlezen"');
    expect((await (await organiser('viewer')).browser.get('/relaties')).body).not.toContain('/relaties/inlezen');
  });

  it('says of everyone what stands in the way of inviting', async () => {
    const { browser } = await organiser();
    await browser.post('/relaties/nieuw', { ...BERG, 'email': '', 'positions.0.lastChecked': '2025-01-01', 'secretariat.name': 'Bestuurssecretariaat', 'secretariat.email': 'secretariaat@zwolle.example.nl' });

    const page = await browser.get('/relaties');

    expect(page.body).toContain('mevrouw A. van der Berg');
    for (const text of ['Wethouder, Zorg', 'Gemeente Zwolle', '>nog kloppend?<', '>geen e-mailadres<', '>via secretariaat<']) expect(page.body).toContain(text);
    expect(page.body).not.toContain('>afgemeld<');
  });

  it('is narrowed by words and by every filter', async () => {
    const { browser } = await organiser();
    await browser.post('/relaties/nieuw', BERG);
    await browser.post('/relaties/nieuw', { 'surname': 'Jansen', 'source': 'x', 'basis': 'y', 'positions.0.function': 'DIRECTOR', 'positions.0.organisation.kind': 'GGZ', 'positions.0.organisation.name': 'GGZ Oost', 'positions.0.organisation.municipality': 'Kampen', 'positions.0.lastChecked': '2025-01-01' });
    const names = async (query: string) => [...(await browser.get(`/relaties?${query}`)).body.matchAll(/<td data-label="Naam"><a[^>]*>([^<]*)</g)].map(([, name]) => name!.split(' ').at(-1));

    for (const query of ['search=berg', 'function=ALDERMAN', 'kind=MUNICIPALITY', 'municipality=GM0193']) expect([query, await names(query)]).toEqual([query, ['Berg']]);
    for (const query of ['search=ggz+oost', 'withoutEmail=ja', 'needsCheck=ja']) expect([query, await names(query)]).toEqual([query, ['Jansen']]);
    expect(await names('unsubscribed=ja')).toEqual([]);
    expect(await names('function=onzin')).toEqual(['Berg', 'Jansen']);
    expect((await browser.get('/relaties?search=niemand')).body).toContain('Er is niemand die hieraan voldoet.');
  });

  it('goes on by key and keeps the filter', async () => {
    const { actor, browser } = await organiser();
    for (let number = 100; number < 160; number += 1) await web.build.contact(actor, { surname: `Visser${number}`, sort_name: `Visser${number}`, search_text: 'visser', email: null, email_key: null, email_hash: null });

    const first = await browser.get('/relaties?search=visser');
    const next = /href="(\/relaties\?[^"]*after=[^"]*)"/.exec(first.body)![1]!.replaceAll('&amp;', '&');
    const second = await browser.get(next);

    expect(first.body.match(/<td data-label="Naam">/g)).toHaveLength(50);
    expect(next).toContain('search=visser');
    expect(second.body.match(/<td data-label="Naam">/g)).toHaveLength(10);
    expect(second.body).toContain('Visser159');
    expect(second.body).not.toContain('Volgende');
  });

  it('costs as many questions to the database for fifty people as for one', async () => {
    const { actor, browser } = await organiser();
    const asked = async (): Promise<number> => {
      const queries = countQueries(web.app.get(DataSource, { strict: false }));
      expect((await browser.get('/relaties')).statusCode).toBe(200);
      return queries();
    };
    await web.build.contact(actor);
    await asked();
    const one = await asked();
    for (let number = 0; number < 60; number += 1) await web.build.contact(actor);

    expect(await asked()).toBe(one);
    expect(one).toBeGreaterThan(0);
  });

  it('does not mind strange questions', async () => {
    const { browser } = await organiser();

    for (const query of ['after=%F0', 'after=xx', 'limit=0', 'search[]=a', `search=${'x'.repeat(300)}`, 'municipality=Zwolle']) expect((await browser.get(`/relaties?${query}`)).statusCode).toBe(200);
  });
});

describe('one contact', () => {
  it('is added and shown with positions, salutation and where it came from', async () => {
    const { browser } = await organiser();

    const added = await browser.post('/relaties/nieuw', BERG);
    const page = await browser.get(added.headers.location!);

    expect(added.statusCode).toBe(303);
    for (const text of ['De relatie is bewaard.', 'a.berg@zwolle.example.nl', 'Geachte mevrouw Van der Berg', 'Waar komt dit adres vandaan?', 'Website van de gemeente', 'Bestaande relatie', 'Wethouder, Zorg', 'Gemeente Zwolle']) expect(page.body).toContain(text);
  });

  it('keeps what was typed when something is wrong, beside the right field', async () => {
    const { browser } = await organiser();

    const wrong = await browser.post('/relaties/nieuw', { 'email': 'geen adres', 'firstName': 'Anna', 'positions.1.function': 'ALDERMAN', 'positions.1.organisation.kind': 'MUNICIPALITY', 'positions.1.organisation.municipality': 'Zwollle' });
    const unknown = await browser.post('/relaties/nieuw', { ...BERG, 'positions.0.organisation.municipality': 'Zwollle' });

    expect([wrong.statusCode, unknown.statusCode]).toEqual([422, 422]);
    for (const text of ['Vul de achternaam in.', 'Schrijf op waar je deze gegevens vandaan hebt.', 'value="Anna"', 'value="Zwollle"', 'name="positions.2.function"']) expect(wrong.body).toContain(text);
    expect(unknown.body).toContain('href="#veld-positions-0-organisation-municipality"');
    expect(unknown.body).toContain('Gemeente „Zwollle” kennen we niet.');
    expect(await contacts()).toEqual([]);
  });

  it('is changed as a whole: a position more, a position less', async () => {
    const { browser } = await organiser();
    const here = (await browser.post('/relaties/nieuw', BERG)).headers.location!.split('?')[0]!;
    const form = await browser.get(`${here}/wijzigen`);

    const changed = await browser.post(`${here}/wijzigen`, { ...BERG, 'surname': 'Bergen', 'positions.0.remove': 'ja', 'positions.1.function': 'DIRECTOR', 'positions.1.organisation.kind': 'WELFARE', 'positions.1.organisation.name': 'Travers' });

    expect(form.body).toContain('value="Zwolle"');
    expect(form.body).toMatch(/<option value="ALDERMAN" selected/);
    expect(changed.statusCode).toBe(303);
    expect(await web.sql('select function from position')).toEqual([{ function: 'DIRECTOR' }]);
    expect((await contacts())[0]!.surname).toBe('Bergen');
  });

  it('says which colleague knows this person', async () => {
    const { actor, browser } = await organiser();
    const kees = await web.build.colleague(actor);
    const here = (await browser.post('/relaties/nieuw', { ...BERG, ownerId: kees.id })).headers.location!.split('?')[0]!;

    expect((await browser.get(here)).body).toContain('<dt>Wie kent deze persoon?</dt><dd>Kees Postma</dd>');
    expect((await browser.get(`${here}/wijzigen`)).body).toContain(`<option value="${kees.id}" selected>Kees Postma</option>`);

    const refused = await browser.post(`${here}/wijzigen`, { ...BERG, ownerId: 'iemand-anders' });
    expect([refused.statusCode, refused.body.includes('Deze collega werkt hier niet, of niet meer.')]).toEqual([422, true]);
    await browser.post(`${here}/wijzigen`, { ...BERG, ownerId: '' });
    expect((await browser.get(here)).body).toContain('<dd>nog niemand</dd>');
  });

  it('is not kept twice: the page leads to the one that has the address', async () => {
    const { browser } = await organiser();
    await browser.post('/relaties/nieuw', BERG);

    const twice = await browser.post('/relaties/nieuw', { ...BERG, surname: 'Jansen' });

    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain('href="/relaties?search=a.berg%40zwolle.example.nl"');
    expect(await contacts()).toHaveLength(1);
  });

  it('is marked as checked today', async () => {
    const { browser } = await organiser();
    const here = (await browser.post('/relaties/nieuw', { ...BERG, 'positions.0.lastChecked': '2025-01-01' })).headers.location!.split('?')[0]!;

    expect((await browser.get(here)).body).toContain('Klopt dit nog?');
    const checked = await browser.post(`${here}/gecontroleerd`);

    const page = await browser.get(checked.headers.location!);
    expect(page.body).toContain('We hebben opgeschreven dat dit vandaag klopt.');
    expect(page.body).not.toContain('Klopt dit nog?');
  });

  it('is erased after an explanation, and comes back only on own request', async () => {
    const { browser } = await organiser();
    const here = (await browser.post('/relaties/nieuw', BERG)).headers.location!.split('?')[0]!;

    const before = await browser.get(`${here}/wissen`);
    expect(before.body).toContain('Je kunt het niet ongedaan maken.');
    expect(await contacts()).toHaveLength(1);
    const erased = await browser.post(`${here}/wissen`);
    const again = await browser.post('/relaties/nieuw', BERG);
    const asked = await browser.post('/relaties/nieuw', { ...BERG, evenIfErased: 'ja' });

    expect(erased.headers.location).toBe('/relaties?gedaan=gewist');
    expect((await browser.get(here)).statusCode).toBe(404);
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('name="evenIfErased"');
    expect(asked.statusCode).toBe(303);
  });

  it('is looked at by a viewer, not changed; and never by another organisation', async () => {
    const { actor, browser } = await organiser();
    const here = (await browser.post('/relaties/nieuw', BERG)).headers.location!.split('?')[0]!;
    const viewer = await web.signIn({ ...(await web.build.owner()), organisationId: actor.organisationId, role: 'viewer' });
    const other = await organiser();

    expect((await viewer.get(here)).body).not.toContain('/wijzigen');
    for (const path of ['/wijzigen', '/wissen', '/samenvoegen']) {
      expect((await viewer.get(`${here}${path}`)).statusCode).toBe(403);
      expect((await other.browser.get(`${here}${path}`)).statusCode).toBe(404);
      expect((await other.browser.post(`${here}${path}`, BERG)).statusCode).toBe(404);
    }
    expect((await other.browser.post(`${here}/gecontroleerd`)).statusCode).toBe(404);
    expect((await viewer.post('/relaties/export.csv')).statusCode).toBe(403);
    expect((await contacts())[0]!.surname).toBe('Berg');
  });
});
