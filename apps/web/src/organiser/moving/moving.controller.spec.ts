import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { databaseDump } from '../../testing/database-dump.js';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

const web = testWeb();
const words = ({ body }: { body: string }): string => body.replace(/<style[\s\S]*?<\/style>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/&#39;/g, '’').replace(/\s+/g, ' ');
const APRIL = { date: '2027-04-08', from: '13:30', to: '17:00' };

describe('moving a meeting, on its pages', () => {
  let noor: Actor;
  let browser: SignedInBrowser;
  let page: string;
  let token: string;
  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    const meeting = await web.build.meeting(noor, { state: 'inviting', first_invited_at: web.clock.now() });
    page = `/bijeenkomsten/${meeting.id}`;
    const bos = await web.build.invitation(noor, meeting, { answer: 'yes', calendar_stamp: web.clock.now() });
    token = await web.build.link(noor, meeting, bos);
    await web.build.invitation(noor, meeting);
    await web.build.invitation(noor, meeting, { answer: 'no', reason: 'someone-else' });
  });
  const mails = async (): Promise<object[]> => web.sql('select kind, state from outgoing_mail order by id');

  it('shows what another date brings about before anything is done, and then does just that', async () => {
    expect(words(await browser.get(`${page}/verplaatsen`))).toContain('Bekijk wat er gebeurt');
    const before = await databaseDump(web);

    const preview = words(await browser.get(`${page}/verplaatsen?${new URLSearchParams(APRIL).toString()}`));

    for (const sentence of ['De bijeenkomst gaat naar donderdag 8 april 2027.', 'Wie zou komen 1', 'Wie nog niet antwoordde of twijfelde 1', '1 afspraak schuift in agenda’s mee', '1 persoon zei af om een andere reden dan de datum', 'Verplaats naar donderdag 8 april 2027 en mail 2 mensen']) expect(preview).toContain(sentence);
    expect(await databaseDump(web)).toEqual(before);

    const without = await browser.post(`${page}/verplaatsen`, APRIL);
    expect([without.statusCode, words(without).includes('Schrijf op waarom.'), words(without).includes('en mail 2 mensen')]).toEqual([422, true, true]);
    const moved = await browser.post(`${page}/verplaatsen`, { ...APRIL, reason: 'Te weinig wethouders' });
    expect(moved.statusCode).toBe(303);
    const shown = words(await browser.get(moved.headers.location!));
    for (const sentence of ['donderdag 8 april 2027, 13.30 tot 17.00 uur', 'Noor Verhoeven heeft de bijeenkomst verplaatst naar donderdag 8 april 2027. De mails vertrekken om 10.10 uur.', 'Er wachten 2 mails.', 'Verstuur 2 mails nu']) expect(shown).toContain(sentence);
    expect(await mails()).toEqual([{ kind: 'asked-again', state: 'queued' }, { kind: 'asked-again', state: 'queued' }]);
  });

  it('asks the guest about the new date in the words of the old answer, one tap away', async () => {
    await browser.post(`${page}/verplaatsen`, { ...APRIL, reason: 'Te weinig wethouders' });
    const asked = words(await web.get(`/u/${token}`));
    expect(asked).toContain('U zou komen op donderdag 11 maart 2027. Komt u ook op donderdag 8 april 2027?');
    expect(asked).toContain('Ja, ik kom Nee, ik kom niet');
    expect((await web.postForm(`/u/${token}`, { coming: 'yes' })).statusCode).toBe(303);
    expect(words(await web.get(`/u/${token}/bedankt`))).toContain('Wij rekenen op u op donderdag 8 april 2027.');
    expect(words(await browser.get(page))).toContain('1 persoon heeft al op de nieuwe datum geantwoord. Dat antwoord blijft staan als je dit ongedaan maakt.');
  });

  it('can be undone while the mails wait, and not after that', async () => {
    await browser.post(`${page}/annuleren`, { reason: 'Te weinig wethouders' });
    const undone = await browser.post(`${page}/ongedaan`);
    expect(words(await browser.get(undone.headers.location!))).toContain('Alles staat weer zoals het stond.');
    expect(await mails()).toEqual([]);

    await browser.post(`${page}/annuleren`, { reason: 'Te weinig wethouders' });
    const sent = await browser.post(`${page}/nu-versturen`);
    expect(words(await browser.get(sent.headers.location!))).toContain('3 mails vertrekken nu.');
    const late = await browser.post(`${page}/ongedaan`);
    expect([late.statusCode, words(late).includes('De mails hierover zijn al vertrokken.')]).toEqual([409, true]);
  });

  it('postpones without a date: the plan is frozen, the guest reads it, and the page asks for a date', async () => {
    const preview = words(await browser.get(`${page}/uitstellen`));
    for (const sentence of ['Weet je al een nieuwe datum?', '1 afspraak verdwijnt uit agenda’s.', 'Wie had afgezegd 1', 'Stel deze bijeenkomst uit en mail 3 mensen']) expect(preview).toContain(sentence);
    await web.build.insert('planned_mail', { organisation_id: noor.organisationId, meeting_id: page.split('/').at(-1), kind: 'practical', rule: JSON.stringify({ anchor: 'start', days: -1, time: '09:00', shiftTo: 'earlier' }), due_at: '2027-03-10T08:00:00Z' });
    await browser.post(`${page}/uitstellen`, { reason: 'Te weinig wethouders' });

    const shown = words(await browser.get(page));
    for (const sentence of ['Nog geen nieuwe datum (was donderdag 11 maart 2027)', 'Deze bijeenkomst is uitgesteld.', 'Kies een nieuwe datum']) expect(shown).toContain(sentence);
    expect(words(await browser.get(`${page}/mailplan`))).toContain('Praktische mail bevroren');
    const guest = words(await web.get(`/u/${token}`));
    for (const sentence of ['Deze bijeenkomst is uitgesteld. U krijgt bericht als er een nieuwe datum is.', 'Nog niet bekend. Het zou zijn op donderdag 11 maart 2027.']) expect(guest).toContain(sentence);
    expect(guest).not.toContain('Ja, ik kom');
  });

  it('says what is wrong, where, and keeps what was typed', async () => {
    const same = await browser.get(`${page}/verplaatsen?date=2027-03-11&from=13:30&to=17:00`);
    expect([same.statusCode, words(same).includes('Kies een andere dag.'), same.body.includes('value="2027-03-11"')]).toEqual([200, true, true]);
    const reversed = await browser.post(`${page}/verplaatsen`, { ...APRIL, to: '12:00', reason: 'Te weinig' });
    expect([reversed.statusCode, words(reversed).includes('De bijeenkomst eindigt voor ze begint.')]).toEqual([422, true]);
    await browser.post(`${page}/annuleren`, { reason: 'Te weinig wethouders' });
    expect(words(await browser.get(`${page}/verplaatsen?${new URLSearchParams(APRIL).toString()}`))).toContain('De mails van de vorige wijziging vertrekken om 10.10 uur.');
    web.clock.set('2027-01-12T09:10:00Z');
    expect(words(await browser.get(`${page}/verplaatsen?${new URLSearchParams(APRIL).toString()}`))).toContain('Deze bijeenkomst is geannuleerd of afgerond.');
    expect(words(await browser.get(`${page}/uitstellen`))).toContain('Deze bijeenkomst heeft de stand “geannuleerd”.');
  });

  it('offers the same to programs, with the consequences', async () => {
    const key = await web.token(noor);
    const path = page.replace('/bijeenkomsten', '/meetings');
    const preview = await web.api(key, 'GET', `${path}/moves/preview?kind=reschedule&${new URLSearchParams(APRIL).toString()}`);
    expect(preview.json()).toMatchObject({ kind: 'reschedule', calendar: 1, notAsked: 1, mails: [{ variant: 'came', people: 1 }, { variant: 'none', people: 1 }] });
    expect((await web.api(key, 'GET', `${path}/moves/preview?kind=reschedule`)).json()).toMatchObject({ status: 422, errors: expect.arrayContaining([{ field: 'date', message: 'Kies een datum.' }]) });

    const once = { 'idempotency-key': 'verzet-1' };
    const moved = await web.api(key, 'POST', `${path}/reschedule`, { ...APRIL, reason: 'Te weinig wethouders' }, once);
    expect(moved.json()).toMatchObject({ state: 'inviting', date: '2027-04-08', told: 2, mailsLeaveAt: '2027-01-12T09:10:00.000Z', consequences: preview.json() });
    expect((await web.api(key, 'POST', `${path}/reschedule`, { ...APRIL, reason: 'Te weinig wethouders' }, once)).json()).toEqual(moved.json());
    expect((await web.api(key, 'POST', `${path}/postpone`, { reason: 'Toch niet' })).json()).toMatchObject({ status: 409, code: 'meeting.move-waiting' });
    expect((await web.api(key, 'POST', `${path}/undo`)).json()).toMatchObject({ date: '2027-03-11', told: 0 });
    expect((await web.api(key, 'POST', `${path}/undo`)).json()).toMatchObject({ status: 409, code: 'meeting.nothing-to-undo' });
  });
});
