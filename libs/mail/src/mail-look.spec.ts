import { markupFaults, MOST_HTML, testContent } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { nightColour, readableColour } from './mail-colour.js';
import type { MailContent } from './mail-content.js';
import { renderMail } from './render-mail.js';

const content: MailContent = testContent({
  blocks: [
    { kind: 'text', text: '{aanhef},\n\nLees meer op https://werkplaats.example.nl/over?a=1&b=2. Vragen? Mail {contact_email} of bel {contact_telefoon}.\n\n- een\n- twee' },
    { kind: 'facts', facts: [{ label: 'Wanneer', text: '{datum}' }] },
    { kind: 'buttons', buttons: [{ label: 'Ik kom', link: 'answer', query: '?antwoord=ja', style: 'primary' }, { label: 'Ik kom niet', link: 'answer', query: '?antwoord=nee', style: 'secondary' }, { label: 'Iets anders', link: 'answer', style: 'secondary' }] },
    { kind: 'small', text: 'Kleine letters.' },
  ],
  unsubscribe: true,
  values: { datum: 'donderdag 11 maart 2027', contact_email: 'noor@werkplaats.example.nl', contact_telefoon: '038 123 45 67', titel: 'Samen' },
});
const links = { answer: 'https://bijeen.example.org/u/abcdefghijklmnopqrstuvwxyz', unsubscribe: 'https://bijeen.example.org/afmelden/abcdefghijklmnopqrstuvwxyz' };
const html = (mail: MailContent = content, values: Record<string, string> = {}): string => renderMail(mail, { values: { aanhef: 'Geachte mevrouw Van der Berg', naam: 'mevrouw A. van der Berg', bron: 'gemeentegids', waarom_u: 'u bent wethouder', ...values } }, links).html;

describe('the look of a mail', () => {
  it('is what Outlook, Gmail and Apple Mail can show', () => {
    expect(markupFaults(html())).toEqual([]);
  });

  it.each<[string, (mail: string) => string]>([
    ['flex', (mail) => mail.replace('<h1', '<div style="display:flex"></div><h1')],
    ['grid', (mail) => mail.replace('</style>\n</head>', '.x{display:grid}</style>\n</head>')],
    ['position', (mail) => mail.replace('<h1', '<div style="position:absolute"></div><h1')],
    ['rgba or hsl', (mail) => mail.replace('color:#1D2B36', 'color:rgba(0,0,0,.9)')],
    ['variable', (mail) => mail.replace('color:#1D2B36', 'color:var(--ink)')],
    ['background as shorthand', (mail) => mail.replace('background-color:#F6EFE4', 'background:#F6EFE4')],
    ['picture from elsewhere', (mail) => mail.replace('<h1', '<div style="background-color:#F6EFE4;background-image:url(https://x.example.org/p.gif)"></div><h1')],
    ['no text instead of', (mail) => mail.replace('<h1', '<img src="cid:logo"><h1')],
    ['fetched', (mail) => mail.replace('<h1', '<img alt="" src="https://x.example.org/pixel.gif"><h1')],
    ['neither layout nor data', (mail) => mail.replace('role="presentation" class="paper"', 'class="paper"')],
    ['no ghost table', (mail) => mail.replaceAll(/<!--\[if mso\]><table[\s\S]*?<!\[endif\]-->/g, '')],
    ['a button that Word does not show', (mail) => mail.replace(';mso-padding-alt:12px 22px', '')],
    ['neither underlined nor a button', (mail) => mail.replace(';text-decoration:underline"', '"')],
    ['leads nowhere', (mail) => mail.replace('href="https', 'href="javascript:alert(1)//')],
    ['pure black or white', (mail) => mail.replaceAll('#FFFDF9', '#ffffff')],
    ['text of 12 px', (mail) => mail.replace('font-size:14px', 'font-size:12px')],
    ['no language', (mail) => mail.replace('<html lang="nl"', '<html')],
    ['no colour scheme', (mail) => mail.replaceAll('[data-ogsc]', '.x')],
    ['rescaled by Apple Mail', (mail) => mail.replace('x-apple-disable-message-reformatting', 'x')],
    ['VML', (mail) => mail.replace('<h1', '<!--[if mso]><v:roundrect></v:roundrect><![endif]--><h1')],
    ['is refused', (mail) => mail.replace('<h1', '<form></form><h1')],
    ['not one heading', (mail) => mail.replace('</h1>', '</h1><h1>Nog een</h1>')],
    ['larger than', (mail) => mail + ' '.repeat(MOST_HTML)],
  ])('would be noticed to be wrong: %s', (fault, spoiled) => {
    expect(spoiled(html())).not.toBe(html());
    expect(markupFaults(spoiled(html()))).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('makes addresses links that lead where they say, and leaves what belongs to one person as it is', () => {
    const mail = html(content, { aanhef: 'Dag https://kwaad.example.org, boos@kwaad.example.org' });
    const hrefs = [...mail.matchAll(/href="([^"]+)"[^>]*>([^<]*)</g)].map(([, href, text]) => [href, text]);
    expect(hrefs.slice(0, 3)).toEqual([['https://werkplaats.example.nl/over?a=1&amp;b=2', 'https://werkplaats.example.nl/over?a=1&amp;b=2'], ['mailto:noor@werkplaats.example.nl', 'noor@werkplaats.example.nl'], ['tel:0381234567', '038 123 45 67']]);
    expect(hrefs.flat().join(' ')).not.toContain('kwaad');
    expect(html({ ...content, values: { ...content.values, titel: '"><script>alert(1)</script> https://x.example.org/"onload="x' }, blocks: [{ kind: 'text', text: '{titel}' }] })).not.toMatch(/<script|onload="/);
  });

  it('has buttons to a page for everybody too, written out in the text part', () => {
    const mail: MailContent = { ...content, blocks: [{ kind: 'buttons', buttons: [{ label: 'Neem het besluit', address: 'https://bijeen.example.org/besluit?a=1&b={titel}', style: 'primary' }] }] };
    const { html: page, text } = renderMail(mail, { values: {} }, links);
    expect(/<td class="button primary"[^>]*><a class="button-text" href="([^"]*)"[^>]*>([^<]*)</.exec(page)!.slice(1)).toEqual(['https://bijeen.example.org/besluit?a=1&amp;b={titel}', 'Neem het besluit']);
    expect(text).toContain('Neem het besluit:\nhttps://bijeen.example.org/besluit?a=1&b={titel}\n');
    expect(markupFaults(page)).toEqual([]);
  });

  it('keeps a light ground under a logo in the dark', () => {
    const mail = renderMail(content, { values: {} }, links, { type: 'image/png', width: 400, height: 100, bytes: Buffer.from('x') }).html;
    expect(mail).toMatch(/@media \(prefers-color-scheme:dark\)\{[^\n]*\.logo\{background-color:#FFFDF9!important/);
    expect(mail).toMatch(/<img class="logo" [^>]*alt="De Werkplaats"[^>]*background-color:#FFFDF9/);
    expect(markupFaults(mail)).toEqual([]);
  });

  it('lets no words of the mail follow the preheader in the list of mails', () => {
    const [, preview] = /<div style="display:none[^>]*>([\s\S]*?)<\/div>/.exec(html())!;
    expect(preview!.replace(/&[#a-z0-9]+;/g, '.').length).toBeGreaterThan(200);
  });

  it.each(['#0B6B68', '#7a2e5d', '#000000', '#ffd400', '#123456'])('can be read in the light and in the dark, with %s as the colour', (given) => {
    const colour = readableColour(given);
    expect([contrast(colour, '#FFFDF9') >= 4.5, contrast(nightColour(colour), '#1D2B36') >= 4.5]).toEqual([true, true]);
  });
});

/** WCAG 2.2, worked out here once more. */
function contrast(one: string, other: string): number {
  const [light, dark] = [one, other].map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05;
  }).sort((a, b) => b - a);
  return light! / dark!;
}
