import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const HEADER = 'Aanhef;Voorletters;Tussenvoegsel;Achternaam;E-mailadres;Functie;Organisatie;Gemeente';
const GOOD = ['mevrouw;A.;van der;Berg;anna@zwolle.example.nl;wethouder;Gemeente Zwolle;Zwolle', ';P.;;Jansen;p.jansen@ggz.example.nl;bestuurder;GGZ Oost;Kampen'];
const WHY = { source: 'Website van de gemeente', basis: 'Bestaande relatie' };

async function organiser(role: Actor['role'] = 'organiser') {
  const actor = { ...(await web.build.owner()), role };
  const browser = await web.signIn(actor);
  const send = async (text: string | Buffer, fields: Record<string, string> = WHY) => browser.upload('/relaties/inlezen', 'file', { name: 'lijst.csv', bytes: Buffer.from(text) }, fields);
  return { actor, browser, send };
}

const contacts = async () => web.sql<{ surname: string }>('select surname from contact order by surname');
const list = (...rows: string[]): string => [HEADER, ...rows].join('\r\n');

describe('reading a list through the page', () => {
  it('shows first what would happen, and takes over only when asked', async () => {
    const { browser, send } = await organiser();

    const sent = await send(list(...GOOD, ';;;Kapot;geen adres;;;', ';;;;zonder@example.nl;;;'));
    const page = await browser.get(sent.headers.location!);

    expect([sent.statusCode, sent.headers.location]).toEqual([303, expect.stringMatching(/^\/relaties\/inlezen\/[0-9a-f-]{36}$/)]);
    expect(page.body).toContain('2 rijen zijn nieuwe relaties.');
    expect(page.body).toContain('2 rijen doen niet mee');
    expect(page.body).toContain('Neem 2 relaties over');
    expect(page.body).toContain('De 2 rijen die niet kloppen doen niet mee.');
    expect(page.body.indexOf('id="groep-refused"')).toBeLessThan(page.body.indexOf('id="groep-new"'));
    expect(page.body).toMatch(/<td data-label="Rij">5<\/td>.*<strong>Achternaam<\/strong>: Vul een achternaam in\./);
    expect(await contacts()).toEqual([]);

    const applied = await browser.post(`${sent.headers.location!}/overnemen`);
    const result = await browser.get(applied.headers.location!);

    expect(applied.statusCode).toBe(303);
    expect(result.body).toContain('2 relaties overgenomen.');
    expect(result.body).not.toContain('Er is niets overgenomen');
    expect((await contacts()).map(({ surname }) => surname)).toEqual(['Berg', 'Jansen']);
  });

  it('changes nothing when taken over twice, or read a second time', async () => {
    const { browser, send } = await organiser();
    const first = (await send(list(...GOOD))).headers.location!;
    await browser.post(`${first}/overnemen`);

    expect((await browser.post(`${first}/overnemen`)).statusCode).toBe(303);
    const again = await browser.get((await send(list(...GOOD))).headers.location!);

    expect(again.body).toContain('2 rijen staan er al precies zo in.');
    expect(again.body).toContain('Er is niets over te nemen.');
    expect(again.body).not.toContain('/overnemen"');
    expect(await contacts()).toHaveLength(2);
  });

  it('lets a column be pointed out, and reads again', async () => {
    const { browser, send } = await organiser();
    const here = (await send('Wie;Post\r\nJansen;p@example.nl\r\n')).headers.location!;

    const unknown = await browser.get(here);
    const twice = await browser.post(`${here}/kolommen`, { 'column.0': 'surname', 'column.1': 'surname' });
    const mended = await browser.post(`${here}/kolommen`, { 'column.0': 'surname', 'column.1': 'email' });
    const page = await browser.get(mended.headers.location!);

    expect(unknown.body).toContain('We zien geen kolom met namen.');
    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain('Kies ‘Achternaam’ voor één kolom, niet voor twee.');
    expect(page.body).toContain('Kolommen: 2 van 2 gelezen');
    expect(page.body).toContain('Neem 1 relatie over');
  });

  it('gives the refused rows as CSV in which nothing is a formula', async () => {
    const { browser, send } = await organiser();
    const here = (await send('=Achternaam;@E-mail\r\nJansen;p@example.nl\r\n;=cmd@x\r\n')).headers.location!;
    await browser.post(`${here}/overnemen`);

    const file = await browser.get(`${here}/geweigerd.csv`);

    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.body).toMatch(/^\ufeff"Rij";"Kolom";"Wat je kunt doen"\r\n"3";"'=Achternaam";"Vul een achternaam in."\r\n"3";"'@E-mail";/);
  });

  it.each([
    ['no file', Buffer.alloc(0), WHY, 'Kies het bestand met je lijst.'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(400, '\0'), 'latin1'), WHY, 'Dit bestand is geen lijst die we kunnen lezen.'],
    ['half a workbook', Buffer.from('PK\x03\x04'.padEnd(200, 'x'), 'latin1'), WHY, 'Dit bestand is beschadigd of niet compleet.'],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), WHY, 'Dit bestand is groter dan 10 MB.'],
    ['no reason to use it', Buffer.from(list(...GOOD)), { source: 'Website van de gemeente', basis: '' }, 'Kies de grondslag: waarom mag je deze mensen benaderen?'],
  ])('refuses %s beside its field, and keeps what was typed', async (_what, bytes, fields, sentence) => {
    const { send } = await organiser();

    const answer = await send(bytes, fields);

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(sentence);
    expect(answer.body).toContain('value="Website van de gemeente"');
    expect(await contacts()).toEqual([]);
  });

  it('tells how far it is, and brings the page anew when it is done', async () => {
    const { browser, send } = await organiser();
    const here = (await send(list(...GOOD))).headers.location!;

    await web.sql(`update contact_import set state = 'parsing', progress = '{"rows": 1500}'`);
    const [page, part] = [await browser.get(here), await browser.get(`${here}/voortgang`)];
    await web.sql(`update contact_import set state = 'previewed'`);
    const done = await browser.get(`${here}/voortgang?overnemen=1`);

    expect(page.body).toContain('1.500 rijen gelezen.');
    expect(page.body).toContain(`hx-get="${here}/voortgang"`);
    expect(part.headers['hx-redirect']).toBeUndefined();
    expect(done.headers['hx-redirect']).toBe(`${here}?overnemen=1`);
    expect((await browser.get(`${here}?overnemen=1`)).body).toContain('Er is niets overgenomen.');
  });

  it('cuts a long list off with its number, and pages through the rest', async () => {
    const { browser, send } = await organiser();
    const here = (await send(list(...Array.from({ length: 450 }, (_, index) => `;;;Jansen${index};p${index}@example.nl;;;`)))).headers.location!;

    const page = await browser.get(here);
    const first = await browser.get(`${here}/rijen?oordeel=new`);
    const next = /href="([^"]*na=[^"]*)"/.exec(first.body)![1]!.replaceAll('&amp;', '&');
    const last = await browser.get(`${here}/rijen?oordeel=new&na=402`);

    expect(page.body).toContain('De eerste 20 van 450 rijen');
    expect(page.body).toContain('Bekijk alle 450 rijen');
    expect(first.body.match(/<tr>/g)).toHaveLength(201);
    expect((await browser.get(next)).body).toContain('Rij 202 tot en met 401');
    expect(last.body).not.toContain('na=');
  });

  it('is for organisers of the own organisation only', async () => {
    const { send } = await organiser();
    const here = (await send(list(...GOOD))).headers.location!;
    const [viewer, other] = [await organiser('viewer'), await organiser()];

    expect((await viewer.browser.get('/relaties/inlezen')).statusCode).toBe(403);
    expect((await viewer.send(list(...GOOD))).statusCode).toBe(403);
    for (const path of ['', '/rijen', '/voortgang', '/geweigerd.csv']) expect((await other.browser.get(`${here}${path}`)).statusCode).toBe(404);
    for (const path of ['/overnemen', '/kolommen']) expect((await other.browser.post(`${here}${path}`)).statusCode).toBe(404);
    expect(await contacts()).toEqual([]);
  });

  it('is found under the name other pages use too', async () => {
    const { browser } = await organiser();

    expect((await browser.get('/relaties/import')).headers.location).toBe('/relaties/inlezen');
  });
});
