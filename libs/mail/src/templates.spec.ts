import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@bijeen/platform';
import { htmlTokens } from './html-tokens.js';
import type { MailContent } from './mail-content.js';
import { MailTextInput, type MailText, refuseUnknownPlaceholders } from './mail-texts.js';
import { renderMail, type RenderedMail } from './render-mail.js';
import { refuseUnsafe } from './unsafe-text.js';

/** One template of the corpus: what comes in, and what must become of it. */
interface Template {
  id: string;
  class: string;
  verdict: 'accept' | 'accept-normalised' | 'refuse';
  subject?: string;
  body?: string;
  bodyHtml?: string;
  /** For large ones: a field that is this text, many times. */
  repeat?: { field: 'body' | 'bodyHtml'; text: string; times: number; then?: string };
  /** Part of the refusal, which names place and remedy. */
  says?: string;
  /** What the person's text is, where it differs from the usual. */
  values?: Record<string, string>;
  contains?: string[];
  lacks?: string[];
  subjectBecomes?: string;
}

const CORPUS = JSON.parse(readFileSync(join(import.meta.dirname, '../corpus/templates.json'), 'utf8')) as Template[];
const VALUES = { aanhef: 'Geachte mevrouw De Boer', naam: 'mevrouw A. de Boer', functie: 'wethouder', organisatie: 'gemeente Zwolle', gemeente: 'Zwolle', reistijd: 'circa 25 minuten (schatting)', waarom_u: 'u bent wethouder', bron: 'gemeentegids' };
const COMMON = {
  titel: 'Samen verder', datum: 'donderdag 11 maart 2027', begintijd: '13.30', eindtijd: '17.00', locatie: 'De Werkplaats', adres: 'Grote Markt 1', plaats: 'Zwolle', antwoord_voor: 'donderdag 25 februari 2027',
  contactpersoon: 'Noor Verhoeven', contact_email: 'noor@werkplaats.example.nl', contact_telefoon: '038 123 45 67', vraag: 'Kom op werkbezoek.', programma: '13.30 uur inloop\n\n- verhalen\n- gesprek',
};
/** What the frame of our own mails is made of, and what an organiser's text may add to it. */
const TAGS = new Set(['html', 'head', 'meta', 'title', 'style', 'body', 'div', 'table', 'tr', 'td', 'th', 'p', 'h1', 'h2', 'br', 'hr', 'a', 'ul', 'ol', 'li', 'strong', 'em', 'span', 'tbody']);
const ATTRIBUTES = /^(style|class|href|role|lang|charset|name|content|width|height|cellpadding|cellspacing|border|align|valign|scope|bgcolor|dir|aria-[a-z]+|http-equiv|xmlns(:[a-z]+)?|title|id)$/;

function input({ subject = 'Uitnodiging: {titel}', body, bodyHtml, repeat }: Template): Record<string, unknown> {
  const large = repeat ? { [repeat.field]: repeat.text.repeat(repeat.times) + (repeat.then ?? '') } : {};
  return Object.fromEntries(Object.entries({ subject, body, bodyHtml, ...large }).filter(([, value]) => value !== undefined && value !== ''));
}

/** The text as it would be kept, or everything that the refusal says. */
function judge(template: Template): MailText | string {
  const read = MailTextInput.safeParse(input(template));
  if (!read.success) return read.error.issues.map(({ message }) => message).join(' ');
  try {
    refuseUnknownPlaceholders(read.data);
    refuseUnsafe({ ...read.data });
    return read.data;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.values(error.fields).join(' ');
  }
}

function rendered({ subject, body }: MailText, values: Record<string, string> = {}): RenderedMail {
  const content: MailContent = { subject, preheader: '', blocks: [{ kind: 'rich', text: body }], sender: { name: 'De Werkplaats', replyTo: null, colour: null }, unsubscribe: false, values: { ...COMMON, ...Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(COMMON, name))) } };
  return renderMail(content, { values: { ...VALUES, ...values } }, {});
}

describe('the corpus of mail templates', () => {
  it('has two hundred, of which a tenth and more are good', () => {
    expect(CORPUS).toHaveLength(200);
    expect(new Set(CORPUS.map(({ id }) => id)).size).toBe(200);
    expect(CORPUS.filter((template) => template.class === 'good').length).toBeGreaterThanOrEqual(20);
  });

  const refused = CORPUS.filter(({ verdict }) => verdict === 'refuse');
  it.each(refused.map((template): [string, Template] => [`${template.id} (${template.class})`, template]))('refuses %s, and says what to do', (_id, template) => {
    const said = judge(template);

    expect(typeof said).toBe('string');
    expect(said).toMatch(/[a-z]{3,}.*\.$/s);
    if (template.says !== undefined) expect(said).toContain(template.says);
    expect((said as string).length).toBeLessThan(900);
  });

  const kept = CORPUS.filter(({ verdict }) => verdict !== 'refuse');
  it.each(kept.map((template): [string, Template] => [`${template.id} (${template.class})`, template]))('keeps %s, and makes both parts of it', (_id, template) => {
    const text = judge(template);
    expect(text).toEqual({ subject: expect.any(String), body: expect.any(String) });
    const { subject, html, text: plain } = rendered(text as MailText, template.values);

    for (const words of template.contains ?? []) expect(plain).toContain(words);
    for (const words of template.lacks ?? []) expect(plain).not.toContain(words);
    if (template.subjectBecomes) expect(subject).toBe(template.subjectBecomes);
    if (!template.values) expect(plain).not.toMatch(/\{\w+\}/);
    const strange = htmlTokens(html).flatMap((token) => ('tag' in token ? [...(TAGS.has(token.tag) ? [] : [token.tag]), ...Object.keys(token.attributes).filter((name) => !ATTRIBUTES.test(name))] : []));
    expect(strange).toEqual([]);
    expect(wordsOf(html).filter((word) => !plain.includes(word))).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });
});

/** What a reader sees of the HTML part, word by word. */
function wordsOf(html: string): string[] {
  return htmlTokens(html.replace(/<style>[^]*?<\/style>/g, '')).flatMap((token) => ('text' in token ? (token.text.match(/[\p{L}\p{N}]+/gu) ?? []) : []));
}
