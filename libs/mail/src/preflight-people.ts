import { isPlaceholder, type Placeholder } from './placeholders.js';
import type { Finding, PreflightInput, PreflightPerson, PreflightText } from './preflight.js';
import { isLookAlike } from './look-alike.js';

/** A mailbox of nobody in particular. */
const ROLE = /^(info|contact|algemeen|receptie|balie|gemeente|post|postbus|mail|administratie|webmaster|klantenservice|bestuur|office|hallo)$/i;
const NO_REPLY = /^(no-?reply|noreply|niet-?beantwoorden|do-?not-?reply)$/i;
/** Slips of the finger, with what was meant. */
const TYPOS: Record<string, string> = {
  'gmial.com': 'gmail.com', 'gmai.com': 'gmail.com', 'gmal.com': 'gmail.com', 'gamil.com': 'gmail.com', 'gnail.com': 'gmail.com', 'gmail.con': 'gmail.com', 'gmail.co': 'gmail.com', 'gmail.nl': 'gmail.com',
  'hotmial.com': 'hotmail.com', 'hotnail.com': 'hotmail.com', 'hotmai.com': 'hotmail.com', 'hotmail.con': 'hotmail.com', 'hotmal.com': 'hotmail.com', 'homail.com': 'hotmail.com',
  'outlok.com': 'outlook.com', 'outloo.com': 'outlook.com', 'outlook.con': 'outlook.com', 'oulook.com': 'outlook.com', 'yaho.com': 'yahoo.com', 'yahooo.com': 'yahoo.com', 'yahoo.con': 'yahoo.com',
  'ziggo.n': 'ziggo.nl', 'zigo.nl': 'ziggo.nl', 'kpnmail.n': 'kpnmail.nl', 'kpnmial.nl': 'kpnmail.nl', 'xs4al.nl': 'xs4all.nl', 'live.nk': 'live.nl',
};
const TYPO_ENDINGS: Record<string, string> = { '.con': '.com', '.cmo': '.com', '.nk': '.nl', '.nll': '.nl', '.ln': '.nl', '.og': '.org', '.orgg': '.org' };
/** A domain that so many people share is surely written as it should be. */
const SHARED = 3;
const UNKNOWN: readonly string[] = ['', 'niet bekend'];
/** What a gap means, as an organiser knows it, and where to fill it. */
const GAPS: Partial<Record<Placeholder, { what: string; mend: string }>> = {
  aanhef: { what: 'geen aanhef', mend: 'Vul bij de relatie in hoe je deze persoon aanspreekt. Anders staat er “Geachte heer of mevrouw”.' },
  reistijd: { what: 'geen reistijd', mend: 'Geef de relatie een gemeente, of laat de reistijd weg uit de tekst.' },
  functie: { what: 'geen functie', mend: 'Vul bij de relatie een functie in, of laat de functie weg uit de tekst.' },
};
const MOST_NAMES = 3;

/** What is wrong with the people and their addresses. */
export function peopleFindings({ texts, bounced }: PreflightInput): Finding[] {
  const people = texts.flatMap(({ people: some }) => some);
  if (people.length === 0) return [{ code: 'nobody', weight: 'blocking', what: 'Er is niemand om deze mail aan te sturen.', where: 'ontvangers', mend: 'Kijk in de doelgroep, of kies een ander moment.' }];
  return [...addressFindings(people, bounced), ...texts.flatMap(gapFindings)];
}

function addressFindings(people: PreflightPerson[], bounced: ReadonlySet<string>): Finding[] {
  const persons = people.filter(({ viaSecretariat }) => !viaSecretariat);
  const suspects = lookAlikes(people);
  const doubled = groups(persons, ({ address }) => address.toLowerCase()).filter((same) => same.length > 1);
  return [
    ...advice('no-reply', persons.filter(({ address }) => NO_REPLY.test(localOf(address))), 'een adres dat niemand leest', 'Vraag om een ander adres.'),
    ...advice('role-address', persons.filter(({ address }) => ROLE.test(localOf(address))), 'een algemeen postvak als adres', 'Vraag om een persoonlijk adres, of leg het postvak vast als secretariaat.'),
    ...people.flatMap((person) => typoFinding(person)),
    ...suspects.map(({ person, like }): Finding => ({ code: 'look-alike', weight: 'advice', what: `Het adres van ${person.name} (${person.address}) lijkt erg op ${like}.`, where: person.name, mend: `Klopt het? Zo niet, verbeter het bij de relatie in …@${like}.` })),
    ...advice('bounced', people.filter(({ address }) => bounced.has(address.toLowerCase())), 'een adres dat eerder niet bestond', 'Zoek het nieuwe adres, of bel.'),
    ...doubled.map((same): Finding => ({ code: 'same-address', weight: 'advice', what: `${namesOf(same)} hebben hetzelfde adres (${same[0]!.address}).`, where: 'ontvangers', mend: 'Klopt dat? Is het een secretariaat, leg dat dan zo vast.' })),
  ];
}

function typoFinding({ name, address }: PreflightPerson): Finding[] {
  const domain = domainOf(address);
  const ending = Object.keys(TYPO_ENDINGS).find((wrong) => domain.endsWith(wrong));
  const meant = TYPOS[domain] ?? (ending ? `${domain.slice(0, -ending.length)}${TYPO_ENDINGS[ending]}` : undefined);
  return meant ? [{ code: 'typo-domain', weight: 'advice', what: `In het adres van ${name} staat ${domain}. Bedoel je ${meant}?`, where: name, mend: 'Verbeter het adres bij de relatie.' }] : [];
}

/** Domains that differ by one slip from that of a municipality in the list, or from one that many share. */
function lookAlikes(people: PreflightPerson[]): { person: PreflightPerson; like: string }[] {
  const domains = groups(people, ({ address }) => domainOf(address));
  const expected = new Set([...people.flatMap(({ municipality }) => (municipality ? [`${slug(municipality)}.nl`] : [])), ...domains.filter((same) => same.length >= SHARED).map(([first]) => domainOf(first!.address))]);
  return domains.filter(([first]) => !expected.has(domainOf(first!.address))).flatMap((same) => {
    const like = [...expected].find((known) => isLookAlike(domainOf(same[0]!.address), known));
    return like ? same.map((person) => ({ person, like })) : [];
  });
}

/** Placeholders that give nothing for some people. */
export function gapFindings({ content, people }: PreflightText): Finding[] {
  const common = { afzender: content.sender.name, ...content.values };
  return placeholdersIn(content).filter((name) => !(name in common)).flatMap((name): Finding[] => {
    const without = people.filter(({ values }) => values[name] === undefined);
    if (without.length > 0 && name !== 'aanhef' && !(name in GAPS)) return [{ code: 'unfilled', weight: 'blocking', what: `{${name}} kan niet worden ingevuld voor ${namesOf(without)}.`, where: 'de tekst', mend: 'Haal dit invulwoord weg uit de tekst.' }];
    const empty = people.filter(({ values }) => UNKNOWN.includes(values[name] ?? ''));
    const gap = GAPS[name] ?? { what: `niets voor {${name}}`, mend: 'Vul het aan bij de relatie, of haal het invulwoord weg uit de tekst.' };
    return advice(`empty-${name}`, empty, gap.what, gap.mend);
  });
}

/** Those in what an organiser wrote; gaps in the footer leave out their own line. */
export function placeholdersIn({ subject, preheader, blocks }: PreflightText['content']): Placeholder[] {
  const texts = [subject, preheader, ...blocks.flatMap((block) => ('text' in block ? [block.text] : block.kind === 'facts' ? block.facts.map(({ text }) => text) : []))];
  return [...new Set([...texts.join('\n').matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!))].filter(isPlaceholder);
}

/** One finding for all these people; none when there are none. */
function advice(code: string, people: PreflightPerson[], what: string, mend: string): Finding[] {
  if (people.length === 0) return [];
  return [{ code, weight: 'advice', what: `${namesOf(people)} ${people.length === 1 ? 'heeft' : 'hebben'} ${what}.`, where: people.length === 1 ? people[0]!.name : `${people.length} mensen`, mend }];
}

/** "A. Bos, B. Mulder en 12 anderen" */
function namesOf(people: PreflightPerson[]): string {
  const names = people.slice(0, MOST_NAMES).map(({ name }) => name);
  const rest = people.length - names.length;
  return new Intl.ListFormat('nl').format(rest === 0 ? names : [...names, rest === 1 ? '1 ander' : `${rest} anderen`]);
}

function groups(people: PreflightPerson[], key: (person: PreflightPerson) => string): PreflightPerson[][] {
  const byKey = new Map<string, PreflightPerson[]>();
  for (const person of people) {
    const group = byKey.get(key(person));
    if (group) group.push(person);
    else byKey.set(key(person), [person]);
  }
  return [...byKey.values()];
}

function localOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function slug(municipality: string): string {
  return municipality.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
