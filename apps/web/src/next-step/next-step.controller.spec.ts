import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { databaseDump } from '../testing/database-dump.js';
import { testWeb } from '../testing/test-web.js';

describe('the page of the call to action', () => {
  const web = testWeb();
  let noor: Actor;
  let token: string;
  beforeEach(async () => {
    web.clock.set('2027-03-12T10:00:00Z');
    noor = await web.build.owner();
    const meeting = await web.build.meeting(noor, { state: 'following-up' });
    const invitation = await web.build.invitation(noor, meeting, { display_name: 'mevrouw A. de Boer' });
    token = await web.build.link(noor, meeting, invitation, { purpose: 'next-step' });
  });
  const clicks = async (): Promise<number> => (await web.sql('select call_to_action_clicks as clicks from meeting'))[0]!['clicks'];

  it('leads from the question to a commitment, without JavaScript and without a cookie', async () => {
    const shown = await web.get(`/v/${token}`);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('Kies een vervolgstap voor uw gemeente.');
    expect(shown.body).toContain('niet per persoon');

    const pressed = await web.postForm(`/v/${token}/stap`, { step: 'werkbezoek' });
    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, `/v/${token}/stap/werkbezoek`]);
    expect(await clicks()).toBe(1);

    const form = await web.get(`/v/${token}/stap/werkbezoek`);
    expect(form.body).toMatch(/<input[^>]*value="werkbezoek"[^>]*checked/);
    expect(form.body).toMatch(/<input[^>]*name="name"[^>]*value="mevrouw A. de Boer"/);

    const chosen = await web.postForm(`/v/${token}`, { step: 'werkbezoek', name: 'Anna de Boer', dateWish: 'april', remark: '' });
    expect([chosen.statusCode, chosen.headers.location]).toEqual([303, `/v/${token}/bedankt?stap=werkbezoek`]);
    expect((await web.get(`/v/${token}/bedankt?stap=werkbezoek`)).body).toContain('Uw keuze is bij ons: Op werkbezoek komen.');
    expect(await web.sql('select name, date_wish, remark, owner from commitment')).toEqual([{ name: 'Anna de Boer', date_wish: 'april', remark: null, owner: 'Noor Verhoeven' }]);
    expect(await clicks()).toBe(1);
  });

  it('changes nothing by GET or HEAD, whatever the address says', async () => {
    const before = await databaseDump(web);
    for (const path of ['', '/stap/werkbezoek', '/bedankt', '/bedankt?stap=gesprek', '/stap/bestaat-niet', '?step=werkbezoek']) {
      await web.get(`/v/${token}${path}`);
      await web.app.inject({ method: 'HEAD', url: `/v/${token}${path}` });
    }
    expect(await databaseDump(web)).toEqual(before);
  });

  it('shows a forwarded link nothing of what was chosen or typed before', async () => {
    await web.postForm(`/v/${token}`, { step: 'gesprek', name: 'Geheime Naam', dateWish: 'geheime wens', remark: 'geheime opmerking' });
    for (const path of ['', '/stap/gesprek', '/bedankt?stap=gesprek']) expect((await web.get(`/v/${token}${path}`)).body).not.toMatch(/geheime/i);
  });

  it('keeps what was typed when something is wrong', async () => {
    const answer = await web.postForm(`/v/${token}`, { step: 'gesprek', name: '', remark: '<b>Hallo</b>' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Vul uw naam in.');
    expect(answer.body).toContain('&lt;b>Hallo&lt;/b>');
    expect(answer.body).toMatch(/<input[^>]*value="gesprek"[^>]*checked/);
    expect((await web.postForm(`/v/${token}`, { step: 'taart', name: 'A' })).body).toContain('Kies een vervolgstap uit de lijst.');
    expect(await web.sql('select from commitment')).toEqual([]);
  });

  it('is friendly about links that do not work, on every page', async () => {
    await web.sql(`update personal_link set expires_at = '2027-03-12T09:00:00Z'`);
    for (const path of ['', '/stap/gesprek', '/bedankt']) expect((await web.get(`/v/${token}${path}`)).statusCode).toBe(410);
    expect((await web.postForm(`/v/${token}`, { step: 'gesprek', name: 'A' })).statusCode).toBe(410);
    expect((await web.postForm(`/v/${token}/stap`, { step: 'gesprek' })).statusCode).toBe(410);
    const unknown = await web.get(`/v/${'a'.repeat(26)}`);
    expect([unknown.statusCode, unknown.body.includes('Deze link kennen we niet')]).toEqual([404, true]);
    expect(await clicks()).toBe(0);
  });

  it('says how to go on when no steps were made', async () => {
    await web.sql(`update meeting set next_steps = '[]', call_to_action_ask = null`);
    expect((await web.get(`/v/${token}`)).body).toContain('noor@werkplaats.example.nl');
    expect((await web.postForm(`/v/${token}/stap`, { step: 'gesprek' })).statusCode).toBe(422);
  });
});
