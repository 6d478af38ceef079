/** What people write behind a name to say which one they mean, by key, and the province that it stands for. */
const PROVINCES: Record<string, string[]> = {
  Groningen: ['gr', 'gn', 'gro', 'groningen'],
  Friesland: ['f', 'fr', 'frl', 'friesland', 'fryslan'],
  Drenthe: ['d', 'dr', 'dre', 'drenthe'],
  Overijssel: ['o', 'ov', 'ovl', 'overijssel'],
  Flevoland: ['fl', 'flv', 'flevoland'],
  Gelderland: ['g', 'gd', 'gld', 'gelderland'],
  Utrecht: ['u', 'ut', 'utr', 'utrecht'],
  'Noord-Holland': ['nh', 'noordholland'],
  'Zuid-Holland': ['zh', 'zuidholland'],
  Zeeland: ['z', 'ze', 'zl', 'zld', 'zeeland'],
  'Noord-Brabant': ['nb', 'nbr', 'brabant', 'noordbrabant'],
  Limburg: ['l', 'lb', 'li', 'lim', 'limb', 'limburg'],
};

const PROVINCE_BY_KEY = new Map(Object.entries(PROVINCES).flatMap(([province, keys]) => keys.map((key) => [key, province] as const)));

/** A name as someone typed it, taken apart. */
export interface ReadName {
  key: string;
  /** The province behind the name, when one was given: "Hengelo (O.)". */
  province: string | null;
}

/**
 * The form in which names are compared: lower case, no diacritics, no spaces or punctuation. "Alphen aan den Rijn" and
 * "Alphen a/d Rijn" are the same, and so are "Sint Anthonis" and "St. Anthonis".
 */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  return plain.replace(/^st[.\s-]+/, 'sint ').replaceAll('&', ' en ').replace(/[^a-z0-9]/g, '').replace(/aanden?/g, 'ad');
}

/** The ways to read what was typed, the most literal first: the whole name, and the name with a province or a note behind it. */
export function readName(typed: string): ReadName[] {
  const name = typed.replace(/^\s*(de\s+)?(gemeente|gem\b\.?)\s*:?\s*/i, '').replace(/[\s,]+gemeente\s*$/i, '');
  const readings: ReadName[] = [{ key: nameKey(name), province: null }];
  const [, base = '', note = ''] = /^(.+?)\s*\(([^)]*)\)\s*$/.exec(name) ?? /^(.+?)[\s,]+((?:noord|zuid)\s(?:holland|brabant)|[\p{L}-]+\.?|[a-z]\.-?[a-z]\.?)\s*$/iu.exec(name) ?? [];
  const province = PROVINCE_BY_KEY.get(nameKey(note)) ?? null;
  const isNote = name.trim().endsWith(')') && !/^prov/i.test(note);
  if (province !== null || isNote) readings.push({ key: nameKey(base), province });
  return readings;
}

/** Whether some word of the text, or a run of words, begins with what was typed: "bosch" finds "Den Bosch", not "Oudenbosch". */
export function mentions(text: string, typed: string): boolean {
  const key = nameKey(typed);
  const words = text.split(/[\s-]+/);
  return words.some((_, i) => nameKey(words.slice(i).join(' ')).startsWith(key));
}
