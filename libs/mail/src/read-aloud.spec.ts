import { describe, expect, it } from '@jest/globals';
import type { MailContent } from './mail-content.js';
import { inDarkMode } from './mail-preview.js';
import { readAloud } from './read-aloud.js';
import { renderMail } from './render-mail.js';

const content: MailContent = {
  subject: 'Uitnodiging: {titel}',
  preheader: 'Verborgen voorregel',
  blocks: [
    { kind: 'rich', text: '{aanhef},\n\n## Waarom u\n\nU beslist **zelf** en _niet_ een ander. Lees [ons verhaal](https://werkplaats.example.nl/verhaal) of [mail](mailto:{contact_email}).\n\n- een\n- **twee**\n\n1. eerst\n2. dan' },
    { kind: 'facts', facts: [{ label: 'Wanneer', text: '{datum}' }, { label: 'Waar', text: 'De Werkplaats' }] },
    { kind: 'buttons', buttons: [{ label: 'Ik kom', link: 'answer', style: 'primary' }] },
  ],
  sender: { name: 'De Werkplaats', replyTo: null, colour: null },
  unsubscribe: true,
  values: { titel: 'Samen & sterk', datum: 'donderdag', contact_email: 'noor@werkplaats.example.nl', waarom_u: '', bron: '' },
};
const mail = renderMail(content, { values: { aanhef: 'Geachte mevrouw De Boer' } }, { answer: '#', unsubscribe: '#' });

describe('a mail as a screen reader reads it', () => {
  it('has headings, links, lists and rows in the order of the mail, and nothing that is hidden', () => {
    const lines = readAloud(mail.html);
    const from = lines.findIndex(({ role }) => role === 'heading');

    expect(lines[0]).toEqual({ role: 'title', name: 'Uitnodiging: Samen & sterk' });
    expect(lines.slice(from, from + 19)).toEqual([
      { role: 'heading', level: 1, name: 'Uitnodiging: Samen & sterk' },
      { role: 'text', name: 'Geachte mevrouw De Boer,' },
      { role: 'heading', level: 2, name: 'Waarom u' },
      { role: 'text', name: 'U beslist zelf en niet een ander. Lees' }, { role: 'link', name: 'ons verhaal' }, { role: 'text', name: 'of' }, { role: 'link', name: 'mail' }, { role: 'text', name: '.' },
      { role: 'list', level: 2, name: 'lijst' }, { role: 'item', name: 'een' }, { role: 'item', name: 'twee' },
      { role: 'list', level: 2, name: 'genummerde lijst' }, { role: 'item', name: 'eerst' }, { role: 'item', name: 'dan' },
      { role: 'row', name: 'Wanneer: donderdag' }, { role: 'row', name: 'Waar: De Werkplaats' },
      { role: 'button', name: 'Ik kom' },
      { role: 'text', name: 'Deze mail is verstuurd door De Werkplaats, met Bijeen.' },
      { role: 'text', name: 'Wilt u geen mail meer over bijeenkomsten van De Werkplaats?' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('Verborgen');
  });

  it('in the plain part says the same without signs, with the address behind each link', () => {
    expect(mail.text).toContain('Waarom u\n\nU beslist zelf en niet een ander. Lees ons verhaal (https://werkplaats.example.nl/verhaal) of mail (noor@werkplaats.example.nl).\n\n- een\n- twee\n\n1. eerst\n2. dan\n');
  });

  it('in dark mode uses the dark rules of the mail itself', () => {
    const dark = inDarkMode(mail.html);
    expect(mail.html).toContain('@media (prefers-color-scheme:dark)');
    expect(dark).not.toContain('prefers-color-scheme');
    expect(dark).toMatch(/@media all\{[^}]*background-color:#/);
  });

  it.each([
    ['met {programma} erin', { programma: 'Eerst:\n\n- inloop\n- **start**\n\nDan' }, '<ul', ['met Eerst:', 'inloop', '**start**', 'Dan erin']],
    ['**{titel}**', { titel: '[x](javascript:alert(1)) <b>' }, '<strong>[x](javascript:alert(1)) &lt;b&gt;</strong>', ['[x](javascript:alert(1)) <b>']],
  ])('fills %j with what people wrote, and reads no markup in that', (text, values, html, names) => {
    const rendered = renderMail({ ...content, blocks: [{ kind: 'rich', text }], values: { ...content.values, ...values } }, { values: {} }, { answer: '#', unsubscribe: '#' });
    expect(rendered.html).toContain(html);
    const said = readAloud(rendered.html).map(({ name }) => name);
    for (const name of names) expect(said).toContain(name);
  });
});
