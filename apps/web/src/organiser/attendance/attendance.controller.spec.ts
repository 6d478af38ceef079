import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the page of attendance', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meeting: { id: string };
  let path: string;
  beforeEach(async () => {
    web.clock.set('2027-03-11T13:00:00Z');
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    meeting = await web.build.meeting(noor, { state: 'confirmed' });
    path = `/bijeenkomsten/${meeting.id}/aanwezigheid`;
  });
  const guest = async (name: string, overrides: object = {}): Promise<string> => (await web.build.invitation(noor, meeting, { display_name: name, sort_name: name, ...overrides })).id;
  const noted = async (): Promise<Record<string, boolean | null>> => Object.fromEntries((await web.sql('select display_name, attended from invitation')).map((row) => [row['display_name'], row['attended']]));

  it('lists who said yes first, with a tick for everybody', async () => {
    await guest('Anna', { answer: 'no' });
    await guest('Bert', { answer: 'yes' });
    const { body } = await browser.get(path);
    expect(body.indexOf('Bert')).toBeLessThan(body.indexOf('Anna'));
    expect(body.match(/type="checkbox"/g)).toHaveLength(2);
    expect(body).toContain('Nog niets ingevuld: voor de aftermail telt iedereen die ja zei als aanwezig.');
  });

  it('notes who is ticked, and leaves the others unknown', async () => {
    const [bert, anna] = [await guest('Bert', { answer: 'yes' }), await guest('Anna', { answer: 'yes' })];
    const saved = await browser.post(path, { aanwezig: [bert], ja: [bert, anna] });
    expect(saved.statusCode).toBe(303);
    expect(await noted()).toEqual({ Bert: true, Anna: null });
    expect((await browser.get(saved.headers.location!)).body).toMatch(/Bewaard\.[^]*<strong>1 aanwezig<\/strong> · 2 zeiden ja/);
  });

  it('notes absence when somebody who said yes is unticked, and nothing for a walk-in who is', async () => {
    const [bert, anna] = [await guest('Bert', { answer: 'yes', attended: true }), await guest('Anna', { attended: true })];
    await browser.post(path, { was: [bert, anna], ja: [bert] });
    expect(await noted()).toEqual({ Bert: false, Anna: null });
  });

  it('does not undo what somebody else ticked meanwhile on another phone', async () => {
    const [bert, anna] = [await guest('Bert', { answer: 'yes' }), await guest('Anna', { answer: 'yes' })];
    await browser.post(path, { aanwezig: [bert], ja: [bert, anna] });
    await browser.post(path, { aanwezig: [anna], ja: [bert, anna] });
    expect(await noted()).toEqual({ Bert: true, Anna: true });

    await browser.post(path, { was: [bert, anna], aanwezig: [anna], ja: [bert, anna] });
    await browser.post(path, { was: [bert, anna], aanwezig: [bert, anna], ja: [bert, anna] });
    expect(await noted()).toEqual({ Bert: false, Anna: true });
  });

  it('takes everybody who said yes with one button', async () => {
    await guest('Bert', { answer: 'yes' });
    await guest('Anna');
    expect((await browser.post(`${path}/allen`)).statusCode).toBe(303);
    expect(await noted()).toEqual({ Bert: true, Anna: null });
  });

  it('finds a walk-in, and comes back to the same search after saving', async () => {
    await guest('Bert', { answer: 'yes' });
    const anna = await guest('Anna', { contact_organisation_name: 'Welzijn Kampen' });
    const { body } = await browser.get(`${path}?zoek=kampen`);
    expect([body.includes('Anna'), body.includes('Bert')]).toEqual([true, false]);
    expect((await browser.post(path, { aanwezig: anna, zoek: 'kampen' })).headers.location).toBe(`${path}?bewaard=1&zoek=kampen`);
  });

  it('pages a long list by key', async () => {
    for (let index = 0; index < 103; index += 1) await guest(`Gast ${String(index).padStart(3, '0')}`, { answer: 'yes' });
    const { body } = await browser.get(path);
    const next = /href="([^"]*na=[^"]*)"/.exec(body)![1]!.replaceAll('&amp;', '&');
    expect([body.includes('Gast 099'), body.includes('Gast 100')]).toEqual([true, false]);
    expect((await browser.get(next)).body.match(/type="checkbox"/g)).toHaveLength(3);
  });

  it('says before the day that there is nothing to tick yet', async () => {
    web.clock.set('2027-03-01T13:00:00Z');
    await guest('Bert', { answer: 'yes' });
    expect((await browser.get(path)).body).toContain('De bijeenkomst is pas op donderdag 11 maart 2027.');
  });

  it('is read-only for a viewer and closed for another organisation', async () => {
    const bert = await guest('Bert', { answer: 'yes' });
    const viewer = await web.signIn({ ...noor, id: 'kijker', name: 'Kim Kijker', role: 'viewer' });
    expect((await viewer.get(path)).body).not.toContain('type="checkbox"');
    expect((await viewer.post(path, { aanwezig: bert })).statusCode).toBe(403);
    const stranger = await web.signIn(await web.build.owner({ name: 'Het Anker' }));
    for (const answer of [await stranger.get(path), await stranger.post(path, { aanwezig: bert }), await stranger.post(`${path}/allen`)]) expect(answer.statusCode).toBe(404);
    expect(await noted()).toEqual({ Bert: null });
  });
});
