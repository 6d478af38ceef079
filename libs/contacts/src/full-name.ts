import type { NameParts } from './dutch-name.js';

const FORMS: [RegExp, NameParts['formOfAddress']][] = [
  [/^(mevrouw|mevr|mw|mej|mrs|ms|miss)\b\.?\s*/i, 'mevrouw'],
  [/^(de heer|dhr|heer|meneer|mijnheer|hr)\b\.?\s*/i, 'meneer'],
];
const TITLE = /^(prof|dr|drs|mr|ir|ing|bc|ds|ba|ma|msc|bsc|mba)\.?(?=\s)/i;
const INFIX_WORDS = new Set(['van', 'de', 'den', 'der', 'het', "'t", 'te', 'ten', 'ter', 'in', 'op', 'aan', 'bij', 'onder', 'over', 'uit', 'voor', 'von', 'zu', 'zur', 'zum', 'du', 'des', 'la', 'le', 'les', 'del', 'della', 'di', 'da', 'das', 'dos', 'do', 'el', 'al', 'fan', "d'", "l'", "in't", "op't", "van't", 'vd', "v.d.", "v/d"]);

/** Whether a word can be (part of) a tussenvoegsel, in Dutch, Fryske or a neighbouring language. */
export function isInfix(word: string): boolean {
  return INFIX_WORDS.has(word.toLowerCase().replaceAll('’', "'"));
}

/** A surname with its tussenvoegsel in front ("van der Berg") or behind ("Berg, van der") is taken apart; one that is given apart stays. */
export function readSurname(surname: string, infix: string | null): Pick<NameParts, 'infix' | 'surname'> {
  if (infix !== null) return { infix, surname };
  const [main = '', behind = ''] = surname.split(/,\s*/);
  if (behind !== '' && behind.split(' ').every(isInfix)) return { infix: behind.toLowerCase(), surname: main };
  const words = surname.split(' ');
  const start = words.findIndex((word, index) => index === words.length - 1 || !isInfix(word));
  return start > 0 ? { infix: words.slice(0, start).join(' ').toLowerCase(), surname: words.slice(start).join(' ') } : { infix, surname };
}

/** What someone wrote in a column "aanhef" or "dhr/mw"; null when it is something else. */
export function readFormOfAddress(text: string): NameParts['formOfAddress'] {
  const plain = text.trim().toLowerCase().replace(/^geachte |^beste /, '').replace(/\.$/, '');
  if (/^(mevrouw|mevr|mw|mej|mrs|ms|v|vrouw|f|female)$/.test(plain)) return 'mevrouw';
  return /^(de heer|heer|dhr|hr|meneer|mijnheer|mr|m|man|male)$/.test(plain) ? 'meneer' : null;
}

/** "a.b", "AB", "A B", "J" → "A.B.", "J."; "Th.J." stays; a name ("Jo", "Anna") is no initials: null. */
export function readInitials(text: string): string | null {
  const letters = text.trim();
  if (/^\p{Lu}{2,6}$/u.test(letters)) return [...letters].map((letter) => `${letter}.`).join('');
  const parts = letters.split(/[. ]+/).filter(Boolean);
  const abbreviated = letters.includes('.') ? parts.every((part) => part.length <= 2) : parts.every((part) => part.length === 1);
  if (parts.length === 0 || !abbreviated || !/^[\p{L}. ]+$/u.test(letters)) return null;
  return parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1).toLowerCase()}.`).join('');
}

/**
 * Takes a whole name apart: "mw. drs. A.B. (Anna) van der Berg", "Berg, A. van der", "Anna van der Berg". The last word without
 * a tussenvoegsel before it is the surname. The form of address is only what was written, never a guess.
 */
export function readFullName(text: string): NameParts {
  const name: NameParts = { formOfAddress: null, titles: null, initials: null, firstName: null, infix: null, surname: '' };
  const rest = withoutPrefixes(text.trim(), name);
  const comma = rest.indexOf(',');
  const given = comma < 0 ? rest : rest.slice(comma + 1).trim();
  const words = takeBracketed(given, name).split(/\s+/).filter(Boolean);
  if (comma >= 0) words.push(rest.slice(0, comma).trim());
  return place(words, name, comma >= 0);
}

/** "Jansen-de Vries" is one surname; then words before the tussenvoegsel go with the given names, and the rest with the surname. */
function place(words: string[], name: NameParts, surnameFirst: boolean): NameParts {
  const last = words.length - 1;
  const double = words.findIndex((word) => word.includes('-') && isInfix(word.slice(word.lastIndexOf('-') + 1)));
  if (double >= 0 && double < last) words.splice(double, words.length, words.slice(double).join(' '));
  return placed(words, name, surnameFirst);
}

function placed(words: string[], name: NameParts, surnameFirst: boolean): NameParts {
  const last = words.length - 1;
  const start = words.findIndex((word, index) => index < last && isInfix(word));
  const end = start < 0 ? -1 : words.findIndex((word, index) => index > start && (!isInfix(word) || index === last));
  const given = words.slice(0, start < 0 ? last : start);
  name.infix = start < 0 ? null : words.slice(start, end).join(' ').toLowerCase();
  name.surname = start < 0 || surnameFirst ? (words[last] ?? '') : words.slice(end).join(' ');
  const initials = given.length > 0 ? readInitials(given[0]!) : null;
  name.initials = initials;
  name.firstName ??= given.slice(initials ? 1 : 0).join(' ') || null;
  return name;
}

function withoutPrefixes(text: string, name: NameParts): string {
  let rest = text;
  for (const [pattern, form] of FORMS) {
    if (name.formOfAddress === null && pattern.test(rest) && rest.replace(pattern, '') !== '') {
      name.formOfAddress = form;
      rest = rest.replace(pattern, '');
    }
  }
  const titles: string[] = [];
  for (let found = TITLE.exec(rest); found; found = TITLE.exec(rest)) {
    titles.push(found[0].toLowerCase().replace(/\.?$/, '.'));
    rest = rest.slice(found[0].length).trim();
  }
  name.titles = titles.join(' ') || null;
  return rest;
}

/** "A. (Anna)" → first name Anna, and the rest. */
function takeBracketed(text: string, name: NameParts): string {
  const found = /\(([^()]+)\)/.exec(text);
  if (!found) return text;
  name.firstName = found[1]!.trim();
  return text.replace(found[0], ' ');
}
