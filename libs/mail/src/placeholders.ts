import { DomainError } from '@bijeen/platform';

/** The only names that may stand between braces in a text, and what each becomes (R24). There is no template language. */
export const PLACEHOLDERS = {
  aanhef: 'Geachte mevrouw Van der Berg',
  naam: 'mevrouw A. van der Berg',
  functie: 'wethouder',
  organisatie: 'gemeente Kampen',
  gemeente: 'Kampen',
  titel: 'de titel van de bijeenkomst',
  datum: 'donderdag 11 maart 2027',
  begintijd: '13.30',
  eindtijd: '17.00',
  locatie: 'De Werkplaats',
  adres: 'Grote Markt 1',
  plaats: 'Zwolle',
  reistijd: 'circa 25 minuten (schatting)',
  antwoord_voor: 'donderdag 25 februari 2027',
  contactpersoon: 'Noor Verhoeven',
  contact_email: 'noor@werkplaats.example.nl',
  contact_telefoon: '038 123 45 67',
  afzender: 'de naam van uw organisatie',
  vraag: 'de vraag van de call to action',
  programma: 'het programma in het kort',
  bron: 'waar u het adres vandaan hebt',
  waarom_u: 'waarom deze persoon is uitgenodigd',
} as const satisfies Record<string, string>;
export type Placeholder = keyof typeof PLACEHOLDERS;

/** A text cut into what is fixed and what is filled in. */
export type TextPart = { text: string } | { placeholder: Placeholder };

const BRACED = /\{([^{}]*)\}/g;

export function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}

/**
 * What stands between braces in a text and is not on the list, mistyped and unclosed ones included; empty when all is well.
 * A text is refused on saving while this is not empty: see `requireKnownPlaceholders`.
 */
export function checkPlaceholders(text: string): string[] {
  const unknown: string[] = [];
  const rest = text.replace(BRACED, (_whole, name: string) => {
    if (!isPlaceholder(name)) unknown.push(name.slice(0, 40));
    return ' ';
  });
  for (const loose of rest.matchAll(/[{}][^{}\s]{0,20}/g)) unknown.push(loose[0]);
  return [...new Set(unknown)];
}

/**
 * Refuses texts with placeholders that nobody can fill; for saving.
 * @param texts field name → text
 * @throws DomainError `mail.unknown-placeholder` that names them beside their fields
 */
export function requireKnownPlaceholders(texts: Record<string, string>): void {
  const fields: Record<string, string> = {};
  const all: string[] = [];
  for (const [field, text] of Object.entries(texts)) {
    const names = checkPlaceholders(text).map((name) => `„${name}”`);
    if (names.length > 0) fields[field] = `Dit invulwoord kennen wij niet: ${names.join(', ')}. Kies er een uit de lijst, of haal de accolades weg.`;
    all.push(...names);
  }
  if (all.length > 0) throw new DomainError('mail.unknown-placeholder', { names: all.join(', ') }, fields);
}

/** Cuts a text at its placeholders. Anything else between braces stays as it was typed. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(BRACED)) {
    const name = match[1]!;
    if (!isPlaceholder(name)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ placeholder: name });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
