import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { OrganisationsModule } from '../organisations.module.js';
import { OrganisationsService } from '../organisations.service.js';
import { UsersService } from '../users.service.js';
import { SessionsService, type SignedIn } from './sessions.service.js';
import { SignInLinks } from './sign-in-links.service.js';

const app = testApp(OrganisationsModule);
const NOOR = { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' };
const WERKPLAATS = { name: 'De Werkplaats', kind: 'ZHO', senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', visitingAddress: 'Grote Markt 1', postcode4: '8011', colour: null } as const;

const tokenOf = (url: string): string => url.split('/').at(-1)!;
const cookieOf = (cookies: string[]): string => cookies[0]!.split(';')[0]!;

/** Noor, who owns De Werkplaats and is signed in by a link. */
async function noor() {
  const user = await app.get(UsersService).create(NOOR);
  const actor = await app.get(OrganisationsService).create(WERKPLAATS, user);
  const cookie = await byLink();
  return { user, actor, cookie, signedIn: await find(cookie) };
}

async function byLink(): Promise<string> {
  const { url, browser } = await app.get(SignInLinks).create(NOOR.email);
  return cookieOf((await app.get(SignInLinks).signIn(tokenOf(url), browser)).cookies);
}

async function find(cookie: string): Promise<SignedIn> {
  const found = await app.get(SessionsService).find(cookie);
  if (!found) throw new Error('Nobody is signed in.');
  return found;
}

const age = async (table: 'session' | 'verification', minutes: number) =>
  app.sql(table === 'session'
    ? `update session set created_at = created_at - make_interval(mins => $1), expires_at = expires_at - make_interval(mins => $1)`
    : `update verification set created_at = created_at - make_interval(mins => $1), expires_at = expires_at - make_interval(mins => $1)`, [minutes]);

describe('a link that signs in', () => {
  it('makes a session for whoever has the address', async () => {
    const { signedIn, user } = await noor();

    expect(signedIn).toMatchObject({ userId: user.id, name: 'Noor Verhoeven', email: NOOR.email, activeOrganisationId: null });
    expect(await app.sql('select email_verified from app_user')).toEqual([{ email_verified: true }]);
  });

  it('works once, also when it is pressed twenty times at once', async () => {
    await app.get(UsersService).create(NOOR);
    const { url, browser } = await app.get(SignInLinks).create(NOOR.email);

    const tries = await Promise.allSettled(Array.from({ length: 20 }, async () => app.get(SignInLinks).signIn(tokenOf(url), browser)));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.filter((each) => each.status === 'rejected' && each.reason instanceof DomainError && each.reason.code === 'sign-in.link-used')).toHaveLength(19);
    expect(await app.sql('select id from session')).toHaveLength(1);
  });

  it('works only in the browser that asked', async () => {
    await app.get(UsersService).create(NOOR);
    const asked = await app.get(SignInLinks).create(NOOR.email);
    const elsewhere = await app.get(SignInLinks).create('iemand.anders@zwolle.example.nl');

    await expect(app.get(SignInLinks).signIn(tokenOf(asked.url), undefined)).rejects.toThrow('kun je niet meer inloggen');
    await expect(app.get(SignInLinks).signIn(tokenOf(asked.url), elsewhere.browser)).rejects.toThrow('kun je niet meer inloggen');
    await expect(app.get(SignInLinks).signIn(tokenOf(asked.url), asked.browser)).resolves.toMatchObject({ cookies: [expect.stringContaining('bijeen=')] });
  });

  it('dies after ten minutes', async () => {
    await app.get(UsersService).create(NOOR);
    const { url, browser } = await app.get(SignInLinks).create(NOOR.email);
    await age('verification', 10);

    await expect(app.get(SignInLinks).signIn(tokenOf(url), browser)).rejects.toEqual(new DomainError('sign-in.link-used'));
  });

  it('takes the other links of the same person along', async () => {
    await app.get(UsersService).create(NOOR);
    const first = await app.get(SignInLinks).create(NOOR.email);
    const second = await app.get(SignInLinks).create(NOOR.email, first.browser);
    await app.get(SignInLinks).signIn(tokenOf(second.url), second.browser);

    await expect(app.get(SignInLinks).signIn(tokenOf(first.url), first.browser)).rejects.toEqual(new DomainError('sign-in.link-used'));
  });

  it('opens nothing for a stranger', async () => {
    const { url, browser } = await app.get(SignInLinks).create('vreemde@zwolle.example.nl');

    await expect(app.get(SignInLinks).signIn(tokenOf(url), browser)).rejects.toEqual(new DomainError('sign-in.link-used'));
    expect(await app.sql('select id from app_user')).toEqual([]);
  });

  it('is nowhere in the database, so that a stolen copy opens nothing', async () => {
    await app.get(UsersService).create(NOOR);
    const { url, browser } = await app.get(SignInLinks).create(NOOR.email);

    const rows = JSON.stringify(await app.sql('select * from verification'));

    expect(rows).toContain(NOOR.email);
    expect(rows).not.toContain(tokenOf(url));
    expect(rows).not.toContain(browser);
  });

  it('of the start screen works in any browser, once, for an hour', async () => {
    await app.get(UsersService).create(NOOR);
    const url = await app.get(SignInLinks).createSignInUrl(NOOR.email);
    const late = await app.get(SignInLinks).createSignInUrl(NOOR.email);
    await age('verification', 59);

    await expect(app.get(SignInLinks).signIn(tokenOf(url), 'aaaaaaaaaaaaaaaaaaaaaaaaaa')).resolves.toMatchObject({ userId: expect.any(String) });
    await expect(app.get(SignInLinks).signIn(tokenOf(url), undefined)).rejects.toEqual(new DomainError('sign-in.link-used'));
    await expect(app.get(SignInLinks).signIn(tokenOf(late), undefined)).rejects.toEqual(new DomainError('sign-in.link-used'));
  });
});

describe('a session', () => {
  it('has a cookie that only this host can read, and a page cannot', async () => {
    await app.get(UsersService).create(NOOR);
    const { url, browser } = await app.get(SignInLinks).create(NOOR.email);
    const { cookies } = await app.get(SignInLinks).signIn(tokenOf(url), browser);

    expect(cookies).toEqual([expect.stringMatching(/^bijeen=[\w.%+/=-]+; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/i)]);
  });

  it('does not say where somebody was', async () => {
    await noor();

    expect(await app.sql('select ip_address, user_agent, proof from session')).toEqual([{ ip_address: null, user_agent: null, proof: 'link' }]);
  });

  it('is a new one at each sign-in', async () => {
    const { cookie } = await noor();

    expect(await byLink()).not.toBe(cookie);
  });

  it('dies after thirty minutes without a request', async () => {
    const { cookie } = await noor();
    await age('session', 30);

    expect(await app.get(SessionsService).find(cookie)).toBeUndefined();
  });

  it('goes on for whoever keeps working, and is written at most once a minute', async () => {
    const { cookie } = await noor();
    await age('session', 20);
    const { cookies } = await find(cookie);
    const [row] = await app.sql<{ left: string; written: Date }>(`select extract(epoch from expires_at - now()) / 60 as left, updated_at as written from session`);
    await find(cookie);

    expect(cookies).toEqual([expect.stringContaining('Max-Age=1800')]);
    expect(Number(row!.left)).toBeGreaterThan(29);
    expect(await app.sql('select updated_at as written from session')).toEqual([{ written: row!.written }]);
  });

  it('dies after twelve hours, however busy', async () => {
    const { cookie } = await noor();
    await app.sql(`update session set created_at = now() - interval '719 minutes'`);
    expect(await app.get(SessionsService).find(cookie)).toBeDefined();
    await app.sql(`update session set created_at = now() - interval '721 minutes'`);

    expect(await app.get(SessionsService).find(cookie)).toBeUndefined();
  });

  it('cannot be made up, changed or planted', async () => {
    const { cookie } = await noor();
    const token = (await app.sql<{ token: string }>('select token from session'))[0]!.token;

    for (const forged of [`bijeen=${token}`, `${cookie.slice(0, -6)}AAAA%3D`, `bijeen=${token}.`, 'bijeen=', `andere-${cookie}`]) {
      expect({ forged, found: await app.get(SessionsService).find(forged) }).toEqual({ forged, found: undefined });
    }
  });

  it('ends when one signs out', async () => {
    const { cookie } = await noor();

    const cookies = await app.get(SessionsService).end(cookie);

    expect(cookies.join()).toContain('Max-Age=0');
    expect(await app.sql('select id from session')).toEqual([]);
  });

  it('remembers where one works, and only where one does work', async () => {
    const { cookie, signedIn, actor } = await noor();
    const other = await app.build.organisation({ name: 'Het Anker' });

    await app.get(SessionsService).choose(signedIn, actor.organisationId);

    expect(await find(cookie)).toMatchObject({ activeOrganisationId: actor.organisationId });
    await expect(app.get(SessionsService).choose(signedIn, other.id)).rejects.toEqual(new DomainError('not-found'));
  });
});
