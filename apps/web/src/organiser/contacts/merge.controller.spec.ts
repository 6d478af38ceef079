import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const BERG = {
  'formOfAddress': 'mevrouw', 'initials': 'A.', 'infix': 'van der', 'surname': 'Berg', 'email': 'a.berg@zwolle.example.nl', 'source': 'Website van de gemeente', 'basis': 'Bestaande relatie',
  'positions.0.function': 'ALDERMAN', 'positions.0.organisation.kind': 'MUNICIPALITY', 'positions.0.organisation.municipality': 'Zwolle', 'positions.0.portfolio': 'Zorg',
};

const organiser = async () => {
  const actor = await web.build.owner();
  return { actor, browser: await web.signIn(actor) };
};
const contacts = async () => web.sql<{ id: string }>('select id from contact');

describe('joining two contacts', () => {
  it('shows the other ones, then both, and keeps the chosen one', async () => {
    const { browser } = await organiser();
    const one = (await browser.post('/relaties/nieuw', { ...BERG, phone: '038 498 91 11' })).headers.location!.split('?')[0]!;
    const two = (await browser.post('/relaties/nieuw', { ...BERG, 'email': 'anna@example.nl', 'positions.0.function': 'DIRECTOR' })).headers.location!.split('?')[0]!;
    const [id, other] = [one.split('/').at(-1)!, two.split('/').at(-1)!];

    const found = await browser.get(`${one}/samenvoegen`);
    const both = await browser.get(`${one}/samenvoegen?met=${other}`);
    const refused = await browser.post(`${one}/samenvoegen`, { other, keep: '' });
    const merged = await browser.post(`${one}/samenvoegen`, { other, keep: other });

    expect(found.body).toContain(`href="${one}/samenvoegen?met=${other}"`);
    expect(found.body).not.toContain(`met=${id}"`);
    for (const text of ['a.berg@zwolle.example.nl', 'anna@example.nl']) expect(both.body).toContain(text);
    expect(refused.statusCode).toBe(422);
    expect(merged.headers.location).toBe(`${two}?gedaan=samengevoegd`);
    expect((await contacts()).map((contact) => contact.id)).toEqual([other]);
    expect(await web.sql('select function from position order by function')).toEqual([{ function: 'ALDERMAN' }, { function: 'DIRECTOR' }]);
    expect((await browser.get(two)).body).toContain('038 498 91 11');
  });

  it('says why not, when both were invited', async () => {
    const { actor, browser } = await organiser();
    const meeting = await web.build.meeting(actor, { title: 'Voorjaar in Zwolle' });
    const one = await web.build.invitation(actor, meeting);
    const two = await web.build.invitation(actor, meeting);

    const refused = await browser.post(`/relaties/${one.contactId}/samenvoegen`, { other: two.contactId, keep: one.contactId });

    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Beide relaties zijn uitgenodigd voor „Voorjaar in Zwolle”.');
    expect(await contacts()).toHaveLength(2);
  });

  it('touches nobody who was not on the page', async () => {
    const { browser } = await organiser();
    const one = (await browser.post('/relaties/nieuw', BERG)).headers.location!.split('?')[0]!;
    const other = (await browser.post('/relaties/nieuw', { ...BERG, email: 'b@example.nl' })).headers.location!.split('?')[0]!.split('/').at(-1)!;
    const third = (await browser.post('/relaties/nieuw', { ...BERG, email: 'c@example.nl' })).headers.location!.split('?')[0]!.split('/').at(-1)!;

    expect((await browser.post(`${one}/samenvoegen`, { other, keep: third })).statusCode).toBe(404);
    expect(await contacts()).toHaveLength(3);
  });
});
