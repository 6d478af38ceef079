import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@bijeen/platform';
import { testWeb, type SignedInBrowser } from '../../testing/test-web.js';

const web = testWeb();
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const FORM = { name: 'De Werkplaats', kind: 'ZHO', senderName: '', replyTo: 'info@werkplaats.example.nl', visitingAddress: 'Grote Markt 1', postcode4: '7411', ownColour: 'ja', colour: '#ffd400' };

async function someone(role: Role = 'owner'): Promise<{ actor: Actor; browser: SignedInBrowser }> {
  const actor = { ...(await web.build.owner()), role };
  return { actor, browser: await web.signIn(actor) };
}

describe('the settings of an organisation', () => {
  it('show each role its own way', async () => {
    const owner = await (await someone()).browser.get('/instellingen');
    const { browser } = await someone('viewer');

    expect(owner.body).toContain('/instellingen/sleutels');
    expect((await browser.get('/instellingen')).body).not.toContain('/instellingen/sleutels');
    expect((await browser.get('/instellingen/organisatie')).statusCode).toBe(403);
    expect((await browser.get('/instellingen/collegas')).body).not.toContain('Voeg een collega toe');
  });

  it('keep what was filled in, with a colour that can be read', async () => {
    const { browser } = await someone();

    const saved = await browser.post('/instellingen/organisatie', FORM);
    const page = await browser.get(saved.headers.location!);

    expect([saved.statusCode, saved.headers.location]).toEqual([303, `/instellingen/organisatie?bewaard=1&gekozen=${FORM.colour.slice(1)}`]);
    expect(page.body).toContain(`Je koos ${FORM.colour}. Die kleur is te licht om te lezen. Daarom werd het #8a7200.`);
    for (const where of ['Op pagina’s: #8a7200', 'Op pagina’s in de donkere stand: #', 'In mails: #8a7200', 'In mails in de donkere stand: #']) expect(page.body).toContain(where);
    expect(page.body).toContain('Bewaard.');
    expect(page.body).toContain('href="/huisstijl/8a7200.css"');
    expect(await web.sql('select place, colour, sender_name from organisation')).toEqual([{ place: 'Deventer', colour: '#8a7200', sender_name: 'De Werkplaats' }]);
    await browser.post('/instellingen/organisatie', { ...FORM, ownColour: '' });
    expect(await web.sql('select colour from organisation')).toEqual([{ colour: null }]);
  });

  it('come back with what was typed when something is wrong', async () => {
    const { browser } = await someone();

    const answer = await browser.post('/instellingen/organisatie', { ...FORM, name: '', postcode4: 'Zwolle', visitingAddress: 'Melkmarkt 2' });

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Er zijn nog 2 dingen niet goed');
    expect(answer.body).toContain('value="Melkmarkt 2"');
  });

  it('take a picture as logo, and nothing that only looks like one', async () => {
    const { actor, browser } = await someone();
    const upload = async (bytes: Buffer, type = 'image/png') => browser.upload('/instellingen/organisatie/logo', 'logo', { name: 'logo.png', bytes, type });

    const refused = await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
    const large = await upload(Buffer.concat([PNG.subarray(0, -12), Buffer.alloc(300_000), PNG.subarray(-12)]));
    const empty = await upload(Buffer.alloc(0));
    const taken = await upload(PNG);
    const logo = await web.get(`/huisstijl/logo/${actor.organisationId}`);

    expect([refused.statusCode, large.statusCode, empty.statusCode, taken.statusCode]).toEqual([422, 422, 422, 303]);
    expect(refused.body).toContain('Deze afbeelding kunnen we niet gebruiken');
    expect([logo.headers['content-type'], logo.headers['x-content-type-options'], logo.headers['content-security-policy']]).toEqual(['image/png', 'nosniff', "default-src 'none'; sandbox"]);
    expect(logo.rawPayload.equals(PNG)).toBe(true);
    expect((await browser.get('/instellingen/organisatie')).body).toContain('Dit logo staat ook bovenaan jullie mails.');
    await upload(Buffer.concat([PNG.subarray(0, -12), Buffer.alloc(60_000), PNG.subarray(-12)]));
    expect((await browser.get('/instellingen/organisatie')).body).toContain('Dit logo is te groot voor mails');
    await browser.post('/instellingen/organisatie/logo/verwijderen');
    expect((await web.get(`/huisstijl/logo/${actor.organisationId}`)).statusCode).toBe(404);
  });
});

describe('the house style', () => {
  it('is a style sheet that follows from the colour alone', async () => {
    const css = await web.get('/huisstijl/0b6b68.css');

    expect(css.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(css.headers['cache-control']).toContain('immutable');
    expect(css.body).toContain(':root { --own: #0b6b68; --on-own: #ffffff; }');
    for (const url of ['/huisstijl/red.css', '/huisstijl/0b6b68', '/huisstijl/0b6b68.css.map', '/huisstijl/zzzzzz.css', '/huisstijl/0b6b68;}.css']) expect((await web.get(url)).statusCode).toBe(404);
  });
});

describe('colleagues', () => {
  it('are added, get another role and leave', async () => {
    const { browser } = await someone();

    const added = await browser.post('/instellingen/collegas', { name: 'Sam de Wit', email: 'sam@werkplaats.example.nl', role: 'organiser' });
    const again = await browser.post('/instellingen/collegas', { name: 'Sam', email: 'SAM@werkplaats.example.nl', role: 'viewer' });
    const [sam] = await web.sql<{ id: string }>(`select id from app_user where email = 'sam@werkplaats.example.nl'`);
    const changed = await browser.post(`/instellingen/collegas/${sam!.id}/rol`, { role: 'owner' });
    const list = await browser.get('/instellingen/collegas');
    const removed = await browser.post(`/instellingen/collegas/${sam!.id}/verwijderen`);

    expect([added.headers.location, again.statusCode, changed.headers.location, removed.headers.location]).toEqual(['/instellingen/collegas?gedaan=toegevoegd', 422, '/instellingen/collegas?gedaan=rol', '/instellingen/collegas?gedaan=verwijderd']);
    expect(again.body).toContain('sam@werkplaats.example.nl hoort al bij je organisatie.');
    expect(list.body).toContain('Sam de Wit');
    expect(list.body).toContain('eigenaar, nog niet ingelogd');
    expect((await browser.get('/instellingen/collegas')).body).not.toContain('Sam de Wit');
  });

  it('cannot all leave', async () => {
    const { actor, browser } = await someone();

    const answer = await browser.post(`/instellingen/collegas/${actor.id}/verwijderen`);

    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Dit is de enige eigenaar. Maak eerst een collega eigenaar.');
  });

  it('may leave by themselves', async () => {
    const { browser } = await someone('viewer');

    expect((await browser.post('/instellingen/collegas/vertrekken')).headers.location).toBe('/inloggen');
    expect((await browser.get('/instellingen')).headers.location).toContain('/inloggen');
  });

  it('are not changed by a program', async () => {
    const { actor } = await someone();
    const headers = { authorization: `Bearer ${await web.token(actor)}` };

    expect((await web.postForm('/instellingen/collegas', { name: 'Sam', email: 'sam@werkplaats.example.nl', role: 'owner' }, headers)).statusCode).toBe(401);
    expect((await web.postForm('/instellingen/sleutels', { name: 'Nog een', role: 'owner' }, headers)).statusCode).toBe(401);
    expect(await web.sql('select count(*)::int as all from membership')).toEqual([{ all: 1 }]);
  });
});

describe('tokens for programs', () => {
  it('are shown once, work, and end when they are revoked', async () => {
    const { browser } = await someone();

    const made = await browser.post('/instellingen/sleutels', { name: 'Boekhouding', role: 'viewer' });
    const token = /<code class="secret">([a-z2-7]{26})<\/code>/.exec(made.body)![1]!;
    const list = await browser.get('/instellingen/sleutels');
    const id = /\/sleutels\/([0-9a-f-]{36})\/intrekken/.exec(list.body)![1]!;

    expect(made.statusCode).toBe(201);
    expect(list.body).toContain('Boekhouding');
    expect(list.body).not.toContain(token);
    expect((await web.api(token, 'GET', '/me')).json()).toMatchObject({ actor: { name: 'Boekhouding', role: 'viewer' } });
    expect((await browser.post(`/instellingen/sleutels/${id}/intrekken`)).headers.location).toBe('/instellingen/sleutels?ingetrokken=1');
    expect((await web.api(token, 'GET', '/me')).statusCode).toBe(401);
  });
});

describe('one’s own password', () => {
  it('is chosen, asked for when it is replaced later, and never sent back', async () => {
    const { browser } = await someone();

    const easy = await browser.post('/instellingen/wachtwoord', { next: 'wachtwoord2027' });
    const chosen = await browser.post('/instellingen/wachtwoord', { next: 'vier losse woorden hier' });
    await web.sql(`update session set created_at = created_at - interval '11 minutes'`);
    const page = await browser.get('/instellingen/wachtwoord');
    const wrong = await browser.post('/instellingen/wachtwoord', { current: 'niet dit wachtwoord', next: 'weer vier andere woorden' });

    expect([easy.statusCode, chosen.headers.location, wrong.statusCode]).toEqual([422, '/instellingen/wachtwoord?bewaard=1', 422]);
    expect(easy.body).not.toContain('wachtwoord2027');
    expect(page.body).toContain('Je huidige wachtwoord');
    expect(wrong.body).toContain('Dit is niet je huidige wachtwoord.');
  });
});

describe('the statements', () => {
  it('say how to report a hole, until a day that has not come yet', async () => {
    const { body, headers } = await web.get('/.well-known/security.txt');
    const expires = new Date(/^Expires: (.+)$/m.exec(body)![1]!);
    const days = (expires.getTime() - web.clock.now().getTime()) / 86_400_000;

    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toMatch(/^Contact: mailto:\S+@\S+$/m);
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(365);
  });

  it('promise accessibility, for everybody to read', async () => {
    expect((await web.get('/toegankelijkheid')).body).toContain('WCAG 2.2');
  });
});
