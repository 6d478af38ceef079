import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

describe('the page with which a secretariat answers', () => {
  const web = testWeb();
  let noor: Actor;
  let page: string;
  let bos: { id: string };
  let visser: { id: string };
  beforeEach(async () => {
    noor = await web.build.owner();
    const meeting = await web.build.meeting(noor, { state: 'inviting', capacity: null });
    const office = await web.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat Zwolle', email: 'bestuur@zwolle.example.nl', email_key: 'bestuur@zwolle.example.nl' });
    const through = async (name: string, more: object = {}): Promise<{ id: string }> => web.build.invitation(noor, meeting, { display_name: name, sort_name: name, secretariat_id: office.id, email: 'bestuur@zwolle.example.nl', ...more });
    bos = await through('mevrouw A. Bos');
    visser = await through('meneer B. Visser', { answer: 'maybe' });
    await web.build.invitation(noor, meeting, { display_name: 'mevrouw C. Geheim' });
    page = `/s/${await web.build.link(noor, meeting, bos, { purpose: 'secretariat' })}`;
  });
  const answers = async (): Promise<string[]> => (await web.sql<{ answer: string }>('select answer from invitation where secretariat_id is not null order by display_name desc')).map(({ answer }) => answer);

  it('lists who was invited through it, each with the present answer, and opening it answers nothing', async () => {
    const { body, headers } = await web.get(page);
    for (const part of ['mevrouw A. Bos', 'meneer B. Visser', 'Wethouder, Gemeente Zwolle. Nu: weet het nog niet.', 'Nu: nog geen antwoord.', '2 mensen zijn via Bestuurssecretariaat Zwolle uitgenodigd.', `name="antwoord.${bos.id}"`]) expect(body).toContain(part);
    expect([body.includes('Geheim'), headers['referrer-policy'], headers['cache-control']]).toEqual([false, 'no-referrer', 'no-store']);
    expect(await answers()).toEqual(['none', 'maybe']);
  });

  it('keeps what is chosen and leaves who is skipped', async () => {
    const sent = await web.postForm(page, { [`antwoord.${bos.id}`]: 'yes', [`antwoord.${visser.id}`]: 'maybe' });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `${page}?bewaard=1`]);
    expect((await web.get(`${page}?bewaard=1`)).body).toContain('Eén antwoord is bewaard.');
    expect(await answers()).toEqual(['yes', 'maybe']);
    expect((await web.postForm(page, {})).headers.location).toBe(`${page}?bewaard=0`);
  });

  it('refuses what is no answer, and people of others, and changes nothing then', async () => {
    const wrong = await web.postForm(page, { [`antwoord.${bos.id}`]: 'misschien wel', [`antwoord.${visser.id}`]: 'yes' });
    expect([wrong.statusCode, wrong.body.includes('Kies: komt, komt niet, of weet het nog niet.')]).toEqual([422, true]);
    const [other] = await web.sql<{ id: string }>('select id from invitation where secretariat_id is null');
    expect((await web.postForm(page, { [`antwoord.${other!.id}`]: 'yes' })).statusCode).toBe(404);
    expect(await answers()).toEqual(['none', 'maybe']);
  });

  it('says so when it is too late, and leads back to this page', async () => {
    web.clock.set('2027-02-26T09:00:00Z');
    expect((await web.get(page)).body).not.toContain('<form');
    const late = await web.postForm(page, { [`antwoord.${bos.id}`]: 'yes' });
    expect([late.statusCode, late.body.includes(`href="${page}"`)]).toEqual([409, true]);
  });

  it('is closed to the links of guests', async () => {
    const [{ meeting_id: id }] = await web.sql<{ meeting_id: string }>('select meeting_id from invitation limit 1') as [{ meeting_id: string }];
    expect((await web.get(`/s/${await web.build.link(noor, { id }, bos)}`)).statusCode).toBe(404);
    expect((await web.get(page.replace('/s/', '/u/'))).statusCode).toBe(404);
  });
});
