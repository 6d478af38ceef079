import { connect } from 'node:net';
import { ReturnAddresses } from '@bijeen/mail';
import { MailboxServer, testApp, until } from '@bijeen/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { IncomingImap } from './incoming-imap.js';
import { IncomingModule } from './incoming.module.js';
import { IncomingSmtp } from './incoming-smtp.js';

const app = testApp(IncomingModule);
const ours = (): string => app.get(ReturnAddresses).address('bounce', randomUUID());
const kept = async (): Promise<object[]> => app.sql('select recipient, envelope_from, via, bytes, length(raw) as length from incoming_mail order by id');
const mail = (text = 'Hallo'): string => `From: MAILER-DAEMON@zwolle.example.nl\r\nSubject: Onbestelbaar\r\n\r\n${text}\r\n`;

/** Says these lines one by one, and hears the last line of each answer. */
async function talk(port: number, lines: string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  let heard = '';
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject).on('close', () => resolve()).on('data', (data) => {
      heard += data.toString();
      const last = /(?:^|\r\n)(\d{3} [^\r\n]*)\r\n$/.exec(heard);
      if (!last) return;
      answers.push(last[1]!);
      heard = '';
      const next = lines[answers.length - 1];
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
  });
  return answers.slice(1);
}

describe('the SMTP server for mail that comes back', () => {
  let port: number;
  beforeEach(async () => void (port = (await app.get(IncomingSmtp).listen())!));
  afterEach(async () => app.get(IncomingSmtp).close());
  const code = async (lines: string[]): Promise<string[]> => (await talk(port, ['EHLO mx.zwolle.example.nl', ...lines])).map((answer) => answer.slice(0, 3));

  it('says 250 when the mail is in the database', async () => {
    const to = ours();

    expect(await code(['MAIL FROM:<>', `RCPT TO:<${to}>`, 'DATA', `${mail()}.`, 'QUIT'])).toEqual(['250', '250', '250', '354', '250', '221']);

    expect(await kept()).toEqual([{ recipient: to, envelope_from: '', via: 'smtp', bytes: mail().length, length: mail().length }]);
  });

  it('takes nothing for others, and is no relay', async () => {
    for (const to of ['info@bijeen.example.org', 'anna@zwolle.example.nl', 'retour+abc@bijeen.example.org', ours().replace(/.@/, '@'), 'postmaster']) {
      expect({ to, codes: await code(['MAIL FROM:<x@y.example.nl>', `RCPT TO:<${to}>`, 'DATA', 'QUIT']) }).toMatchObject({ to, codes: ['250', '250', expect.stringMatching(/^5/), expect.stringMatching(/^5/), '221'] });
    }
    expect(await kept()).toEqual([]);
  });

  it('refuses what is larger than 5 MB, said beforehand or not', async () => {
    expect(await code([`MAIL FROM:<> SIZE=${6 * 1024 * 1024}`, 'QUIT'])).toEqual(['250', '552', '221']);
    expect(await code(['MAIL FROM:<>', `RCPT TO:<${ours()}>`, 'DATA', `${mail(`${'A'.repeat(998)}\r\n`.repeat(5300))}.`, 'QUIT'])).toEqual(['250', '250', '250', '354', '552', '221']);
    expect(await kept()).toEqual([]);
  });

  it('lets the sender keep the mail when the database does not take it', async () => {
    await app.sql('alter table incoming_mail rename to elsewhere');
    const answers = await code(['MAIL FROM:<>', `RCPT TO:<${ours()}>`, 'DATA', `${mail()}.`, 'QUIT']);
    await app.sql('alter table elsewhere rename to incoming_mail');

    expect(answers).toEqual(['250', '250', '250', '354', '451', '221']);
  });

  it('survives senders that leave in the middle', async () => {
    for (const line of ['EHLO x', 'MAIL FROM:<>', 'x'.repeat(5000)]) {
      const socket = connect(port, '127.0.0.1');
      await new Promise<void>((resolve) => socket.once('data', () => resolve()));
      socket.write(`${line}\r\n`);
      socket.destroy();
    }
    expect(await code(['MAIL FROM:<>', `RCPT TO:<${ours()}>`, 'QUIT'])).toEqual(['250', '250', '250', '221']);
  });
});

describe('the mailbox for mail that comes back', () => {
  let server: MailboxServer;
  let url: URL;
  beforeEach(async () => {
    server = new MailboxServer();
    url = await server.listen();
  });
  afterEach(async () => server.close());
  const delivered = (to: string, text?: string): Buffer => Buffer.from(`Return-Path: <>\r\nDelivered-To: ${to}\r\n${mail(text)}`);

  it('is emptied: what is ours is kept, the rest moved away too', async () => {
    const to = ours();
    server.deliver(delivered(to));
    server.deliver(delivered('info@bijeen.example.org'));

    expect(await app.get(IncomingImap).drain(url)).toBe(1);

    expect(await kept()).toMatchObject([{ recipient: to, envelope_from: '', via: 'imap' }]);
    expect([server.inbox.length, server.moved.length]).toEqual([0, 2]);
  });

  it('counts a mail once when the connection breaks between keeping and moving it (F31)', async () => {
    for (let n = 0; n < 5; n += 1) server.deliver(delivered(ours(), `Mail ${n}`));
    server.hangUps = 20;

    let broken = 0;
    await until(async () => app.get(IncomingImap).drain(url).then(() => true, () => (broken += 1) < 0));

    expect(broken).toBe(20);
    expect(await kept()).toHaveLength(5);
    expect(server.inbox).toEqual([]);
  });

  it('leaves what is too large to the reader, who only needs its beginning', async () => {
    server.deliver(delivered(ours(), 'A'.repeat(6 * 1024 * 1024)));

    expect(await app.get(IncomingImap).drain(url)).toBe(1);

    expect(await kept()).toMatchObject([{ length: 64 * 1024 }]);
  });
});
