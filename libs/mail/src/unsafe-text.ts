import { DomainError } from '@bijeen/platform';
import { parseRich } from './rich-text.js';
import { linkProblem } from './unsafe-links.js';

/** Something in a text that may not leave: where it stands (lines count from 1), what it is and how to mend it, in Dutch. */
export interface UnsafePlace {
  line: number;
  problem: string;
}

const MOST_LINKS = 40;
/** `<b>`, `</script >`, `<img src=…`, `<!-- …`: what a reader would see as code, and a mail program perhaps as an order. */
const TAG = /<(?:!--|!doctype|[?%]|\/?([a-z][a-z0-9:-]*)(?=[\s/>]))[^<>\n]{0,200}>?/gi;
/** Gaps of other mail programs and template languages. Nothing would fill them in, and 800 people would read them. */
const FOREIGN = /\*\|[\w:. -]{1,40}\|\*|%%[\w. -]{1,40}%%|«[\p{L}\d_]{1,40}»|\[\[[^\][]{1,40}\]\]|\$\{[^{}]{0,40}\}?|#\{[^{}]{0,40}\}?/gu;
const DANGEROUS = /^(script|iframe|frame|frameset|object|embed|applet|form|input|button|select|textarea|meta|base|link|style|svg|math|img|image|picture|source|video|audio|noscript|template)$/;

/** Everything in a text (in our markup) that an organiser has to mend before it is kept (R24). Empty when all is well. */
export function unsafePlaces(text: string): UnsafePlace[] {
  const found = text.split('\n').flatMap((line, index) => lineProblems(line).map((problem) => ({ line: index + 1, problem })));
  const links = parseRich(text).flatMap(({ lines }) => lines.flatMap((runs) => runs.flatMap(({ href }) => href ?? [])));
  if (links.length > MOST_LINKS) found.push({ line: 1, problem: `er staan ${links.length} links in deze mail. Zoveel leest niemand, en spamfilters houden zo’n mail tegen. Houd er hoogstens ${MOST_LINKS} over.` });
  return found;
}

/** The same in one sentence per place, for beside the field. */
export function unsafeInWords(places: UnsafePlace[]): string {
  const shown = places.slice(0, 3).map(({ line, problem }) => `Regel ${line}: ${problem}`);
  return [...shown, ...(places.length > 3 ? [`En er ${places.length === 4 ? 'is nog 1 plek' : `zijn nog ${places.length - 3} plekken`} niet in orde.`] : [])].join(' ');
}

/** @param texts field → text @throws DomainError `mail.unsafe-text` with each place and its remedy, beside its field */
export function refuseUnsafe(texts: Record<string, string>): void {
  const fields = Object.fromEntries(Object.entries(texts).flatMap(([field, text]) => {
    const places = unsafePlaces(text);
    return places.length > 0 ? [[field, unsafeInWords(places)]] : [];
  }));
  if (Object.keys(fields).length > 0) throw new DomainError('mail.unsafe-text', {}, fields);
}

/** What is wrong with a tag that somebody typed or pasted. */
export function tagProblem(name: string): string {
  if (DANGEROUS.test(name)) return `<${name}> mag niet in een mail: zulke code is gevaarlijk of haalt iets van elders. Haal het weg.`;
  return `<${name}> is code, en die leest de ontvanger letterlijk. Haal het weg. Vet maak je met **sterretjes**, een link met [tekst](https://…).`;
}

function lineProblems(line: string): string[] {
  const tags = [...line.matchAll(TAG)].map(([whole, name]) => (name ? tagProblem(name.toLowerCase()) : `„${whole.slice(0, 20)}” is code. Haal het weg.`));
  const gaps = [...line.matchAll(FOREIGN)].map(([gap]) => `„${gap}” is een invulwoord van een ander programma. Dat kunnen wij niet invullen. Kies een woord uit de lijst.`);
  const links = linksIn(line).flatMap(({ href, label }) => linkProblem(href, label) ?? []);
  return [...new Set([...tags, ...gaps, ...links])];
}

/** Each link of a text (in our markup) with the words under which it hides. */
export function linksIn(text: string): { href: string; label: string }[] {
  const found: { href: string; label: string }[] = [];
  for (const { text: words, href } of parseRich(text).flatMap(({ lines }) => lines.flat())) {
    const last = found.at(-1);
    if (href !== undefined && last?.href === href) last.label += words;
    else if (href !== undefined) found.push({ href, label: words });
  }
  return found;
}
