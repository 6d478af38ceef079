import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasPythonVerifier, PrivateDns, type ReceivedMail, TEST_SECRET, verifyWithMailauth, verifyWithPython } from '@bijeen/testing';
import fc from 'fast-check';
import { keyRecord, makeKeys, openKeys } from './dkim-keys.js';
import { DkimSigner } from './dkim-signer.js';

const DOMAIN = 'bijeen.example.org';
const BOTH = ['rsa-sha256 pass', 'ed25519-sha256 pass'];
const python = hasPythonVerifier();

const MAIL = [
  'From: "De Werkplaats" <bijeenkomsten@bijeen.example.org>', 'To: "A. de Boer" <a@zwolle.example.nl>', 'Subject: Uitnodiging', 'Date: Tue, 12 Jan 2027 09:00:00 +0000', 'Message-ID: <a@bijeen.example.org>',
  'List-Unsubscribe:\r\n <https://bijeen.example.org/afmelden/abc>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', 'Geachte mevrouw De Boer,', '', 'U bent welkom.', '',
].join('\r\n');

/** Texts as no mail of ours should be, but some relay or organiser may make them. */
const nasty = fc.string({ unit: fc.constantFrom(' ', '  ', '\t', '\r\n', '\r\n\r\n', ' \r\n', '\t \r\n', '.', '=', 'é', '\u0000', '\u00ff', 'From ', '--', ':', ';', 'b=', 'woord'), maxLength: 60 });
const headerValue = fc.array(fc.constantFrom(' ', '\t', '\r\n ', '\r\n\t', '  ', 'woord', '=?UTF-8?B?w6k=?=', ':', ';', 'b=', '"', '<a@b.example.nl>'), { maxLength: 20 }).map((parts) => parts.join('').replace(/(\r\n[ \t]+)+(?=\r\n|$)/g, ''));
const HEADERS = fc.constantFrom('From', 'TO', 'subject', 'Reply-To', 'X-Bijeen-Kind', 'List-Id', 'LIST-UNSUBSCRIBE', 'Content-Type', 'Received');

describe('the signer', () => {
  const dns = new PrivateDns();
  let signer: DkimSigner;

  beforeAll(async () => {
    await dns.start();
    const keys = await makeKeys(DOMAIN, TEST_SECRET);
    for (const key of keys) dns.put(`${key.selector}._domainkey.${DOMAIN}`, { type: 'TXT', data: keyRecord(key) });
    dns.put(`_dmarc.${DOMAIN}`, { type: 'TXT', data: 'v=DMARC1; p=reject' });
    signer = new DkimSigner(DOMAIN, openKeys(DOMAIN, keys, TEST_SECRET));
  });
  afterAll(async () => dns.stop());

  const received = (raw: Buffer | string): ReceivedMail => ({ raw: Buffer.from(raw as string, 'latin1'), ip: '192.0.2.1', helo: DOMAIN, sender: `retour@${DOMAIN}` });
  const signed = async (mail: string): Promise<string> => (await signer.sign(Buffer.from(mail, 'latin1'))).toString('latin1');
  const verdict = async (raw: string): Promise<string[]> => (await verifyWithMailauth(received(raw), dns)).dkim;

  it('makes signatures that mailauth accepts', async () => {
    expect(await verdict(await signed(MAIL))).toEqual(BOTH);
  });

  it('leaves white space at the very end out, also where no line end follows', async () => {
    expect(await verdict(await signed(`${MAIL}Tot ziens. `))).toEqual(BOTH);
  });

  it('keeps its lines short', async () => {
    const lines = (await signed(MAIL)).split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(200);
    expect(lines.filter((line) => line.startsWith('DKIM-Signature: '))).toHaveLength(2);
  });

  it.each([
    ['List-Unsubscribe-Post is taken out', (mail: string) => mail.replace(/List-Unsubscribe-Post: .*\r\n/, '')],
    ['List-Unsubscribe is taken out', (mail: string) => mail.replace(/List-Unsubscribe:\r\n .*\r\n/, '')],
    ['List-Unsubscribe leads elsewhere', (mail: string) => mail.replace('afmelden/abc', 'afmelden/abd')],
    ['a second Subject is put on top', (mail: string) => `Subject: Iets anders\r\n${mail}`],
    ['a second From is put on top', (mail: string) => `From: boef@example.org\r\n${mail}`],
    ['a Reply-To is added', (mail: string) => `Reply-To: boef@example.org\r\n${mail}`],
    ['a word of the text changes', (mail: string) => mail.replace('welkom', 'niet welkom')],
    ['the text goes on', (mail: string) => `${mail}\r\nNog iets.\r\n`],
  ])('is broken when %s', async (_what, change) => {
    const changed = change(await signed(MAIL));
    expect((await verdict(changed)).every((result) => / (fail|neutral)$/.test(result))).toBe(true);
  });

  it.each([
    ['space at the end of a line comes and goes', (mail: string) => mail.replace('welkom.', 'welkom. \t')],
    ['headers are folded elsewhere', (mail: string) => mail.replace('Subject: ', 'Subject:\r\n  ')],
    ['empty lines are added at the end', (mail: string) => `${mail}\r\n\r\n`],
    ['a Received line is added', (mail: string) => `Received: from a by b\r\n${mail}`],
  ])('holds when %s', async (_what, change) => {
    expect(await verdict(change(await signed(MAIL)))).toEqual(BOTH);
  });

  /** On its way over SMTP a message always ends with CRLF. */
  it('signs any headers and any text so that mailauth accepts it, and dkimpy too', async () => {
    const samples: string[] = [];
    const mail = fc.tuple(fc.array(fc.tuple(HEADERS, headerValue), { maxLength: 12 }), fc.array(nasty, { maxLength: 6 }));
    await fc.assert(fc.asyncProperty(mail, async ([headers, body]) => {
      const raw = await signed(`From: a@${DOMAIN}\r\n${headers.map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n${body.join('')}\r\n`);
      samples.push(raw);
      expect(await verdict(raw)).toEqual(BOTH);
    }), { numRuns: 300 });

    const second = python ? verifyWithPython(samples.map(received), dns) : [];
    expect(samples.filter((_, index) => second[index] && second[index].dkim.join() !== BOTH.join())).toEqual([]);
    expect(second).toHaveLength(python ? samples.length : 0);
  });

  it('says with which keys it signs', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const one = new DkimSigner(DOMAIN, [{ algorithm: 'ed25519-sha256', selector: 'een', privateKey }]);
    expect([one.signsWith(DOMAIN, [{ selector: 'een' }]), one.signsWith(DOMAIN, [{ selector: 'twee' }]), one.signsWith('example.nl', [{ selector: 'een' }])]).toEqual([true, false, false]);
  });
});
