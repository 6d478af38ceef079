import { createHash, X509Certificate } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PrivateDns, testApp, type TestCertificate, testCertificate } from '@bijeen/testing';
import { SMTPServer } from 'smtp-server';
import { MailModule } from './mail.module.js';
import { RelayAddress } from './relay-address.js';
import { SmtpLine, type SmtpOutcome } from './smtp-line.js';

const HOST = 'relay.example.nl';

describe('the way to a relay elsewhere', () => {
  const app = testApp(MailModule);
  const dns = new PrivateDns();
  const authority = testCertificate('Gezag', { authority: true });
  const itself = testCertificate(HOST);
  const issued = testCertificate(HOST, { issuer: authority });
  const elsewhere = testCertificate('ander.example.nl', { issuer: authority });
  let server: SMTPServer | undefined;
  let taken: { secure: boolean; signedIn: boolean }[];

  beforeAll(async () => {
    await dns.start();
    app.database.config.dnsServers = [dns.address];
  });
  afterAll(async () => dns.stop());
  beforeEach(() => {
    dns.empty();
    dns.validates = true;
    taken = [];
  });
  afterEach(async () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

  /** A relay that takes everything, and the line to it as the sender makes it; only its address is the one of the test. */
  async function send({ certificate = itself, query = '', login = false, tls = true }: { certificate?: TestCertificate; query?: string; login?: boolean; tls?: boolean } = {}): Promise<SmtpOutcome> {
    server = new SMTPServer({
      cert: certificate.cert, key: certificate.key, authOptional: true, disabledCommands: tls ? [] : ['STARTTLS'],
      onAuth: (_auth, _session, done) => done(null, { user: 'bijeen' }),
      onData: (stream, session, done) => {
        taken.push({ secure: Boolean(session.secure), signedIn: session.user === 'bijeen' });
        stream.resume().on('end', () => done());
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    app.database.config.smtpUrl = `smtp://${login ? 'bijeen:geheim@' : ''}${HOST}:${port}${query}`;
    const line = new SmtpLine(async () => ({ ...(await app.get(RelayAddress).find()), host: '127.0.0.1' }));
    for (const publish of records) publish(port);
    const outcome = await line.send({ from: 'a@example.org', to: 'b@example.nl', mime: Buffer.from('Subject: x\r\n\r\nx\r\n'), mayGo: () => true });
    line.hangUp();
    return outcome;
  }

  let records: ((port: number) => void)[];
  beforeEach(() => void (records = []));
  const bind = (usage: number, { der }: TestCertificate, { selector = 1, matchingType = 1 }: { selector?: number; matchingType?: number } = {}): void => {
    const bytes = selector === 0 ? der : new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
    const certificate = matchingType === 0 ? bytes : createHash(matchingType === 1 ? 'sha256' : 'sha512').update(bytes).digest();
    records.push((port) => dns.put(`_${port}._tcp.${HOST}`, { type: 'TLSA', data: { usage, selector, matchingType, certificate } }));
  };

  it('is never unencrypted: a relay without STARTTLS gets nothing', async () => {
    expect(await send({ tls: false })).toMatchObject({ kind: 'not-sent' });
    expect(taken).toEqual([]);
  });

  it('is unencrypted only where SMTP_URL says so', async () => {
    expect(await send({ tls: false, query: '?requireTLS=false' })).toEqual({ kind: 'accepted' });
    expect(taken).toEqual([{ secure: false, signedIn: false }]);
  });

  it('needs a certificate of a known authority when the DNS says nothing', async () => {
    expect(await send()).toMatchObject({ kind: 'not-sent', reply: expect.stringMatching(/self-signed certificate/) });
    expect(taken).toEqual([]);
  });

  it.each([
    ['its key', { selector: 1, matchingType: 1 }], ['its certificate', { selector: 0, matchingType: 1 }], ['a longer hash', { selector: 1, matchingType: 2 }], ['the whole of it', { selector: 0, matchingType: 0 }],
  ])('is open to who has %s in a DANE record', async (_what, how) => {
    bind(3, itself, how);
    expect(await send({ login: true })).toEqual({ kind: 'accepted' });
    expect(taken).toEqual([{ secure: true, signedIn: true }]);
  });

  it('is open to whom the authority in a DANE record gave a certificate for that name', async () => {
    bind(2, authority);
    expect(await send({ certificate: issued })).toEqual({ kind: 'accepted' });
  });

  it.each<[string, number, TestCertificate, TestCertificate]>([
    ['another key', 3, issued, itself], ['another authority', 2, testCertificate('Ander gezag', { authority: true }), issued], ['a certificate for another name', 2, authority, elsewhere], ['an authority that is none', 2, itself, testCertificate('relay.example.nl', { issuer: itself })],
  ])('is closed to %s, and no password is said', async (_what, usage, bound, shown) => {
    bind(usage, bound);
    expect(await send({ certificate: shown, login: true })).toEqual({ kind: 'not-sent', reply: 'Het certificaat van de mailserver is niet dat van zijn DANE-record.' });
    expect(taken).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['was not validated', () => (dns.validates = false)], ['has a usage that is not for mail', () => (records = [(port) => dns.put(`_${port}._tcp.${HOST}`, { type: 'TLSA', data: { usage: 1, selector: 1, matchingType: 1, certificate: Buffer.alloc(32) } })])],
    ['comes from a name server elsewhere', () => (app.database.config.dnsServers = ['192.0.2.53'])],
  ])('does not listen to a DANE record that %s', async (_what, change) => {
    bind(3, itself);
    change();
    expect(await send()).toMatchObject({ kind: 'not-sent', reply: expect.stringMatching(/self-signed certificate/) });
    app.database.config.dnsServers = [dns.address];
  });

  it('holds for smtps:// too', async () => {
    app.database.config.smtpUrl = `smtps://${HOST}`;
    expect(await app.get(RelayAddress).find()).toMatchObject({ secure: true, requireTLS: true, tls: { servername: HOST, minVersion: 'TLSv1.2' } });
    expect((await app.get(RelayAddress).find()).tls).not.toHaveProperty('rejectUnauthorized');
  });

  it('leaves a relay on this machine alone', async () => {
    app.database.config.smtpUrl = 'smtp://127.0.0.1:2525';
    expect(await app.get(RelayAddress).find()).not.toHaveProperty('requireTLS');
  });
});
