import { describe, expect, it } from '@jest/globals';
import { testContent } from '@bijeen/testing';
import { isLookAlike } from './look-alike.js';
import type { MailContent, MailKind } from './mail-content.js';
import { blockingFindings, type Finding, peopleCounted, preflight, type PreflightInput, type PreflightPerson } from './preflight.js';

const BOS: PreflightPerson = { name: 'A. Bos', address: 'a.bos@kampen.nl', values: { aanhef: 'Geachte mevrouw Bos', reistijd: 'circa 25 minuten (schatting)', functie: 'wethouder' }, function: 'ALDERMAN', municipality: 'Kampen', viaSecretariat: false };
const BUTTONS: MailContent['blocks'][number] = { kind: 'buttons', buttons: [{ label: 'Ik kom', link: 'answer', style: 'primary' }] };
const WORDS = '{aanhef},\n\nGraag nodigen wij u uit. De reis duurt {reistijd}.';

/** A mail with nothing wrong, but for what a test says. */
const check = ({ text = WORDS, subject = 'Uitnodiging: samen verder', people = [BOS], kind = 'invitation', content = {}, ...rest }: { text?: string; subject?: string; people?: PreflightPerson[]; kind?: MailKind; content?: Partial<MailContent> } & Partial<PreflightInput> = {}): Finding[] =>
  preflight({ kind, texts: [{ content: testContent({ subject, blocks: [{ kind: 'text', text }, BUTTONS], unsubscribe: true, ...content }), people }], bounced: new Set(), spam: null, ...rest });
const codes = (of: Parameters<typeof check>[0]): string[] => check(of).map(({ code, weight }) => (weight === 'blocking' ? `${code}!` : code));
const person = (overrides: Partial<PreflightPerson>): PreflightPerson => ({ ...BOS, ...overrides });

describe('a look at mails before they leave', () => {
  it('finds nothing in a good mail', () => {
    expect(check()).toEqual([]);
    expect(check({ text: `${WORDS}\n\nLees meer op https://www.zelfregie.nl/verhalen.`, people: [BOS, person({ name: 'B. Mulder', address: 'secretariaat@zwolle.nl', municipality: 'Zwolle', viaSecretariat: true })] })).toEqual([]);
  });

  it.each<[string, Partial<PreflightPerson>, string[]]>([
    ['a mailbox of everybody', { address: 'info@kampen.nl' }, ['role-address']],
    ['a mailbox of nobody', { address: 'no-reply@kampen.nl' }, ['no-reply']],
    ['a slip in a well-known domain', { address: 'a.bos@gmial.com' }, ['typo-domain']],
    ['a slip in the end of a domain', { address: 'a.bos@werkplaats.con' }, ['typo-domain']],
    ['a domain that looks like that of the municipality', { address: 'a.bos@kanpen.nl' }, ['look-alike']],
    ['letters that changed places', { address: 'a.bos@kapmen.nl' }, ['look-alike']],
    ['no salutation', { values: { ...BOS.values, aanhef: '' } }, ['empty-aanhef']],
    ['no salutation at all', { values: { reistijd: '5', functie: 'wethouder' } }, ['empty-aanhef']],
    ['no travel time', { values: { ...BOS.values, reistijd: 'niet bekend' } }, ['empty-reistijd']],
  ])('says of whom it knows %s', (_what, overrides, expected) => {
    expect(codes({ people: [person(overrides)] })).toEqual(expected);
  });

  it('says to whom, what and how to mend it, once for everybody', () => {
    const people = ['Bos', 'Mulder', 'Smit', 'Visser', 'Kok'].map((name) => person({ name, address: `${name}@kampen.nl`, values: { ...BOS.values, reistijd: 'niet bekend' } }));
    expect(check({ people })).toEqual([{ code: 'empty-reistijd', weight: 'advice', what: 'Bos, Mulder, Smit en 2 anderen hebben geen reistijd.', where: '5 mensen', mend: 'Geef de relatie een gemeente, of laat de reistijd weg uit de tekst.' }]);
  });

  it('knows addresses that came back, and two people at one address', () => {
    expect(codes({ bounced: new Set(['a.bos@kampen.nl']) })).toEqual(['bounced']);
    expect(codes({ people: [BOS, person({ name: 'B. Mulder', address: 'A.Bos@kampen.nl' })] })).toEqual(['same-address']);
    expect(codes({ people: [BOS, person({ name: 'B. Mulder', viaSecretariat: true })] })).toEqual([]);
  });

  it('knows a domain by how many share it', () => {
    const shared = ['een', 'twee', 'drie'].map((name) => person({ name, address: `${name}@zwolle.example.nl` }));
    expect(codes({ people: [...shared, person({ name: 'vier', address: 'vier@zwolel.example.nl' })] })).toEqual(['look-alike']);
  });

  it.each<[string, Parameters<typeof check>[0], string[]]>([
    ['a word that cannot be filled', { text: `${WORDS} {bron}` }, ['unfilled!']],
    ['braces that are no word', { text: `${WORDS} {voornaam}` }, ['braces!']],
    ['a link that is spoken of and not there', { text: `${WORDS} Klik hier.`, kind: 'change', content: { blocks: [{ kind: 'text', text: `${WORDS} Klik hier.` }] } }, ['missing-link!']],
    ['an invitation without a way to answer', { content: { blocks: [{ kind: 'text', text: WORDS }] } }, ['missing-button!']],
    ['no way to opt out', { content: { unsubscribe: false } }, ['missing-opt-out!']],
    ['no address to reply to', { content: { sender: { name: 'De Werkplaats', replyTo: null, colour: null } } }, ['no-reply-to']],
    ['a colour on which white cannot be read', { content: { sender: { name: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', colour: '#FFD500' } } }, ['contrast']],
    ['a subject that no phone shows', { subject: 'Uitnodiging voor de inspiratiebijeenkomst over wonen, werken en samen leven in de regio Zwolle' }, ['long-subject']],
    ['a subject that shouts', { subject: 'KOMT U OOK NAAR ZWOLLE' }, ['capitals']],
    ['a text that shouts', { text: `${WORDS} DIT MAG UWE NIET MISSEN.` }, ['capitals']],
    ['too much enthusiasm', { text: `${WORDS} Kom! Echt! Leuk! Doen!` }, ['exclamation']],
    ['a mail that Gmail cuts off', { text: `${WORDS} ${'Een lange zin. '.repeat(8000)}` }, ['too-large']],
    ['words that outsiders do not know', { text: `${WORDS} Wij faciliteren een interventie.` }, ['jargon']],
    ['what looks like spam', { spam: { score: 6.2, rules: ['HTML_IMAGE_ONLY'] } }, ['spam!']],
    ['what looks a little like spam', { spam: { score: 2.1, rules: ['SUBJ_ALL_CAPS'] } }, ['spam']],
    ['what does not look like spam', { spam: { score: 0.1, rules: ['HTML_MESSAGE'] } }, []],
    ['nobody to send it to', { people: [] }, ['nobody!']],
  ])('finds %s', (_what, of, expected) => {
    expect(codes(of)).toEqual(expected);
  });

  it.each([
    ['http://www.zelfregie.nl', ['insecure-link']], ['www.zelfregie.nl', ['link-without-scheme']], ['https://', ['broken-link!']], ['https:zelfregie.nl', ['broken-link!']], ['https://zelfregie', ['broken-link!']],
    ['http://localhost:3000/u/1', ['link-to-nowhere!']], ['https://www.example.nl/a', ['link-to-nowhere!']], ['https://192.168.1.20/a', ['link-to-nowhere!']], ['https://[::1]/a', ['link-to-nowhere!']],
    ['https://www.kampen.nl@elders.nl/a', ['misleading-link!']], ['https://203.0.113.7/a', ['link-to-number']], ['https://bit.ly/3xYz', ['short-link']], ['https://zelfregie.nl/a?b=c#d', []], ['HTTPS://ZELFREGIE.NL', []],
  ])('judges %s by how it is written', (link, expected) => {
    expect(codes({ text: `${WORDS} Kijk op ${link}.` })).toEqual(expected);
  });

  /** What is found in what an organiser typed about the meeting. */
  const inMeeting = (values: Record<string, string>, { text = `${WORDS}\n\n{programma} {vraag} {locatie}`, kind = 'invitation', onlyFor = null }: { text?: string; kind?: MailKind; onlyFor?: string | null } = {}): Finding[] =>
    preflight({ kind, texts: [{ content: testContent({ blocks: [{ kind: 'rich', text }, BUTTONS], unsubscribe: true, values: { programma: '', vraag: '', locatie: 'De Werkplaats', ...values } }), people: [BOS], onlyFor }], bounced: new Set(), spam: null });

  it('says in which field of the meeting a link stands that leads nowhere', () => {
    const programma = '13.00 Inloop\n13.30 Verhalen, zie http://localhost:3000/verhalen.\n15.00 Napraten op https://zelfregie.nl/napraten';
    const found = [{ code: 'link-to-nowhere', weight: 'blocking', what: 'In het programma staat de link http://localhost:3000/verhalen. Die werkt niet voor wie de mail krijgt.', where: 'de gegevens van de bijeenkomst', mend: 'Zet het echte adres van de pagina in het programma.' }];
    expect(inMeeting({ programma })).toEqual(found);
    expect(inMeeting({ programma }, { onlyFor: 'A. Bos' })).toEqual(found);
    expect(blockingFindings({ kind: 'invitation', spam: null, texts: [{ content: testContent({ blocks: [{ kind: 'text', text: '{programma}' }, BUTTONS], unsubscribe: true, values: { programma } }), people: [BOS] }] })).toEqual(found);
  });

  it.each<[string, string, string, string[]]>([
    ['programma', 'het programma', 'Kijk op https://zelfregie', ['broken-link!']],
    ['vraag', 'de vraag van de call to action', 'Meld u aan op bit.ly via https://bit.ly/3xYz', ['short-link']],
    ['locatie', 'de naam van de locatie', 'De Werkplaats (www.werkplaats.nl)', ['link-without-scheme']],
    ['programma', 'het programma', 'Zie http://10.0.0.8/a en http://192.168.1.20/b', ['link-to-nowhere!', 'link-to-nowhere!']],
    ['programma', 'het programma', 'Zie https://www.kampen.nl@elders.nl/a', ['misleading-link!']],
    ['programma', 'het programma', 'Zie [kampen.nl](https://elders.nl/a)', ['misleading-link!']],
    ['programma', 'het programma', 'Zie [de website](https://elders.nl/a) of [kampen.nl](https://www.kampen.nl/a)', []],
    ['programma', 'het programma', 'Zie https://zelfregie.nl/a en mail naar noor@werkplaats.nl', []],
  ])('judges a link in {%s}, and calls that %s', (name, field, value, expected) => {
    const found = inMeeting({ [name]: value });
    expect(found.map(({ code, weight }) => (weight === 'blocking' ? `${code}!` : code))).toEqual(expected);
    expect(found.filter(({ what }) => !what.startsWith(`In ${field} staat `))).toEqual([]);
  });

  it('finds words of a meeting that show another place than the link around them', () => {
    const text = `${WORDS}\n\n[{titel}](https://elders.nl/a)`;
    expect(inMeeting({ titel: 'Samen verder op kampen.nl' }, { text })).toEqual([{ code: 'misleading-link', weight: 'blocking', what: 'In de titel staat kampen.nl. In de mail wordt dat de tekst van een link naar elders.nl.', where: 'de gegevens van de bijeenkomst', mend: 'Zet {titel} in de tekst van de mail buiten de link.' }]);
    expect(inMeeting({ titel: 'Samen verder op elders.nl' }, { text })).toEqual([]);
  });

  it('looks only at what stands in this mail and is the same for everybody', () => {
    expect(inMeeting({ programma: 'https://localhost/a' }, { text: WORDS })).toEqual([]);
    expect(codes({ text: `${WORDS} {organisatie}`, people: [person({ values: { ...BOS.values, organisatie: 'https://localhost/a' } })] })).toEqual([]);
  });

  it('calls what somebody adds to a date poll by its own name', () => {
    const [found] = inMeeting({ vraag: 'Zie https://localhost/a' }, { text: '{aanhef} {vraag}', kind: 'date-poll' });
    expect(found).toMatchObject({ what: 'In de zin van jezelf staat de link https://localhost/a. Die werkt niet voor wie de mail krijgt.', where: 'de datumprikker' });
  });

  it('puts first what stops a mail', () => {
    expect(codes({ text: `${WORDS} {voornaam} Kom! Echt! Leuk! Doen!` })).toEqual(['braces!', 'exclamation']);
  });

  it('counts people by function and by municipality', () => {
    const texts = [{ content: testContent(), people: [BOS, BOS, person({ function: null, municipality: 'Zwolle' })] }];
    expect(peopleCounted(texts)).toEqual({ people: 3, byFunction: [['ALDERMAN', 2], [null, 1]], byMunicipality: [['Kampen', 2], ['Zwolle', 1]] });
  });

  it.each([['kampen.nl', 'kampen.nl', false], ['kampen.nl', 'kampn.nl', true], ['kampen.nl', 'kamppen.nl', true], ['kampen.nl', 'kampem.nl', true], ['kampen.nl', 'kmapen.nl', true], ['kampen.nl', 'zwolle.nl', false], ['kampen.nl', 'krimpen.nl', false], ['aa.nl', 'ab.nl', false]])('%s and %s look alike: %s', (one, other, alike) => {
    expect(isLookAlike(one, other)).toBe(alike);
  });

  it('stops mails for what stops them alone, and nobody who has nobody to mail', () => {
    const stopped = (text: string, people: PreflightPerson[]): string[] => blockingFindings({ kind: 'invitation', texts: [{ content: testContent({ blocks: [{ kind: 'text', text }, BUTTONS], unsubscribe: true }), people }], spam: null }).map(({ code }) => code);
    const strange = person({ address: 'no-reply@gmial.com', values: { ...BOS.values, reistijd: '' } });
    expect(stopped(`${WORDS} Kom! Echt! Leuk! Doen!`, [BOS, strange])).toEqual([]);
    expect(stopped(`${WORDS} {voornaam} https://localhost/a`, [BOS, strange])).toEqual(['braces', 'link-to-nowhere']);
    expect(stopped(`${WORDS} {bron}`, [person({ values: { ...BOS.values, bron: 'de website' } }), BOS])).toEqual(['unfilled']);
    expect(stopped(`${WORDS} {voornaam}`, [])).toEqual([]);
  });

  it('looks at 5,000 people in one go', () => {
    const people = Array.from({ length: 5000 }, (_, n) => person({ name: `p${n}`, address: `p${n}@gemeente${n % 342}.nl`, municipality: `Gemeente${n % 342}` }));
    expect(check({ people }).every(({ weight }) => weight === 'advice')).toBe(true);
  });
});
