import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, PersonalLinks } from '@bijeen/platform';
import { PublicationsService, SavePublication } from '@bijeen/publishing';
import type { Response } from 'light-my-request';
import { type SignedInBrowser, testWeb } from '../testing/test-web.js';

const PAGE = '/b/inspiratiebijeenkomst-zwolle-11-maart-2027';
const SANNE = { firstName: 'Sanne', infix: '', surname: 'de Wit', email: 'sanne@kampen.example.nl', function: 'POLICY_OFFICER', organisation: 'Gemeente Kampen', municipality: '', remark: '', website: '', formOfAddress: '' };

describe('the public page of a meeting', () => {
  const web = testWeb();
  let noor: Actor;
  let meeting: { id: string };
  let browser: SignedInBrowser;
  /** Another house in each test: the number of forms per house is limited. */
  let house = 0;
  beforeEach(async () => {
    house += 1;
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    meeting = await web.build.meeting(noor, { state: 'inviting', programme: 'Drie verhalen' });
  });
  const publish = async (input: object = {}): Promise<unknown> => web.app.get(PublicationsService, { strict: false }).save(noor, meeting.id, SavePublication.parse({ published: true, registrationOpen: true, introduction: 'Kom kijken </script><b>', ...input }));
  const ask = async (fields: object = {}, headers: Record<string, string> = {}): Promise<Response> => web.postForm(PAGE, { ...SANNE, ...fields }, { 'x-forwarded-for': `192.0.2.${house}`, ...headers });
  const asked = async (): Promise<number> => (await web.sql('select from registration')).length;

  it('is made by an organiser, and taken back', async () => {
    const path = `/bijeenkomsten/${meeting.id}/openbaar`;
    expect((await browser.get(path)).body).toContain('Nooit wie is uitgenodigd of wie er komt.');
    expect((await web.get(PAGE)).statusCode).toBe(404);

    expect((await browser.post(path, { published: 'ja', introduction: 'Kom kijken', registrationUntil: '2027-02-20' })).headers.location).toBe(`${path}?bewaard=1`);
    expect((await browser.get(path)).body).toContain('/b/inspiratiebijeenkomst-zwolle-11-maart-2027</a>');
    expect((await web.get(PAGE)).statusCode).toBe(200);
    const wrong = await browser.post(path, { published: 'ja', registrationUntil: '2027-03-12', audience: 'x'.repeat(301) });
    expect([wrong.statusCode, wrong.body.includes('hoogstens 300 tekens')]).toEqual([422, true]);
    await browser.post(path, { introduction: 'Kom kijken' });
    expect((await web.get(PAGE)).statusCode).toBe(404);
  });

  it('says what, when, where and by whom, to people and to search engines, and never who is invited', async () => {
    await publish({ audience: 'Voor wethouders' });
    await web.build.invitation(noor, meeting, { display_name: 'mevrouw Geheim', answer: 'yes' });
    const { body, headers } = await web.get(PAGE, { cookie: browser.cookie });

    for (const part of ['donderdag 11 maart 2027, 13.30 tot 17.00 uur', 'De Werkplaats, Grote Markt 1, Zwolle', 'Drie verhalen', 'Voor wethouders', 'noor@werkplaats.example.nl', 'Vraag een plaats aan', 'tot en met donderdag 25 februari 2027', '<meta name="description" content="donderdag 11 maart 2027, 13.30 uur, De Werkplaats, Zwolle.']) expect(body).toContain(part);
    expect(body).not.toMatch(/Geheim|Noor Verhoeven, De Werkplaats|name="csrf"/);
    expect([headers['set-cookie'], headers['cache-control']]).toEqual([undefined, 'public, max-age=60']);
    expect(body.match(/<\/script>/g)).toHaveLength(2);
    const facts = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(body)![1]!) as object;
    expect(facts).toMatchObject({ '@type': 'Event', 'name': 'Inspiratiebijeenkomst Zwolle', 'startDate': '2027-03-11T12:30:00.000Z', 'eventStatus': 'https://schema.org/EventScheduled' });
  });

  it.each([
    ['uitgesteld', { state: 'postponed' }, ['Deze bijeenkomst is uitgesteld.', 'Was gepland op', 'Houd mij op de hoogte van de nieuwe datum']],
    ['geannuleerd', { state: 'cancelled' }, ['Deze bijeenkomst gaat niet door.']],
    ['geweest', { state: 'held' }, ['Deze bijeenkomst is geweest.']],
    ['vol', { capacity: 1 }, ['Alle plaatsen zijn bezet.']],
    ['te laat', { answer_by: '2027-01-10T22:59:00Z' }, ['Een plaats aanvragen kan niet meer.']],
  ])('says on the same address when it is %s, and then nobody can ask for a place', async (_state, change, sentences) => {
    await publish();
    await web.build.invitation(noor, meeting, { answer: 'yes' });
    await web.sql(`update meeting set ${Object.keys(change)[0]!} = $1`, Object.values(change));
    const { body, statusCode } = await web.get(PAGE);
    for (const sentence of sentences) expect(body).toContain(sentence);
    expect([statusCode, body.includes('name="surname"')]).toEqual([200, false]);
    expect([(await ask()).statusCode, await asked()]).toEqual([422, 0]);
  });

  it('keeps who wants to hear of the new date while there is none, once per address, and says the same to everybody', async () => {
    await publish();
    const join = async (fields: object = {}): Promise<Response> => web.postForm(`${PAGE}/interesse`, { name: 'Sanne de Wit', email: 'sanne@kampen.example.nl', function: 'wijkverpleegkundige', organisation: '', website: '', ...fields }, { 'x-forwarded-for': `192.0.2.${house}` });
    expect((await join()).body).toContain('De datum van deze bijeenkomst staat vast.');
    await web.sql(`update meeting set state = 'postponed'`);
    for (const fields of [{}, {}, { email: 'SANNE@kampen.example.nl' }]) expect((await join(fields)).headers.location).toBe(`${PAGE}/interesse`);
    expect((await join({ website: 'x', email: 'robot@example.org' })).headers.location).toBe(`${PAGE}/interesse`);
    expect((await web.get(`${PAGE}/interesse`)).body).toContain('Dan hoort u dat van De Werkplaats.');
    const wrong = await join({ email: 'geen adres', name: '' });
    expect([wrong.statusCode, wrong.body.includes('Vul uw naam in.'), wrong.body.includes('value="geen adres"')]).toEqual([422, true, true]);
    expect(await web.sql('select name, email, function_text from interest')).toEqual([{ name: 'Sanne de Wit', email: 'sanne@kampen.example.nl', function_text: 'wijkverpleegkundige' }]);
  });

  it('lets somebody ask for a place, confirm the address, and get an invitation', async () => {
    await publish();
    expect((await ask()).headers.location).toBe(`${PAGE}/gevraagd`);
    expect((await web.get(`${PAGE}/gevraagd`)).body).toContain('Er is nog één stap nodig.');
    const [{ nonce }] = await web.sql<{ nonce: string }>(`select links ->> 'registration' as nonce from outgoing_mail`) as [{ nonce: string }];
    const link = `/aanvraag/${new PersonalLinks(web.database.config).token('registration', Buffer.from(nonce, 'base64'))}`;

    for (let times = 0; times < 2; times += 1) expect((await web.get(link)).body).toContain('<button class="utrecht-button utrecht-button--primary-action">Bevestig mijn aanvraag</button>');
    const list = `/bijeenkomsten/${meeting.id}/openbaar/aanmeldingen`;
    expect((await browser.get(list)).body).toContain('Er heeft nog niemand een plaats aangevraagd.');
    expect((await web.postForm(link, {})).headers.location).toBe(link);
    expect((await web.get(link)).body).toContain('Uw aanvraag is binnen');

    expect((await browser.get(`/bijeenkomsten/${meeting.id}`)).body).toContain('1 persoon vroeg een plaats aan op de openbare pagina.');
    const { body } = await browser.get(list);
    const action = /action="([^"]+uitnodigen)"/.exec(body)![1]!;
    expect(body).toContain('Nodig Sanne de Wit uit');
    expect((await browser.post(action)).headers.location).toBe(`${list}?klaar=uitgenodigd`);
    expect(await web.sql(`select to_address from outgoing_mail where kind = 'invitation'`)).toEqual([{ to_address: 'sanne@kampen.example.nl' }]);
    expect((await web.get(link)).body).toContain('U hebt een uitnodiging in uw mail.');
    const late = await browser.post(action.replace('uitnodigen', 'afwijzen'), { reason: 'Toch te vol' });
    expect([late.statusCode, late.body.includes('Afwijzen kan niet meer.')]).toEqual([422, true]);
  });

  it('keeps what was typed when something is not right, and says what', async () => {
    await publish();
    const wrong = await ask({ email: 'geen adres', function: '', municipality: 'Nergensland', remark: 'Mijn vraag' });
    for (const part of ['Haal de spatie weg', 'Kies uw functie.', 'value="geen adres"', '>Mijn vraag</textarea>', 'value="de Wit"']) expect(wrong.body).toContain(part);
    const unknown = await ask({ municipality: 'Nergensland' });
    expect([wrong.statusCode, unknown.statusCode, unknown.body.includes('Gemeente „Nergensland” kennen we niet.'), await asked()]).toEqual([422, 422, true, 0]);
  });

  it('takes no orders from programs, other websites, or somebody who goes on and on', async () => {
    await publish();
    expect((await ask({ website: 'https://spam.example' })).statusCode).toBe(303);
    expect((await ask({}, { 'origin': 'https://evil.example.org', 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect(await asked()).toBe(0);

    const codes: number[] = [];
    for (let n = 0; n < 21; n += 1) codes.push((await ask({ email: `p${n}@example.nl` })).statusCode);
    expect([codes.filter((code) => code === 303).length, codes.at(-1)]).toEqual([19, 429]);
  });

  it('is there for programs of the organiser too', async () => {
    const token = await web.token(noor);
    expect((await web.api(token, 'PUT', `/meetings/${meeting.id}/publication`, { published: true, registrationOpen: true })).json()).toMatchObject({ published: true, registrationUntil: null, registrations: { confirmed: 0 } });
    await ask();
    await web.sql(`update registration set state = 'confirmed', confirmed_at = requested_at`);
    const { items } = (await web.api(token, 'GET', `/meetings/${meeting.id}/registrations`)).json<{ items: { id: string }[] }>();
    expect(items).toMatchObject([{ surname: 'de Wit', state: 'confirmed', municipalityCode: 'GM0166' }]);
    expect(Object.keys(items[0]!).filter((name) => /nonce|token|hash|key/i.test(name))).toEqual([]);
    const call = `/meetings/${meeting.id}/registrations/${items[0]!.id}`;
    expect((await web.api(token, 'POST', `${call}/refuse`, { reason: 'Nee' })).json()).toMatchObject({ code: 'input.invalid' });
    expect((await web.api(token, 'POST', `${call}/refuse`, { reason: 'De zaal is vol' })).json()).toMatchObject({ state: 'refused', refusal: 'De zaal is vol' });
    expect((await web.api(token, 'POST', `${call}/approve`)).json()).toMatchObject({ state: 'approved', refusal: null });
  });

  it('shows a viewer the page and the requests, and lets a viewer change nothing', async () => {
    await publish();
    const viewer = await web.signIn({ ...noor, id: 'kees', name: 'Kees', role: 'viewer' });
    const path = `/bijeenkomsten/${meeting.id}/openbaar`;
    expect((await viewer.get(path)).body).not.toContain('<textarea');
    for (const each of [path, `${path}/aanmeldingen/${meeting.id}/uitnodigen`, `${path}/aanmeldingen/${meeting.id}/afwijzen`]) expect((await viewer.post(each, {})).statusCode).toBe(403);
  });
});

describe('the agenda and the feeds', () => {
  const web = testWeb();
  let noor: Actor;
  beforeEach(async () => {
    noor = await web.build.owner();
    for (const [title, published] of [['Open', true], ['Besloten', false]] as const) {
      const meeting = await web.build.meeting(noor, { title, state: 'inviting' });
      await web.app.get(PublicationsService, { strict: false }).save(noor, meeting.id, SavePublication.parse({ published }));
    }
  });

  it('list what is published, of one organisation or of all', async () => {
    const paths = ['/agenda', ...['alle', noor.organisationId].flatMap((key) => ['ics', 'rss', 'atom', 'json'].map((type) => `/feed/${key}.${type}`))];
    for (const path of paths) {
      const { statusCode, body, headers } = await web.get(path);
      expect({ path, statusCode, open: body.includes('Open'), closed: body.includes('Besloten'), cached: String(headers['cache-control']).startsWith('public') }).toEqual({ path, statusCode: 200, open: true, closed: false, cached: true });
    }
    expect((await web.get('/feed/alle.rss')).headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    for (const path of ['/feed/alle', '/feed/alle.exe', '/feed/niets.ics']) expect((await web.get(path)).statusCode).toBe(404);
  });

  it('cost nothing when nothing changed', async () => {
    const { headers } = await web.get('/feed/alle.atom');
    expect(headers['last-modified']).toBe('Tue, 12 Jan 2027 09:00:00 GMT');
    const again = await web.get('/feed/alle.atom', { 'if-none-match': `W/${String(headers['etag'])}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await web.sql('update publication set published = false');
    expect((await web.get('/feed/alle.atom', { 'if-none-match': String(headers['etag']) })).statusCode).toBe(200);
  });
});
