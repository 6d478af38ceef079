import { describe, expect, it } from '@jest/globals';
import { hashPassword, passwordProblem, verifyPassword } from './passwords.js';

describe('a new password', () => {
  it.each(['vier losse woorden hier', 'kdj38f-sl2kd0', 'ééntweedrievier', '🐝🐝 bijen in de tuin'])('may be %s', (password) => {
    expect(passwordProblem(password)).toBeNull();
  });

  it.each(['', 'kort', 'elf tekens!'])('must be longer than %p', (password) => {
    expect(passwordProblem(password)).toContain('minstens 12 tekens');
  });

  it.each(['1qaz2wsx3edc', 'Wachtwoord2026!', 'WELKOM123456', 'welkom-welkom', 'administrator', 'aaaaaaaaaaaaaa', '121212121212', 'Herfst 2026 !!', 'ｗａｃｈｔｗｏｏｒｄ１２３'])('must not be %s', (password) => {
    expect(passwordProblem(password)).toContain('te makkelijk te raden');
  });

  it('must not be the own name with something behind it', () => {
    expect(passwordProblem('noorverhoeven1980')).toBeNull();
    expect(passwordProblem('noorverhoeven1980', ['Noor Verhoeven'])).toContain('te makkelijk');
    expect(passwordProblem('DeWerkplaats!2026', ['De Werkplaats'])).toContain('te makkelijk');
  });

  it('may be long, but not endless', () => {
    expect(passwordProblem('zin met woorden '.repeat(12))).toBeNull();
    expect(passwordProblem('zin met woorden '.repeat(13))).toContain('hoogstens 200');
  });
});

describe('a stored password', () => {
  it('is argon2id at the advised cost, with its own salt, and never the password', async () => {
    const hashes = await Promise.all([hashPassword('vier losse woorden'), hashPassword('vier losse woorden')]);

    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('fits the password, also typed in another Unicode form, and no other', async () => {
    const hash = await hashPassword('caf\u00e9 om de hoek');

    expect(await verifyPassword({ hash, password: 'cafe\u0301 om de hoek' })).toBe(true);
    expect(await verifyPassword({ hash, password: 'cafe om de hoek' })).toBe(false);
  });

  it('is what the reference implementation makes', async () => {
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword({ hash, password: 'password' })).toBe(true);
  });
});
