import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the pages of commitments', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meeting: { id: string };
  let path: string;
  beforeEach(async () => {
    web.clock.set('2027-04-01T10:00:00Z');
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    meeting = await web.build.meeting(noor, { state: 'following-up', call_to_action_clicks: 7 });
    path = `/bijeenkomsten/${meeting.id}/toezeggingen`;
  });
  const commitment = async (overrides: object = {}): Promise<string> => (await web.build.insert('commitment', {
    organisation_id: noor.organisationId, meeting_id: meeting.id, step_key: 'gesprek', step_label: 'Een gesprek plannen', name: 'Anna de Boer', owner: 'Noor Verhoeven',
    due_on: '2027-04-14', origin: 'link', municipality_code: 'GM0166', created_at: web.clock.now(), updated_at: web.clock.now(), ...overrides,
  })).id;

  it('list what is open with the most urgent first, and say what is late', async () => {
    await commitment();
    await commitment({ name: 'Bert Visser', due_on: '2027-03-30', step_key: 'werkbezoek' });
    await commitment({ name: 'Cor Klaar', state: 'done', result: 'Besproken', step_key: 'x' });
    const { body } = await browser.get(path);

    expect(body.indexOf('Bert Visser')).toBeLessThan(body.indexOf('Anna de Boer'));
    expect(body).toContain('dinsdag 30 maart 2027 <span class="tag tag--error">te laat</span>');
    expect(body).toContain('(Kampen)');
    expect(body).toContain('Er is 7 keer op een vervolgstap geklikt.');
    expect(body).not.toContain('Cor Klaar');
    const settled = (await browser.get(`${path}?stand=afgehandeld`)).body;
    expect([settled.includes('Cor Klaar'), settled.includes('Besproken'), settled.includes('Anna')]).toEqual([true, true, false]);
  });

  it('list those of all meetings with the meeting beside them', async () => {
    await commitment();
    expect((await browser.get('/toezeggingen')).body).toContain(`<a href="/bijeenkomsten/${meeting.id}">Inspiratiebijeenkomst Zwolle</a>`);
  });

  it('take down what was promised in the room', async () => {
    expect((await browser.get(`${path}/nieuw`)).body).toContain('Op werkbezoek komen');
    const wrong = await browser.post(`${path}/nieuw`, { name: '', step: '', ownStep: 'Geld zoeken', dueOn: '' });
    expect([wrong.statusCode, wrong.body.includes('Vul in wie de toezegging deed.'), wrong.body.includes('Geld zoeken')]).toEqual([422, true, true]);

    const added = await browser.post(`${path}/nieuw`, { name: 'Dirk', step: '', ownStep: 'Geld zoeken', municipalityCode: 'GM0166', dueOn: '2027-05-03', owner: 'Sam' });
    expect(added.statusCode).toBe(303);
    expect(await web.sql('select name, step_label, municipality_code, owner, due_on::text, origin from commitment')).toEqual([{ name: 'Dirk', step_label: 'Geld zoeken', municipality_code: 'GM0166', owner: 'Sam', due_on: '2027-05-03', origin: 'organiser' }]);
  });

  it('settle one with a result, hand it over, and open it again', async () => {
    const id = await commitment({ remark: 'Graag\nin de ochtend <b>' });
    expect((await browser.get(`${path}/${id}`)).body).toContain('Graag\nin de ochtend &lt;b>');
    const wrong = await browser.post(`${path}/${id}`, { state: 'done', result: '' });
    expect([wrong.statusCode, wrong.body.includes('Schrijf op wat ervan gekomen is.')]).toEqual([422, true]);

    expect((await browser.post(`${path}/${id}`, { owner: 'Sam', dueOn: '2027-04-20' })).statusCode).toBe(303);
    expect((await browser.post(`${path}/${id}`, { state: 'done', result: 'Op 14 april gesproken.' })).statusCode).toBe(303);
    expect(await web.sql('select state, result, owner, due_on::text from commitment')).toEqual([{ state: 'done', result: 'Op 14 april gesproken.', owner: 'Sam', due_on: '2027-04-20' }]);
    expect((await browser.get(`${path}/${id}`)).body).toContain('Op 14 april gesproken.');
    await browser.post(`${path}/${id}`, { state: 'open' });
    expect(await web.sql('select state, result from commitment')).toEqual([{ state: 'open', result: null }]);
  });

  it('are read-only for a viewer and closed for another organisation', async () => {
    const id = await commitment();
    const viewer = await web.signIn({ ...noor, id: 'kijker', name: 'Kim Kijker', role: 'viewer' });
    expect((await viewer.get(`${path}/${id}`)).body).not.toContain('Handel af');
    expect((await viewer.post(`${path}/${id}`, { owner: 'X' })).statusCode).toBe(403);
    const stranger = await web.signIn(await web.build.owner({ name: 'Het Anker' }));
    for (const page of [path, `${path}/nieuw`, `${path}/${id}`]) expect((await stranger.get(page)).statusCode).toBe(404);
    expect((await stranger.post(`${path}/${id}`, { owner: 'X' })).statusCode).toBe(404);
    expect((await stranger.get('/toezeggingen')).body).not.toContain('Anna');
    expect((await browser.get(`/bijeenkomsten/${(await web.build.meeting(noor)).id}/toezeggingen/${id}`)).statusCode).toBe(404);
  });
});
