import { functionNoun, type ContactFunction } from './functions.js';

export type FormOfAddress = 'mevrouw' | 'meneer';

/** The parts of a Dutch name. Only the surname is always there; `infix` is the tussenvoegsel ("van der"). */
export interface NameParts {
  formOfAddress: FormOfAddress | null;
  titles: string | null;
  initials: string | null;
  firstName: string | null;
  infix: string | null;
  surname: string;
}

/**
 * The name to sort on: the main name first, as Dutch lists do ("Berg, van der" stands under B). Accents and a small first letter
 * are taken away, so that Özdemir stands under O whatever the collation of the database is.
 */
export function sortName({ infix, surname }: Pick<NameParts, 'infix' | 'surname'>): string {
  const main = capital(withoutAccents(surname));
  return infix ? `${main}, ${withoutAccents(infix).toLowerCase()}` : main;
}

/** "mevrouw A. van der Berg", "de heer drs. P. Jansen"; without a form of address "A. van der Berg". */
export function displayName(name: NameParts): string {
  const form = name.formOfAddress === 'meneer' ? 'de heer' : name.formOfAddress;
  return joined(form, name.formOfAddress ? name.titles : null, name.initials ?? name.firstName, name.infix, name.surname);
}

/**
 * How a letter begins. The form of address is used only when it is given: gender is never guessed. Without it the first name or the
 * initials stand in ("Geachte Anna van der Berg"); with a surname only, the office does ("Geachte wethouder Van der Berg").
 * A text that an organiser wrote (`own`) always wins.
 */
export function salutation(name: NameParts, role: ContactFunction | null = null, own: string | null = null): string {
  if (own) return own;
  const surname = joined(name.infix, name.surname);
  if (name.formOfAddress === 'mevrouw') return `Geachte mevrouw ${capital(surname)}`;
  if (name.formOfAddress === 'meneer') return `Geachte heer ${capital(surname)}`;
  const given = name.firstName ?? name.initials;
  if (given) return `Geachte ${given} ${surname}`;
  return `Geachte ${functionNoun(role) ?? 'heer of mevrouw'} ${capital(surname)}`;
}

/** Letters without their accents; ø, ł, ß and the like become the letters people type for them. */
export function withoutAccents(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[øØłŁđĐßæÆœŒı]/g, (letter) => PLAIN[letter] ?? letter).normalize('NFC');
}

const PLAIN: Record<string, string> = { ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ı: 'i' };

/** "van der Berg" → "Van der Berg", but "'t Hart" stays: after an apostrophe the small letter is right. */
function capital(text: string): string {
  if (/^ij/.test(text)) return `IJ${text.slice(2)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function joined(...parts: (string | null)[]): string {
  return parts.filter(Boolean).join(' ').replaceAll("d' ", "d'").replaceAll("l' ", "l'");
}
