import type { LinkPurpose } from '@bijeen/platform';
import type { MailButton } from './mail-content.js';
import { textParts, type Placeholder, type TextPart } from './placeholders.js';

/**
 * A rendered mail is a row of pieces: fixed text, already written for its place (HTML, plain text or subject), and gaps that differ
 * per person. One mailing is cut up once; a preview glues the pieces to strings, the composer to encoded bytes.
 */
export type Piece = ({ fixed: string } | { placeholder: Placeholder; place: Place } | { link: LinkPurpose; query: string; place: Place }) & {
  /** Only for people who have a text for this. */
  when?: Placeholder;
};

/** What fills the gaps for one person. */
export interface Filling {
  values: Record<string, string>;
  /** Ready addresses. */
  links: Partial<Record<LinkPurpose, string>>;
}

/** What stands in a mail when nobody gave a text. A salutation is never empty (R24). */
const DEFAULTS: Partial<Record<Placeholder, string>> = { aanhef: 'Geachte heer of mevrouw', reistijd: '', functie: '', gemeente: '', organisatie: '', contact_telefoon: '', programma: '', waarom_u: '', bron: '' };

/** C0 and C1 controls except line breaks, and the characters that turn writing direction or hide (R23). */
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** Nothing to clean: printable ASCII. */
const CLEAN = /^[\x20-\x7e]*$/;

/** A text without control characters, with `\n` for every kind of line break and without half characters. */
export function clean(text: string): string {
  return CLEAN.test(text) ? text : text.replace(/\r\n?|\u2028|\u2029|\u0085|\v|\f/g, '\n').replaceAll('\t', ' ').replace(HARMFUL, '').replace(/\p{Cs}/gu, '');
}

/** The same on one line, for subjects, names and headers. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

export function escapeHtml(text: string): string {
  return !/[&<>"']/.test(text) ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** What a person's text becomes in each place. */
export const PLACES = {
  html: (text: string): string => escapeHtml(clean(text)).replaceAll('\n', '<br>'),
  /** HTML on one line: titles and labels. */
  line: (text: string): string => escapeHtml(clean(text).replace(/\s*\n\s*/g, ' ')),
  text: (text: string): string => clean(text),
};
export type Place = keyof typeof PLACES;

/**
 * What fills one gap, written for its place.
 * @throws Error when nobody gave a text or a link for it: such a mail must not leave
 */
export function fill(piece: Piece, { values, links }: Filling): string {
  if ('fixed' in piece) return piece.fixed;
  if ('placeholder' in piece) {
    const value = values[piece.placeholder] || (DEFAULTS[piece.placeholder] ?? values[piece.placeholder]);
    if (value === undefined) throw new Error(`Voor {${piece.placeholder}} is niets ingevuld.`);
    return PLACES[piece.place](value);
  }
  const link = links[piece.link];
  if (!link) throw new Error(`De persoonlijke link (${piece.link}) ontbreekt.`);
  return PLACES[piece.place](link + piece.query);
}

/** Where a button leads: the same for everybody, or a gap that is filled per person. */
export function leadsTo(button: MailButton, place: Place): Piece {
  return 'address' in button ? { fixed: PLACES[place](button.address) } : { link: button.link, query: button.query ?? '', place };
}

/** Whether this piece is there for this person. */
export function isShown(piece: Piece, { values }: Filling): boolean {
  return piece.when === undefined || Boolean(values[piece.when]);
}

/** Cuts a text at its placeholders and fills in what is the same for everybody; what was filled in is not looked at again. */
export function resolve(text: string, common: Record<string, string>): TextPart[] {
  return textParts(clean(text)).map((part) => {
    const value = 'placeholder' in part && Object.hasOwn(common, part.placeholder) ? common[part.placeholder] : undefined;
    return value === undefined ? part : { text: clean(value) };
  });
}

/** Cuts resolved text into lines. */
export function linesOf(parts: TextPart[]): TextPart[][] {
  const lines: TextPart[][] = [[]];
  for (const part of parts) {
    if ('placeholder' in part) {
      lines.at(-1)!.push(part);
      continue;
    }
    const [first, ...others] = part.text.split('\n');
    if (first) lines.at(-1)!.push({ text: first });
    for (const other of others) lines.push(other ? [{ text: other }] : []);
  }
  return lines;
}

/** Resolved text as pieces for a place; every piece gets `when`. */
export function pieces(parts: TextPart[], place: Place, when?: Placeholder): Piece[] {
  const rest = when === undefined ? {} : { when };
  return parts.map((part) => ('placeholder' in part ? { placeholder: part.placeholder, place, ...rest } : { fixed: PLACES[place](part.text), ...rest }));
}

/** Joins neighbouring fixed pieces, so that few gaps remain. */
export function joined(all: Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of all) {
    const last = result.at(-1);
    if (last && 'fixed' in last && 'fixed' in piece && last.when === piece.when) result[result.length - 1] = { ...last, fixed: last.fixed + piece.fixed };
    else result.push(piece);
  }
  return result;
}
