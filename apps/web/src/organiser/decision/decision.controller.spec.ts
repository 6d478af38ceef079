import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

describe('the page on which a meeting goes on or not', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let path: string;
  beforeEach(async () => {
    web.clock.set('2027-02-26T10:00:00Z');
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    const meeting = await web.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    path = `/bijeenkomsten/${meeting.id}/besluit`;
    for (const answer of ['yes', 'yes', 'none']) await web.build.invitation(noor, meeting, { answer });
  });

  it('begins with the question who must be there', async () => {
    const { body } = await browser.get(path);

    expect(body).toContain('Wie moeten er zijn?');
    expect(body).toContain('Leeg: twee weken vooraf, op een werkdag. Dat is nu vrijdag 26 februari 2027.');
    expect(body).not.toContain('Wat besluit je?');
    expect((await browser.get(path.replace('/besluit', ''))).body).toContain('Bepaal het quorum');
  });

  it('says what is missing, who may be expected, and what each choice brings about', async () => {
    expect((await browser.post(`${path}/quorum`, { aldermen: '3', boardMembers: '', municipalities: '1' })).statusCode).toBe(303);

    const { body } = await browser.get(`${path}?klaar=quorum`);

    for (const sentence of ['Het quorum is bewaard.', 'Er ontbreken nog: 1 wethouder', '<strong>Wethouders:</strong> 2 van de 3 die nodig zijn', '<strong>Gemeenten met een beslisser:</strong> 1, en er is er 1 nodig', 'tussen 1 en 2, waarschijnlijk 2 van de 2 die ja zeiden',
      'Daarom rekenen we met 8 van de 10 die ja zeggen.', 'Je mist dan 1 wethouder.', 'Van 1 persoon die beslist weet je nog niet of die komt.', '2 mensen hebben al ja gezegd.', 'Het is tijd om te beslissen.']) expect(body).toContain(sentence);
    const meeting = (await browser.get(path.replace('/besluit', ''))).body;
    expect([meeting.includes('quorum nog niet gehaald'), meeting.includes('Het is tijd om te beslissen of de bijeenkomst doorgaat.')]).toEqual([true, true]);
  });

  it('keeps what was typed when something is not right', async () => {
    const wrong = await browser.post(`${path}/quorum`, { aldermen: '101', decideOn: '2027-02-28', policyOfficersCount: 'ja' });
    expect([wrong.statusCode, wrong.body.includes('Er zijn maar 100 plaatsen.'), wrong.body.includes('Dit is geen werkdag.'), wrong.body.includes('value="101"')]).toEqual([422, true, true, true]);

    await browser.post(`${path}/quorum`, { aldermen: '2' });
    const empty = await browser.post(path, { reason: 'Ja' });
    expect([empty.statusCode, empty.body.includes('Kies: gaat door, eerst bellen, of uitstellen.'), empty.body.includes('Schrijf in een paar woorden op waarom.'), empty.body.includes('>Ja</textarea>')]).toEqual([422, true, true, true]);
  });

  it('keeps the decision, and leads on from "uitstellen"', async () => {
    await browser.post(`${path}/quorum`, { aldermen: '2' });
    expect((await browser.post(path, { outcome: 'go', reason: 'Beide wethouders komen' })).statusCode).toBe(303);
    expect((await browser.get(path)).body).toContain('Noor Verhoeven, vrijdag 26 februari 2027: “Beide wethouders komen”');

    web.clock.set('2027-02-27T10:00:00Z');
    const decided = await browser.post(path, { outcome: 'postpone', reason: 'Beiden zijn ziek' });
    expect((await browser.get(decided.headers.location!)).body).toContain('Je besluit is bewaard. De genodigden weten het nog niet.');
    const { body } = await browser.get(path);
    for (const part of ['De bijeenkomst wordt uitgesteld.', 'Kies een nieuwe datum', 'Beide wethouders komen', 'wethouders: 2, en er zijn er 2 nodig']) expect(body).toContain(part);
  });

  it('says so on the same page when nobody was invited yet', async () => {
    await browser.post(`${path}/quorum`, { aldermen: '2' });
    await web.sql(`update meeting set state = 'planned'`);
    const answer = await browser.post(path, { outcome: 'go', reason: 'Het gaat door' });
    expect([answer.statusCode, answer.body.includes('Er is nog niemand uitgenodigd.')]).toEqual([422, true]);
  });

  it('shows a viewer how it stands and lets a viewer decide nothing', async () => {
    await browser.post(`${path}/quorum`, { aldermen: '2' });
    const viewer = await web.signIn({ ...noor, id: 'kees', name: 'Kees', role: 'viewer' });
    const { body } = await viewer.get(path);
    expect([body.includes('Het quorum is gehaald'), body.includes('<textarea')]).toEqual([true, false]);
    for (const each of [path, `${path}/quorum`]) expect((await viewer.post(each, {})).statusCode).toBe(403);
  });

  it('is there for programs too', async () => {
    const token = await web.token(noor);
    const [, , id] = path.split('/');
    expect((await web.api(token, 'PUT', `/meetings/${id}/quorum`, { aldermen: 2, boardMembers: 500 })).json()).toMatchObject({ code: 'input.invalid', status: 422 });
    expect((await web.api(token, 'PUT', `/meetings/${id}/quorum`, { aldermen: 2 })).json()).toMatchObject({ reached: true, awaited: true, quorum: { aldermen: 2, boardMembers: null } });

    const decided = await web.api(token, 'POST', `/meetings/${id}/decision`, { outcome: 'go', reason: 'Beide wethouders komen' });
    expect([decided.statusCode, decided.json().state, decided.json().decision.outcome]).toEqual([201, 'confirmed', 'go']);
    expect((await web.api(token, 'GET', `/meetings/${id}/decision`)).json()).toMatchObject({ awaited: false, decisions: [{ reason: 'Beide wethouders komen' }] });
  });
});
