import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as secure, type TLSSocket } from 'node:tls';
import { ReturnAddresses } from '@bijeen/mail';
import { testApp, testCertificate } from '@bijeen/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { IncomingModule } from './incoming.module.js';
import { IncomingSmtp } from './incoming-smtp.js';

const HOST = 'mail.example.nl';
const MAIL = 'From: MAILER-DAEMON@zwolle.example.nl\r\nSubject: Onbestelbaar\r\n\r\nHallo\r\n';

/** One side of a conversation with the server, in the clear until it is upgraded. */
class Sender {
  private socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
  }

  /** All lines of the next answer. */
  async hears(): Promise<string> {
    let heard = '';
    while (!/(^|\r\n)\d{3} [^\r\n]*\r\n$/.test(heard)) {
      const chunk = this.socket.read() as Buffer | null;
      if (chunk) heard += chunk.toString();
      else await once(this.socket, 'readable');
    }
    return heard;
  }

  async says(lines: string): Promise<string> {
    this.socket.write(`${lines}\r\n`);
    return this.hears();
  }

  /** The codes that these lines get, one by one. */
  async codes(lines: string[]): Promise<string[]> {
    const codes: string[] = [];
    for (const line of lines) codes.push((await this.says(line)).slice(0, 3));
    return codes;
  }

  /** Goes on encrypted, with who shows this certificate for `HOST` and with nobody else. */
  async upgrades(ca: string): Promise<TLSSocket> {
    this.socket.removeAllListeners();
    const upgraded = secure({ socket: this.socket, ca, servername: HOST });
    await once(upgraded, 'secureConnect');
    return (this.socket = upgraded);
  }

  /** Says something upon which the server hangs up. */
  async isCutOff(line: string): Promise<void> {
    this.socket.resume().on('error', () => undefined).write(`${line}\r\n`);
    await once(this.socket, 'close');
  }

  leaves(): void {
    this.socket.destroy();
  }
}

describe('STARTTLS for mail that comes back', () => {
  const app = testApp(IncomingModule);
  const certificate = testCertificate(HOST);
  const other = testCertificate(HOST);
  let folder: string;
  let senders: Sender[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bijeen-tls-'));
    for (const [name, content] of Object.entries({ 'key.pem': certificate.key, 'cert.pem': certificate.cert, 'other.pem': other.cert, 'broken.pem': certificate.cert.slice(0, 200), 'empty.pem': '' })) writeFileSync(join(folder, name), content);
  });
  beforeEach(() => void (senders = []));
  afterEach(async () => {
    for (const sender of senders) sender.leaves();
    await app.get(IncomingSmtp).close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const listens = async (files?: { key: string; cert: string }): Promise<number> => {
    Object.assign(app.database.config, { incomingTls: files && { key: join(folder, files.key), cert: join(folder, files.cert) } });
    return (await app.get(IncomingSmtp).listen())!;
  };
  const begins = async (port: number): Promise<Sender> => {
    const sender = new Sender(port);
    senders.push(sender);
    await sender.hears();
    return sender;
  };
  const RIGHT = { key: 'key.pem', cert: 'cert.pem' };
  const EHLO = 'EHLO mx.zwolle.example.nl';
  const ours = (): string => app.get(ReturnAddresses).address('bounce', randomUUID());
  const kept = async (): Promise<string[]> => (await app.sql<{ recipient: string }>('select recipient from incoming_mail order by id')).map(({ recipient }) => recipient);

  it('is offered with a certificate, and mail arrives through it', async () => {
    const to = ours();
    const sender = await begins(await listens(RIGHT));
    expect(await sender.says(EHLO)).toMatch(/^250[ -]STARTTLS\r$/m);
    expect(await sender.codes(['STARTTLS'])).toEqual(['220']);
    const upgraded = await sender.upgrades(certificate.cert);
    expect([upgraded.authorized, upgraded.getPeerCertificate().raw.equals(certificate.der), upgraded.getProtocol()]).toEqual([true, true, 'TLSv1.3']);
    expect(await sender.says(EHLO)).not.toContain('STARTTLS');

    expect(await sender.codes(['MAIL FROM:<>', `RCPT TO:<${to}>`, 'DATA', `${MAIL}.`, 'QUIT'])).toEqual(['250', '250', '354', '250', '221']);
    expect(await kept()).toEqual([to]);
  });

  it('is no duty: who cannot do it brings the mail in the clear', async () => {
    const sender = await begins(await listens(RIGHT));
    expect(await sender.codes([EHLO, 'MAIL FROM:<>', `RCPT TO:<${ours()}>`, 'DATA', `${MAIL}.`])).toEqual(['250', '250', '250', '354', '250']);
    expect(await kept()).toHaveLength(1);
  });

  it('forgets what was said in the clear, also what was slipped in behind STARTTLS', async () => {
    const [before, slipped] = [ours(), ours()];
    const sender = await begins(await listens(RIGHT));
    expect(await sender.codes([EHLO, 'MAIL FROM:<>', `RCPT TO:<${before}>`])).toEqual(['250', '250', '250']);
    expect(await sender.codes([`STARTTLS\r\nMAIL FROM:<>\r\nRCPT TO:<${slipped}>`])).toEqual(['220']);
    await sender.upgrades(certificate.cert);

    expect(await sender.codes(['DATA', EHLO, 'DATA'])).toEqual(['503', '250', '503']);
    expect(await kept()).toEqual([]);
  });

  it('survives who breaks off while it begins', async () => {
    const port = await listens(RIGHT);
    const sender = await begins(port);
    expect(await sender.codes([EHLO, 'STARTTLS'])).toEqual(['250', '220']);
    await sender.isCutOff('this is no handshake');

    expect(await (await begins(port)).says(EHLO)).toContain('STARTTLS');
  });

  it('is not offered without a certificate, and refused', async () => {
    const sender = await begins(await listens());
    expect(await sender.says(EHLO)).not.toContain('STARTTLS');
    expect(await sender.codes(['STARTTLS', 'MAIL FROM:<>', `RCPT TO:<${ours()}>`])).toEqual([expect.stringMatching(/^50[02]/), '250', '250']);
  });

  it.each<[string, { key: string; cert: string }, RegExp]>([
    ['a key that is not there', { ...RIGHT, key: 'gone.pem' }, /INCOMING_TLS_KEY names a file that cannot be read\. ENOENT.*gone\.pem/],
    ['a certificate that is not there', { ...RIGHT, cert: 'gone.pem' }, /INCOMING_TLS_CERT names a file that cannot be read\. ENOENT.*gone\.pem/],
    ['a folder', { ...RIGHT, cert: '.' }, /INCOMING_TLS_CERT names a file that cannot be read\. EISDIR/],
    ['the certificate of another key', { ...RIGHT, cert: 'other.pem' }, /INCOMING_TLS_KEY \(\S*key\.pem\) and INCOMING_TLS_CERT \(\S*other\.pem\) must be a private key and its certificate.*key values mismatch/],
    ['the two the wrong way round', { key: 'cert.pem', cert: 'key.pem' }, /must be a private key and its certificate/],
    ['half a certificate', { ...RIGHT, cert: 'broken.pem' }, /must be a private key and its certificate/],
    ['an empty file', { ...RIGHT, cert: 'empty.pem' }, /must be a private key and its certificate/],
  ])('stops the start at %s, and says which setting it is', async (_what, files, problem) => {
    await expect(listens(files)).rejects.toThrow(problem);
  });
});
