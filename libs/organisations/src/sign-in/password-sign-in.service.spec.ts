import { describe, expect, it } from '@jest/globals';
import { DomainError, stopwatch } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { OrganisationsModule } from '../organisations.module.js';
import { OrganisationsService } from '../organisations.service.js';
import { UsersService } from '../users.service.js';
import { PasswordSignInService } from './password-sign-in.service.js';
import { SessionsService, type SignedIn } from './sessions.service.js';
import { SignInLinks } from './sign-in-links.service.js';

const app = testApp(OrganisationsModule);
const NOOR = { name: 'Noor Verhoeven', email: 'noor@werkplaats.example.nl' };
const WERKPLAATS = { name: 'De Werkplaats', kind: 'ZHO', senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', visitingAddress: 'Grote Markt 1', postcode4: '8011', colour: null } as const;
const PASSWORD = 'vier losse woorden hier';

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

describe('a password', () => {
  const typed = { email: NOOR.email, password: PASSWORD };
  const signIn = async (given: { email: string; password: string }, ip = '192.0.2.1') => app.get(PasswordSignInService).signIn(given, ip);

  it('signs in, and says so in the session', async () => {
    const { actor, signedIn } = await noor();
    await app.get(PasswordSignInService).choose(actor, signedIn, { next: PASSWORD }, []);

    const { cookies } = await signIn({ ...typed, email: ' NOOR@werkplaats.example.nl '.trim().toLowerCase() });

    expect(await find(cookieOf(cookies))).toMatchObject({ email: NOOR.email });
    expect(await app.sql(`select proof from session order by created_at desc limit 1`)).toEqual([{ proof: 'password' }]);
  });

  it('gives the same answer to a stranger as to a wrong password', async () => {
    const { actor, signedIn } = await noor();
    await app.get(PasswordSignInService).choose(actor, signedIn, { next: PASSWORD }, []);

    for (const given of [{ ...typed, password: 'een ander wachtwoord' }, { ...typed, email: 'vreemde@zwolle.example.nl' }, { ...typed, email: 'geen adres' }]) {
      await expect(signIn(given)).rejects.toEqual(new DomainError('sign-in.wrong'));
    }
  });

  it('takes as long for a stranger as for somebody who is known', async () => {
    const { actor, signedIn } = await noor();
    await app.get(PasswordSignInService).choose(actor, signedIn, { next: PASSWORD }, []);
    const times: Record<string, number[]> = { [NOOR.email]: [], 'vreemde@zwolle.example.nl': [] };
    for (let round = 0; round < 40; round += 1) {
      for (const [email, taken] of Object.entries(times)) {
        const start = stopwatch();
        await expect(signIn({ email, password: 'een ander wachtwoord' }, `192.0.2.${round}`)).rejects.toEqual(new DomainError('sign-in.wrong'));
        taken.push(stopwatch() - start);
      }
    }

    const [known, stranger] = Object.values(times).map((taken) => taken.sort((a, b) => a - b)[20]!);
    // Without the hash of a password a stranger would be told twenty times sooner.
    expect(stranger! / known!).toBeGreaterThan(0.5);
    expect(stranger! / known!).toBeLessThan(2);
  });

  it('may be tried ten times in a quarter of an hour, without locking out the owner elsewhere', async () => {
    const { actor, signedIn } = await noor();
    await app.get(PasswordSignInService).choose(actor, signedIn, { next: PASSWORD }, []);
    const wrong = { ...typed, password: 'een ander wachtwoord' };
    for (let tries = 0; tries < 10; tries += 1) await expect(signIn(wrong)).rejects.toEqual(new DomainError('sign-in.wrong'));

    await expect(signIn(typed)).rejects.toEqual(new DomainError('rate.too-many', { seconds: 900 }));
    await expect(signIn(typed, '192.0.2.2')).resolves.toMatchObject({ userId: signedIn.userId });
    app.clock.set('2027-01-12T09:15:01Z');
    await expect(signIn(typed)).resolves.toMatchObject({ userId: signedIn.userId });
  });

  it('may be tried a hundred times from one address, whoever it is about', async () => {
    await app.sql(`insert into rate_limit select 'other', 1, now()`);
    const tries = Array.from({ length: 100 }, (_, index) => ({ email: `iemand${index}@zwolle.example.nl`, password: PASSWORD }));
    for (const given of tries) await expect(signIn(given)).rejects.toEqual(new DomainError('sign-in.wrong'));

    await expect(signIn(typed)).rejects.toThrow('Dat ging te vaak');
  });

  it('that is replaced ends all other sessions', async () => {
    const { actor, cookie, signedIn } = await noor();
    const elsewhere = await byLink();

    await app.get(PasswordSignInService).choose(actor, signedIn, { next: PASSWORD }, []);

    expect(await app.get(SessionsService).find(elsewhere)).toBeUndefined();
    expect(await app.get(SessionsService).find(cookie)).toBeDefined();
    expect(await app.sql(`select action from audit_log where action = 'user.password-changed'`)).toHaveLength(1);
  });

  it('is replaced only by who knows it, or has just shown to own the mailbox', async () => {
    const { actor, signedIn } = await noor();
    const passwords = app.get(PasswordSignInService);
    await passwords.choose(actor, signedIn, { next: PASSWORD }, []);
    await app.sql(`update session set created_at = created_at - interval '11 minutes'`);

    expect(await passwords.mustShowCurrent(signedIn)).toBe(true);
    await expect(passwords.choose(actor, signedIn, { next: 'weer vier andere woorden' }, [])).rejects.toThrow('Je huidige wachtwoord klopt niet');
    await expect(passwords.choose(actor, signedIn, { current: PASSWORD, next: 'weer vier andere woorden' }, [])).resolves.toBeUndefined();
    expect(await passwords.mustShowCurrent(await find(await byLink()))).toBe(false);
  });

  it('that is easy to guess is refused', async () => {
    const { actor, signedIn } = await noor();

    const choose = app.get(PasswordSignInService).choose(actor, signedIn, { next: 'de werkplaats 2027' }, ['De Werkplaats']);

    await expect(choose).rejects.toMatchObject({ code: 'input.invalid', fields: { next: expect.stringContaining('te makkelijk te raden') } });
  });

  it('is not in the database', async () => {
    const { actor, signedIn } = await noor();
    await app.get(PasswordSignInService).choose(actor, signedIn, { next: PASSWORD }, []);

    expect(JSON.stringify(await app.sql('select * from account'))).not.toContain(PASSWORD);
  });
});
