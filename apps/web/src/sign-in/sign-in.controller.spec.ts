import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailCatcher } from '@bijeen/mail';
import { SignInLinks, UsersService } from '@bijeen/organisations';
import { stopwatch } from '@bijeen/platform';
import type { Response } from 'light-my-request';
import { testWeb } from '../testing/test-web.js';

const web = testWeb();
/** Another address for each test: the catcher keeps its mails. */
let EMAIL = '';
let tests = 0;

beforeEach(() => {
  EMAIL = `noor${(tests += 1)}@werkplaats.example.nl`;
});

const noor = async () => web.app.get(UsersService, { strict: false }).create({ name: 'Noor Verhoeven', email: EMAIL });

/** The cookies that a browser would keep after these answers. */
function jar(...answers: Response[]): string {
  const kept: Record<string, string> = {};
  for (const { name, value, maxAge, expires } of answers.flatMap((answer) => answer.cookies)) {
    const gone = maxAge === 0 || expires?.getTime() === 0;
    kept[name] = gone ? '' : `${name}=${encodeURIComponent(value)}`;
  }
  return Object.values(kept).filter(Boolean).join('; ');
}

async function tokenInMail(): Promise<string> {
  const catcher = web.app.get(MailCatcher, { strict: false });
  for (const start = stopwatch(); stopwatch() - start < 10_000; ) {
    const [caught] = await catcher.list({ to: EMAIL });
    if (caught) return /\/inloggen\/([a-z2-7]{26})/.exec((await catcher.read(caught.id))!.text)![1]!;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('No mail arrived.');
}

describe('signing in by mail', () => {
  it('goes from the question to the page that one wanted to see', async () => {
    await noor();

    const wanted = await web.get('/relaties?q=jansen');
    const asked = await web.postForm('/inloggen/link', { email: ` ${EMAIL.toUpperCase()} `, verder: '/instellingen' });
    const token = await tokenInMail();
    const opened = await web.get(`/inloggen/${token}`, { cookie: jar(asked) });
    const entered = await web.postForm(`/inloggen/${token}`, {}, { cookie: jar(asked), origin: 'null', 'sec-fetch-site': 'same-origin' });

    expect([wanted.statusCode, asked.statusCode, asked.headers.location, entered.statusCode, entered.headers.location]).toEqual([expect.any(Number), 303, '/inloggen/gevraagd', 303, '/instellingen']);
    expect(opened.body).toContain('Log in</button>');
    expect(opened.headers['referrer-policy']).toBe('no-referrer');
    expect(jar(asked, entered)).toMatch(/^bijeen=[^;]+$/);
    expect(asked.cookies).toEqual([expect.objectContaining({ name: 'bijeen-vraag', httpOnly: true, sameSite: 'Lax' }), expect.objectContaining({ name: 'verder', httpOnly: true })]);
  });

  it('does nothing when a link is opened, however often and by whomever', async () => {
    await noor();
    const asked = await web.postForm('/inloggen/link', { email: EMAIL, verder: '' });
    const token = await tokenInMail();

    for (const cookie of ['', jar(asked)]) {
      for (const method of ['GET', 'HEAD'] as const) {
        const opened = await web.app.inject({ method, url: `/inloggen/${token}`, headers: { cookie } });
        expect([opened.statusCode, opened.headers['set-cookie']]).toEqual([200, undefined]);
      }
    }

    expect(await web.sql('select id from session')).toEqual([]);
    expect((await web.postForm(`/inloggen/${token}`, {}, { cookie: jar(asked) })).statusCode).toBe(303);
  });

  it('explains itself in another browser, which cannot use the link', async () => {
    await noor();
    await web.postForm('/inloggen/link', { email: EMAIL, verder: '' });
    const token = await tokenInMail();

    const opened = await web.get(`/inloggen/${token}`);
    const entered = await web.postForm(`/inloggen/${token}`, {});

    expect(opened.body).toContain('Deze link werkt hier niet');
    expect(opened.body).toContain('Vraag een nieuwe link');
    expect([entered.statusCode, entered.headers['set-cookie']]).toEqual([410, undefined]);
  });

  it('shows a stranger exactly what it shows everybody', async () => {
    await noor();

    const known = await web.postForm('/inloggen/link', { email: EMAIL, verder: '' });
    const stranger = await web.postForm('/inloggen/link', { email: 'vreemde@zwolle.example.nl', verder: '' });

    const plain = ({ statusCode, body, headers }: Response) => ({ statusCode, body, location: headers.location, cookies: headers['set-cookie']?.toString().replace(/=[a-z2-7]{26};/, '=…;') });
    expect(plain(stranger)).toEqual(plain(known));
    await tokenInMail();
  });

  it('keeps what was typed when it is no address', async () => {
    const answer = await web.postForm('/inloggen/link', { email: 'noor bij werkplaats', verder: '/relaties' });

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="noor bij werkplaats"');
    expect(answer.body).toContain('value="/relaties"');
  });

  it('stops who asks too often, and says how long', async () => {
    for (let times = 0; times < 5; times += 1) await web.postForm('/inloggen/link', { email: 'vreemde@zwolle.example.nl', verder: '' });

    const answer = await web.postForm('/inloggen/link', { email: 'vreemde@zwolle.example.nl', verder: '' });

    expect(answer.statusCode).toBe(429);
    expect(answer.body).toContain('Wacht 900 seconden');
  });

  it('never sends a visitor to another site', async () => {
    await noor();
    const url = await web.app.get(SignInLinks, { strict: false }).createSignInUrl(EMAIL);

    const entered = await web.postForm(new URL(url).pathname, {}, { cookie: `verder=${encodeURIComponent('//kwaad.example.org')}` });

    expect(entered.headers.location).toBe('/bijeenkomsten');
  });
});

describe('a session in the browser', () => {
  it('is a new one at each sign-in, and the one before it ends', async () => {
    const actor = await web.build.owner();
    const first = await web.signIn(actor);
    const url = await web.app.get(SignInLinks, { strict: false }).createSignInUrl(`${actor.id}@werkplaats.example.nl`);

    const entered = await web.postForm(new URL(url).pathname, { csrf: first.csrf }, { cookie: first.cookie });

    expect(jar(entered)).not.toBe(first.cookie);
    expect(await web.sql('select count(*)::int as all from session')).toEqual([{ all: 1 }]);
    expect((await first.get('/instellingen')).headers.location).toBe('/inloggen?verder=%2Finstellingen');
  });

  it('ends when one signs out', async () => {
    const browser = await web.signIn(await web.build.owner());

    const out = await browser.post('/uitloggen');

    expect([out.statusCode, out.headers.location]).toEqual([303, '/inloggen']);
    expect(out.headers['set-cookie']?.toString()).toContain('Max-Age=0');
    expect((await browser.get('/instellingen')).statusCode).toBe(303);
  });

  it('is noted in the log of the organisation', async () => {
    await web.signIn(await web.build.owner());
    const actor = await web.build.owner();
    const { cookie } = await web.signIn(actor);
    const url = await web.app.get(SignInLinks, { strict: false }).createSignInUrl(`${actor.id}@werkplaats.example.nl`);
    await web.postForm(new URL(url).pathname, {}, { cookie: cookie.replace('bijeen=', 'ander=') });

    expect(await web.sql(`select organisation_id, actor_id, details from audit_log where action = 'user.signed-in'`)).toEqual([{ organisation_id: actor.organisationId, actor_id: actor.id, details: { how: 'link' } }]);
  });

  it('asks who works for several organisations where to go first', async () => {
    const actor = await web.build.owner({ name: 'De Werkplaats' });
    const other = await web.build.organisation({ name: 'Het Anker' });
    const browser = await web.signIn(actor);
    await web.build.insert('membership', { organisation_id: other.id, user_id: actor.id, role: 'viewer' });

    const wanted = await browser.get('/instellingen');
    const choice = await browser.get(wanted.headers.location!);
    const chosen = await browser.post('/organisaties', { organisationId: other.id, verder: '/instellingen' });

    expect(wanted.headers.location).toBe('/organisaties?verder=%2Finstellingen');
    expect(choice.body).toContain('Het Anker, als meelezer');
    expect(chosen.headers.location).toBe('/instellingen');
    expect((await browser.get('/instellingen')).body).toContain('Je werkt voor Het Anker als meelezer');
    expect((await browser.post('/organisaties', { organisationId: (await web.build.organisation()).id })).statusCode).toBe(404);
  });
});

describe('a fresh installation', () => {
  const first = { userName: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl', name: 'De Werkplaats', kind: 'ZHO', replyTo: 'info@werkplaats.example.nl', visitingAddress: 'Grote Markt 1', postcode4: '8011 AB', senderName: '', code: '' };

  it('asks who you are, and lets you in', async () => {
    const start = await web.get('/');
    const page = await web.get('/welkom');
    const begun = await web.postForm('/welkom', first);
    const settings = await web.get('/instellingen', { cookie: jar(begun) });

    expect([start.headers.location, page.statusCode, begun.statusCode, begun.headers.location]).toEqual(['/welkom', 200, 303, '/bijeenkomsten']);
    expect(settings.body).toContain('Noor Verhoeven, De Werkplaats');
    expect(await web.sql('select sender_name, postcode4, place from organisation')).toEqual([{ sender_name: 'De Werkplaats', postcode4: '8011', place: 'Zwolle' }]);
  });

  it('has no such page once somebody is there', async () => {
    await web.postForm('/welkom', first);

    expect((await web.get('/')).headers.location).toBe('/inloggen');
    expect((await web.get('/welkom')).statusCode).toBe(404);
    expect((await web.postForm('/welkom', { ...first, email: 'ander@werkplaats.example.nl' })).statusCode).toBe(404);
    expect(await web.sql('select email from app_user')).toEqual([{ email: first.email }]);
  });

  it('keeps what was typed when something is wrong', async () => {
    const answer = await web.postForm('/welkom', { ...first, postcode4: '1000', replyTo: 'geen adres' });
    const later = await web.postForm('/welkom', { ...first, postcode4: '1000' });

    expect([answer.statusCode, later.statusCode]).toEqual([422, 422]);
    expect(answer.body).toContain('value="Noor Verhoeven"');
    expect(later.body).toContain('De postcode 1000 bestaat niet');
    expect(await web.sql('select id from app_user')).toEqual([]);
  });
});
