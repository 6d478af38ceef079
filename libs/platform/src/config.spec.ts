import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

describe('the settings', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'bijeen-config-'));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('have defaults that need nothing', () => {
    const config = readConfig({ BIJEEN_HOME: home });

    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:3000', catcherMode: true, loopback: true, secure: false, queueUrl: undefined });
  });

  it('name every wrong value at once', () => {
    const read = (): unknown => readConfig({ BIJEEN_HOME: home, PORT: 'http', DATABASE_URL: 'mysql://x', SECRET_KEY: 'short' });

    expect(read).toThrow(/3 wrong setting\(s\).*PORT.*DATABASE_URL must be a URL that starts with postgres.*SECRET_KEY must have at least 32 characters/);
  });

  it.each(['INCOMING_TLS_KEY', 'INCOMING_TLS_CERT'])('want the key and the certificate for STARTTLS both, not only %s', (only) => {
    expect(() => readConfig({ BIJEEN_HOME: home, [only]: '/run/secrets/x.pem' })).toThrow(/INCOMING_TLS_KEY and INCOMING_TLS_CERT must be given both, or neither/);
    expect(readConfig({ BIJEEN_HOME: home, INCOMING_TLS_KEY: 'key.pem', INCOMING_TLS_CERT: 'cert.pem' }).incomingTls).toEqual({ key: 'key.pem', cert: 'cert.pem' });
  });

  it('keep a generated secret for the next start, for us only', () => {
    const first = readConfig({ BIJEEN_HOME: home }).secretKey;

    expect(readConfig({ BIJEEN_HOME: home }).secretKey).toBe(first);
    expect(readFileSync(join(home, 'secret-key'), 'utf8')).toHaveLength(64);
    expect(statSync(join(home, 'secret-key')).mode & 0o077).toBe(0);
  });

  it('follow the port that the system chose, unless the public address was given', () => {
    const own = readConfig({ BIJEEN_HOME: home, PORT: '0' });
    const given = readConfig({ BIJEEN_HOME: home, PORT: '0', PUBLIC_URL: 'https://bijeen.example.org/' });
    own.listensOn(4123);
    given.listensOn(4123);

    expect([own.publicUrl, given.publicUrl]).toEqual(['http://127.0.0.1:4123', 'https://bijeen.example.org']);
  });

  it('hear the replies of calendars while mails are caught, and else only through a listener or a mailbox', () => {
    const hears = (env: Record<string, string>): boolean => readConfig({ SECRET_KEY: 'a-secret-key-for-tests-only-0123456789', ...env }).hearsReplies;
    expect([hears({}), hears({ SMTP_URL: 'smtp://relay.example.org' }), hears({ SMTP_URL: 'smtp://relay.example.org', INCOMING_SMTP: '127.0.0.1:2526' })]).toEqual([true, false, true]);
  });
});
