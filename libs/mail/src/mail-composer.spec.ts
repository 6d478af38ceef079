import { missingInText } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { compose, type ComposedRecipient } from './mail-composer.js';
import type { MailContent } from './mail-content.js';
import { oneLine } from './mail-pieces.js';
import { renderMail } from './render-mail.js';

const content: MailContent = {
  subject: 'Uitnodiging: {titel}',
  preheader: '{naam}, komt u ook?',
  blocks: [
    { kind: 'text', text: '{aanhef},\n\nU bent uitgenodigd, {naam}.\nTweede regel.\n\n- eerste punt\n- punt van {organisatie}\n\nDit = 100% waar. {onbekend}\n.\nRegel na een punt.' },
    { kind: 'facts', facts: [{ label: 'Wanneer', text: '{datum}' }, { label: 'Reistijd', text: '{reistijd}' }] },
    { kind: 'buttons', buttons: [{ label: 'Ik kom', link: 'answer', query: '?antwoord=ja', style: 'primary' }, { label: 'Ik kom niet', link: 'answer', query: '?antwoord=nee', style: 'secondary' }] },
    { kind: 'small', text: 'Kleine letters.' },
  ],
  sender: { name: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', colour: '#ff9900' },
  unsubscribe: true,
  values: { titel: 'Samen {naam} verder & <sterker>', datum: 'donderdag 11 maart 2027' },
};

const links = { 'answer': 'https://bijeen.example.org/u/abcdefghijklmnopqrstuvwxyz', 'next-step': 'https://bijeen.example.org/v/abcdefghijklmnopqrstuvwxyz', 'unsubscribe': 'https://bijeen.example.org/afmelden/abcdefghijklmnopqrstuvwxyz' };
const ics = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nSUMMARY:Zelfregie é 😀\r\nEND:VCALENDAR\r\n';

function recipient(overrides: Partial<ComposedRecipient> = {}): ComposedRecipient {
  return {
    address: 'a.deboer@zwolle.example.nl', name: 'mevrouw A. de Boer', messageId: '<abc234@bijeen.example.org>', date: new Date('2027-01-12T09:00:00Z'), links, calendar: null,
    values: { aanhef: 'Geachte mevrouw De Boer', naam: 'mevrouw A. de Boer', organisatie: 'gemeente Zwolle', reistijd: 'circa 25 minuten (schatting)', bron: 'gemeentegids', waarom_u: 'u bent wethouder' },
    ...overrides,
  };
}

async function composed(of: ComposedRecipient, mail: MailContent = content): Promise<{ raw: string; email: Email }> {
  const bytes = (await compose({ organisationId: '0195-test', kind: 'invitation', content: mail, from: 'bijeenkomsten@bijeen.example.org', mailDomain: 'bijeen.example.org' }))(of);
  return { raw: bytes.toString('latin1'), email: await PostalMime.parse(bytes) };
}

/** The same mail by nodemailer's own composer, from the same rendered texts. */
async function reference(of: ComposedRecipient, mail: MailContent = content): Promise<Email> {
  const { subject, html, text } = renderMail(mail, of, of.links);
  const composer = new MailComposer({
    from: { name: oneLine(mail.sender.name), address: 'bijeenkomsten@bijeen.example.org' }, to: { name: oneLine(of.name), address: of.address }, subject, html, text, messageId: of.messageId, date: of.date,
    ...(of.calendar ? { icalEvent: { content: of.calendar.ics, method: of.calendar.method, filename: 'bijeenkomst.ics' } } : {}),
  });
  return PostalMime.parse(await composer.compile().build());
}

function same(email: Email): object {
  const { subject, from, to, html, text, messageId, date, attachments } = email;
  const files = attachments.map(({ mimeType, method, disposition, content: file }) => ({ mimeType, method, disposition, file: typeof file === 'string' ? file : new TextDecoder().decode(file) }));
  return { subject, from, to, html: html?.trimEnd(), text: text?.trimEnd(), messageId, date, files };
}

const HEADERS = ['auto-submitted', 'content-type', 'date', 'from', 'list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'message-id', 'mime-version', 'reply-to', 'subject', 'to', 'x-auto-response-suppress', 'x-bijeen-kind'];

const NASTY = [
  'regel\r\nBcc: x@x.example.org', 'regel\nSubject: anders', 'kop\rBcc: y@x.example.org', 'nul\u0000byte', 'scheider\u2028lijn\u2029alinea', 'om\u202egekeerd\u202c', '\u2066verborgen\u2069', 'tab\tteken',
  '\r\n.\r\nMAIL FROM:<x@x.example.org>', '.', '..', '.\r\n', 'punt.\r\n.\r\n', '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"quotes" & \'apostrof\'', 'a=b==c=3D=\r\n', '=20=0D=0A',
  '----=_bijeen-Part_1\r\nContent-Type: text/html\r\n\r\n<b>x</b>', '\r\n----=_bijeen-Part_1--\r\n', '--', '-- \n', '@@bijeen-html@@', '@@bijeen-text@@', '{naam}', '{{aanhef}}', '${env}', '{constructor}', '%s%n',
  'é'.repeat(300), '😀'.repeat(80), '👩‍👩‍👧 gezin', 'x'.repeat(2000), 'lang woord '.repeat(200), 'spatie aan het eind ', ' spatie vooraan', 'Súdwest-Fryslân ŵ ÿ ﬁ', 'Ünï, cödé; "x" <a@b.example.nl>', 'komma, puntkomma; haakje (x)', '\ud800 half', 'العربية', '中文字', 'a\u0300\u0301\u0302', '\\backslash\\', '‮', '\u00a0harde spatie', 'https://example.org/?a=1&b=2',
];

describe('the composer', () => {
  it.each(NASTY.map((value) => [JSON.stringify(value).slice(0, 40), value]))('makes of %s what nodemailer makes of it, and nothing more', async (_name, value) => {
    const of = recipient({ name: value.slice(0, 200), values: { ...recipient().values, aanhef: value, naam: value, organisatie: value, bron: value }, calendar: { method: 'REQUEST', ics } });
    const mail = { ...content, subject: `Voor {naam} ${value.slice(0, 300)}`, sender: { ...content.sender, name: `Werkplaats ${value.slice(0, 60)}` } };

    const { raw, email } = await composed(of, mail);

    expect(same(email)).toEqual(same(await reference(of, mail)));
    expect(email.headers.map(({ key }) => key).sort()).toEqual(HEADERS);
    expect(email.to).toHaveLength(1);
    const lines = raw.split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/);
    expect(email.html).not.toMatch(/<script|<img|<title>[^<]*<br/);
  });

  it('lets nobody pass for an encoded word, where nodemailer does', async () => {
    const { email } = await composed(recipient({ name: '=?UTF-8?Q?vals?=' }), { ...content, subject: 'Voor =?UTF-8?Q?vals?=' });

    expect(email.to![0]!.name).toBe('=?UTF-8?Q?vals?=');
    expect(email.subject).toBe('Voor =?UTF-8?Q?vals?=');
  });

  it('agrees with nodemailer on five hundred random texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 200 }), async (text, name) => {
        const of = recipient({ name, values: { ...recipient().values, aanhef: text, organisatie: text } });
        const mail = { ...content, values: { ...content.values, titel: text } };
        expect(same((await composed(of, mail)).email)).toEqual(same(await reference(of, mail)));
      }),
      { numRuns: 500 },
    );
  });

  it('names who sends it, that a program did, and how to be rid of it', async () => {
    const { raw, email } = await composed(recipient());

    expect(email.from).toEqual({ name: 'De Werkplaats', address: 'bijeenkomsten@bijeen.example.org' });
    expect(email.replyTo).toEqual([{ name: 'De Werkplaats', address: 'info@werkplaats.example.nl' }]);
    expect(raw).toContain('\r\nList-Unsubscribe:\r\n <https://bijeen.example.org/afmelden/abcdefghijklmnopqrstuvwxyz>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    expect(raw).toContain('Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\nList-Id: <0195-test.bijeenkomsten.bijeen.example.org>\r\n');
    expect(raw).toContain('Message-ID: <abc234@bijeen.example.org>\r\nDate: Tue, 12 Jan 2027 09:00:00 +0000\r\n');
    for (const part of [email.html, email.text]) {
      expect(part).toContain('verstuurd door De Werkplaats');
      expect(part).toContain('gemeentegids');
      expect(part).toContain('u bent wethouder');
      expect(part).toContain('https://bijeen.example.org/afmelden/abcdefghijklmnopqrstuvwxyz');
    }
  });

  it('carries a calendar as iTIP alternative and as a file, byte for byte', async () => {
    const { raw, email } = await composed(recipient({ calendar: { method: 'CANCEL', ics } }));

    expect(raw).toContain('Content-Type: text/calendar; charset=utf-8; method=CANCEL\r\n');
    expect(email.attachments.map(({ mimeType, filename }) => ({ mimeType, filename }))).toEqual([{ mimeType: 'text/calendar', filename: null }, { mimeType: 'application/ics', filename: 'bijeenkomst.ics' }]);
    const bodies = [...raw.matchAll(/base64\r\n(?:Content-Disposition.*\r\n)?\r\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, body]) => Buffer.from(body!, 'base64').toString('utf8'));
    expect(bodies).toEqual([ics, ics]);
  });

  describe('with a logo', () => {
    const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from([0, 0, 1, 144, 0, 0, 0, 128]), Buffer.alloc(40_000, 'x'), Buffer.from('49454e44ae426082', 'hex')]);
    const logo = { type: 'image/png' as const, width: 400, height: 128, bytes: PNG };
    const withLogo = async (calendar: ComposedRecipient['calendar']): Promise<{ raw: string; email: Email }> => {
      const bytes = (await compose({ organisationId: '0195-test', kind: 'invitation', content, from: 'bijeenkomsten@bijeen.example.org', mailDomain: 'bijeen.example.org', logo }))(recipient({ calendar }));
      return { raw: bytes.toString('latin1'), email: await PostalMime.parse(bytes) };
    };

    it.each([['alone', null], ['beside a calendar', { method: 'REQUEST' as const, ics }]])('carries it as a part that the HTML shows, byte for byte, %s', async (_how, calendar) => {
      const { raw, email } = await withLogo(calendar);

      const picture = email.attachments.find(({ mimeType }) => mimeType === 'image/png')!;
      expect(picture).toMatchObject({ contentId: '<logo@bijeen>', disposition: 'inline', related: true, filename: 'logo.png' });
      expect(Buffer.from(picture.content as ArrayBuffer).equals(PNG)).toBe(true);
      expect(email.html).toContain('<img class="logo" src="cid:logo@bijeen" alt="De Werkplaats" width="200" height="64"');
      expect(raw).toMatch(/multipart\/related/);
      expect(email.attachments.filter(({ mimeType }) => mimeType === 'text/calendar')).toHaveLength(calendar ? 1 : 0);
      expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
      expect(raw.length).toBeLessThan(200_000);
      expect(email.text).toContain('De Werkplaats');
    });

    it('shows a small one as it is, and a tall one in the same room', async () => {
      const shown = async (width: number, height: number): Promise<string> => {
        const bytes = (await compose({ organisationId: 'x', kind: 'test', content, from: 'bijeenkomsten@bijeen.example.org', mailDomain: 'bijeen.example.org', logo: { ...logo, width, height } }))(recipient());
        return /width="\d+" height="\d+" style="display:block/.exec((await PostalMime.parse(bytes)).html!)![0];
      };
      expect(await shown(80, 40)).toContain('width="80" height="40"');
      expect(await shown(100, 4000)).toContain('width="2" height="64"');
    });
  });

  it('fills in once: a title with a placeholder in it stays as it was typed', async () => {
    const { email } = await composed(recipient());

    expect(email.subject).toBe('Uitnodiging: Samen {naam} verder & <sterker>');
    expect(email.html).toContain('Samen {naam} verder &amp; &lt;sterker&gt;');
  });

  it('says in the text part all that stands in the HTML part', async () => {
    const { email } = await composed(recipient());

    expect(missingInText(email.html!, email.text!)).toEqual([]);
    expect(missingInText(`${email.html!}<p>alleen <a href="https://bijeen.example.org/x">hier</a></p>`, email.text!)).toEqual(['alleen', 'hier', 'https://bijeen.example.org/x']);
  });

  it('stays small and loads nothing from elsewhere', async () => {
    const { raw, email } = await composed(recipient());

    expect(raw.length).toBeLessThan(100_000);
    expect(email.html).not.toMatch(/\ssrc=|url\(|@import|<link/);
  });

  it('refuses to make a mail with a gap in it', async () => {
    const { naam: _naam, ...values } = recipient().values;

    await expect(composed(recipient({ values }))).rejects.toThrow('Voor {naam} is niets ingevuld.');
    await expect(composed(recipient({ links: { answer: links.answer } }))).rejects.toThrow('De persoonlijke link (unsubscribe) ontbreekt.');
  });

  it('gives a decent salutation to whom has none', async () => {
    const { email } = await composed(recipient({ values: { ...recipient().values, aanhef: '' } }));

    expect(email.text).toContain('Geachte heer of mevrouw,');
  });
});
