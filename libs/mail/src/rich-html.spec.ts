import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editorHtml, readHtml } from './rich-html.js';
import { escapeMarkup, parseRich, richMarkup, type RichBlock } from './rich-text.js';

describe('rich text', () => {
  it.each([
    ['<div>Beste mensen,<br><br>Dit is <strong>vet</strong>, <em>schuin</em> en <strong><em>beide</em></strong>.</div>', 'Beste mensen,\n\nDit is **vet**, _schuin_ en **_beide_**.'],
    ['<div>Eén<br>twee</div><ul><li>a</li><li><strong>b</strong></li></ul><ol><li>x</li><li>y</li></ol>', 'Eén\ntwee\n\n- a\n- **b**\n\n1. x\n2. y'],
    ['<h1>Kop</h1><div>tekst</div>', '## Kop\n\ntekst'],
    ['<p>Lees <a href="https://werkplaats.example.nl/a_(b)?c=1&amp;d=2">ons verhaal</a>.</p>', 'Lees [ons verhaal](https://werkplaats.example.nl/a_%28b%29?c=1&d=2).'],
    ['<div>{aanhef},</div><div>Mail <a href="mailto:{contact_email}"><strong>{contactpersoon}</strong></a></div>', '{aanhef},\nMail [**{contactpersoon}**](mailto:{contact_email})'],
    ['<div>2 * 3 = 6, snake_case, _ los, [haak] en \\</div>', '2 \\* 3 = 6, snake_case, \\_ los, \\[haak\\] en \\\\'],
    ['<div>- geen lijst<br>1. geen nummer<br>## geen kop</div>', '\\- geen lijst\n1\\. geen nummer\n\\## geen kop'],
    ['<ul><li>buiten<ul><li>binnen</li></ul></li></ul>', '- buiten\n\n- binnen'],
    ['<p style="color:red"><font face="Comic Sans">Word</font> <u>plakt</u> <span class="x">veel</span><o:p></o:p></p><table><tr><td>cel</td><td> twee</td></tr></table>', 'Word plakt veel\n\ncel twee'],
    ['<div>a<strong>&nbsp; spatie </strong>b her<em>stel</em></div>', 'a **spatie** b herstel'],
  ])('of %s becomes markup', (html, markup) => {
    const read = readHtml(html);
    expect(read.markup).toBe(markup);
    expect(read.unsafe).toEqual([]);
    expect(readHtml(editorHtml(markup)).markup).toBe(markup);
  });

  it('survives the way through the editor, whatever is written', () => {
    const words = fc.stringMatching(/^[a-zé *_[\]()\\#<>&"'.,1-]{1,20}$/).map((text) => text.trim()).filter((text) => text !== '');
    const run = fc.record({ text: words, bold: fc.constantFrom(true, undefined), italic: fc.constantFrom(true, undefined), href: fc.constantFrom('https://example.nl/x', undefined) }, { requiredKeys: ['text'] });
    const line = fc.array(run, { minLength: 1, maxLength: 4 });
    const block: fc.Arbitrary<RichBlock> = fc.record({ kind: fc.constantFrom('paragraph', 'heading', 'list', 'numbered'), lines: fc.array(line, { minLength: 1, maxLength: 3 }) });
    fc.assert(fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
      const markup = richMarkup(blocks);
      const said = (all: RichBlock[]): string => all.flatMap(({ lines }) => lines.flat().map(({ text }) => text)).join('').replace(/\s+/g, '');
      expect(said(parseRich(markup))).toBe(said(blocks));
      const back = readHtml(editorHtml(markup));
      expect(said(parseRich(back.markup))).toBe(said(blocks));
      expect(readHtml(editorHtml(back.markup)).markup).toBe(back.markup);
    }), { numRuns: 1000 });
  });

  it('leaves a text from before there was markup as it was', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z *_[\]()\\{}#<>.\n1•-]{0,80}$/), (plain) => {
      const read = parseRich(escapeMarkup(plain));
      expect(read.flatMap(({ lines }) => lines.flat()).filter(({ bold, italic, href }) => bold ?? italic ?? href)).toEqual([]);
      expect(read.some(({ kind }) => kind === 'heading' || kind === 'numbered')).toBe(false);
    }), { numRuns: 1000 });
  });

  it.each([
    ['<div>goed</div><script>alert(1)</script>', 2, '<script>'],
    ['<div>een<br>twee</div><div><img src="https://x.example.org/a.png"></div>', 3, 'plaatje'],
    ['<p onclick="x()">hoi</p>', 1, 'onclick'],
    ['<p style="background:url(https://x.example.org/p)">hoi</p>', 1, 'style'],
    ['<style>@import "https://x.example.org/a.css"</style>', 1, '<style>'],
    ['<iframe src="//x.example.org"></iframe>', 1, '<iframe>'],
    ['<form action="https://x.example.org"><input></form>', 1, '<form>'],
    ['<svg/onload=alert(1)>', 1, '<svg>'],
    ['<table background="https://x.example.org/p.gif"><tr><td>x</td></tr></table>', 1, 'van elders'],
    ['<div>eerst</div><div>dan <a href="java\tscript:alert(1)">klik</a></div>', 2, 'https:// of mailto:'],
    ['<a href="data:text/html,x">klik</a>', 1, 'https:// of mailto:'],
    ['<x-ding>hoi</x-ding>', 1, '<x-ding>'],
  ])('refuses %s and says where', (html, line, words) => {
    const { unsafe } = readHtml(html);
    expect(unsafe[0]).toEqual({ line, problem: expect.stringContaining(words) });
  });
});
