import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import ICAL from 'ical.js';
import { databaseDump } from '../../testing/database-dump.js';
import { testWeb } from '../../testing/test-web.js';

describe('the pages behind the link in an invitation', () => {
  const web = testWeb();
  let actor: Actor;
  let token: string;
  const invite = async (meetingValues: object = {}, values: object = {}): Promise<{ meeting: { id: string }; invitation: { id: string } }> => {
    actor = await web.build.owner();
    const meeting = await web.build.meeting(actor, { state: 'inviting', programme: 'Inloop met koffie\n\nVerhalen van herstel', contact_phone: '038 123 45 67', ...meetingValues });
    const invitation = await web.build.invitation(actor, meeting, { email: 'f.bos@zwolle.example.nl', salutation: 'Geachte mevrouw Bos', travel_minutes: 25, ...values });
    token = await web.build.link(actor, meeting, invitation);
    return { meeting, invitation };
  };
  const answer = async (): Promise<unknown> => (await web.sql('select answer, answer_revision as revision from invitation'))[0];

  it('say who invites whom to what, when, where and how far', async () => {
    await invite();
    const { statusCode, body, headers } = await web.get(`/u/${token}`);

    expect(statusCode).toBe(200);
    for (const text of ['Komt u naar Inspiratiebijeenkomst Zwolle?', 'Geachte mevrouw Bos', 'De Werkplaats nodigt u uit', 'donderdag 11 maart 2027, 13.30 tot 17.00 uur', 'De Werkplaats, Grote Markt 1, Zwolle', 'circa 25 minuten (schatting)', 'Verhalen van herstel', 'donderdag 25 februari 2027', 'Noor Verhoeven', 'Ja, ik kom', 'Nee, ik kom niet', 'Ik weet het nog niet']) {
      expect(body).toContain(text);
    }
    expect(body).not.toContain('<form');
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([['ja', 'yes'], ['nee', 'no'], ['misschien', 'maybe']])('preselect by ?antwoord=%s and record nothing', async (word, value) => {
    await invite();
    const { body } = await web.get(`/u/${token}?antwoord=${word}`);
    expect(checked(body)).toEqual([value]);
    expect(body).toContain('Verstuur mijn antwoord');
    expect(await answer()).toEqual({ answer: 'none', revision: 0 });
  });

  it('record the answer by the form, and then say what comes next', async () => {
    await invite();
    const posted = await web.postForm(`/u/${token}`, { coming: 'yes', remark: 'Tot dan', diet: '' });
    expect([posted.statusCode, posted.headers.location]).toEqual([303, `/u/${token}/bedankt`]);
    expect(await answer()).toEqual({ answer: 'yes', revision: 1 });

    const { body } = await web.get(`/u/${token}/bedankt`);
    for (const text of ['Bedankt. U komt.', 'bevestiging per mail', `href="/u/${token}/agenda.ics"`, 'Wijzig mijn antwoord']) expect(body).toContain(text);
  });

  it('let a guest come back on the answer', async () => {
    await invite();
    await web.postForm(`/u/${token}`, { coming: 'yes' });
    expect((await web.get(`/u/${token}`)).body).toContain('U hebt geantwoord: ja, ik kom.');
    await web.postForm(`/u/${token}`, { coming: 'no', reason: 'date' });
    expect(await answer()).toEqual({ answer: 'no', revision: 2 });
    expect((await web.get(`/u/${token}/bedankt`)).body).toContain('Bedankt. U komt niet.');
  });

  it('keep what was typed when something is wrong with it', async () => {
    await invite();
    const { statusCode, body } = await web.postForm(`/u/${token}`, { remark: 'Ik <b>kom</b> met de trein' });
    expect(statusCode).toBe(422);
    expect(body).toContain('Kies of u komt.');
    expect(body).toContain('href="#veld-coming"');
    expect(body).toContain('Ik &lt;b>kom&lt;/b> met de trein');
    expect(await answer()).toEqual({ answer: 'none', revision: 0 });
  });

  it('give the meeting as a file that names no guest (R11)', async () => {
    await invite();
    expect((await web.get(`/u/${token}/agenda.ics`)).statusCode).toBe(404);
    await web.postForm(`/u/${token}`, { coming: 'yes' });

    const { statusCode, headers, body } = await web.get(`/u/${token}/agenda.ics`);

    expect([statusCode, headers['content-type'], headers['content-disposition']]).toEqual([200, 'text/calendar; charset=utf-8; method=PUBLISH', 'attachment; filename="bijeenkomst.ics"']);
    const event = new ICAL.Component(ICAL.parse(body)).getFirstSubcomponent('vevent')!;
    expect([String(event.getFirstPropertyValue('dtstart')), event.getAllProperties('attendee').length]).toEqual(['2027-03-11T12:30:00Z', 0]);
    const [{ uid }] = await web.sql<{ uid: string }>('select calendar_uid as uid from invitation') as [{ uid: string }];
    expect(event.getFirstPropertyValue('uid')).toBe(uid);
  });

  it('show a stranger with a forwarded link nothing that the mail did not say (R11)', async () => {
    const { meeting } = await invite();
    await web.build.invitation(actor, meeting, { display_name: 'geheime gast', email: 'ander@kampen.example.nl' });
    await web.postForm(`/u/${token}`, { coming: 'yes', diet: 'geheim dieet', access: 'geheime rolstoel', remark: 'geheime opmerking' });
    await web.sql(`update contact set phone = '06 geheim', note = 'geheime notitie'`);

    const pages = await Promise.all(['', '?antwoord=ja', '?antwoord=nee', '/bedankt', '/agenda.ics'].map(async (path) => (await web.get(`/u/${token}${path}`)).body));

    for (const page of pages) expect(page).not.toMatch(/geheim|f\.bos@|kampen\.example/);
    expect(pages[1]).toContain('U hebt hier eerder iets ingevuld.');
  });

  it.each([
    ['after the closing date', { answer_by: '2027-01-11T22:59:00Z' }, 'dat kon tot en met maandag 11 januari 2027'],
    ['when the meeting is cancelled', { state: 'cancelled' }, 'Deze bijeenkomst gaat niet door.'],
    ['when the meeting is postponed', { state: 'postponed' }, 'Deze bijeenkomst is uitgesteld.'],
    ['when the meeting was', { state: 'held' }, 'Deze bijeenkomst is al begonnen of geweest.'],
  ])('say kindly that an answer is not possible any more %s', async (_name, values, text) => {
    await invite(values);
    const shown = await web.get(`/u/${token}?antwoord=ja`);
    expect([shown.statusCode, shown.body.includes(text), shown.body.includes('name="coming"')]).toEqual([200, true, false]);
    const posted = await web.postForm(`/u/${token}`, { coming: 'yes' });
    expect([posted.statusCode, posted.body.includes(text)]).toEqual([409, true]);
    expect(await answer()).toEqual({ answer: 'none', revision: 0 });
  });

  it('change nothing by GET or HEAD, with any preselection, of any page (R1)', async () => {
    const { meeting, invitation } = await invite();
    const optOut = await web.build.link(actor, meeting, invitation, { purpose: 'unsubscribe' });
    await web.postForm(`/u/${token}`, { coming: 'yes', diet: 'noten' });
    const before = await databaseDump(web);
    const urls = ['', '?antwoord=ja', '?antwoord=nee', '?antwoord=misschien', '?antwoord=ja&coming=no', '/bedankt', '/agenda.ics'].map((path) => `/u/${token}${path}`).concat(`/afmelden/${optOut}`, `/afmelden/${optOut}?List-Unsubscribe=One-Click`, `/u/${optOut}`, `/afmelden/${token}`);
    const agents = ['Mozilla/5.0 (Windows NT 10.0)', 'BarracudaCentral', 'Mimecast', 'curl/8', 'Microsoft Office Protocol Discovery'];

    const answers = await Promise.all(urls.flatMap((url) => agents.flatMap((agent) => (['GET', 'HEAD', 'OPTIONS'] as const).map(async (method) => web.app.inject({ method, url, headers: { 'user-agent': agent } })))));

    expect(answers.every(({ statusCode, headers }) => statusCode < 500 && headers['set-cookie'] === undefined)).toBe(true);
    expect(await databaseDump(web)).toEqual(before);
  });

  it('take 20 answers at once and 100 in a row without one error, and keep one (R2)', async () => {
    await invite();
    const post = async (coming: string): Promise<number> => (await web.postForm(`/u/${token}`, { coming })).statusCode;

    const parallel = await Promise.all(Array.from({ length: 20 }, async (_, index) => post(index % 2 ? 'yes' : 'no')));
    const row = [];
    for (let index = 0; index < 100; index += 1) row.push(await post('yes'));

    expect(new Set([...parallel, ...row])).toEqual(new Set([303]));
    const [{ answers, revision, current }] = await web.sql<{ answers: number; revision: number; current: string }>(`select (select count(*)::int from answer_history) as answers, answer_revision as revision, answer as current from invitation`) as [{ answers: number; revision: number; current: string }];
    expect(current).toBe('yes');
    expect(answers).toBe(revision);
    expect(await web.sql(`select count(*)::int as mails from outgoing_mail where kind = 'confirmation'`)).toEqual([{ mails: revision }]);
  });

  it('do not use a session, so nobody is signed in here', async () => {
    await invite();
    const browser = await web.signIn(actor);
    const { body } = await browser.get(`/u/${token}`);
    expect(body).not.toContain('Uitloggen');
  });
});

function checked(html: string): string[] {
  return [...html.matchAll(/<input[^>]*name="coming"[^>]*>/g)].filter(([input]) => input.includes(' checked')).map(([input]) => /value="(\w+)"/.exec(input)![1]!);
}
