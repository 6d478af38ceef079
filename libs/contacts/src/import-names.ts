import type { NameParts } from './dutch-name.js';
import { isInfix, readFormOfAddress, readFullName, readInitials } from './full-name.js';
import type { RowCells } from './import-cells.js';

/** The parts of a name, and the salutation when the list has one. */
export interface ReadName extends NameParts {
  salutation: string | null;
}

/** Puts a name together from the columns a list has; what stands in a column of its own wins from what stands in the whole name. */
export function readName(cells: RowCells): ReadName {
  const whole = cells.text('name');
  const form = cells.text('formOfAddress');
  const surname = cells.text('surname');
  const infix = cells.text('infix');
  const parts: ReadName = { ...(surname === null ? readFullName(whole ?? '') : nameFrom(surname, infix)), salutation: cells.text('salutation') };
  if (surname === null && infix !== null) parts.infix = infix;
  parts.titles = cells.text('titles') ?? parts.titles;
  parts.firstName = cells.text('firstName') ?? parts.firstName;
  parts.formOfAddress = (form === null ? null : readFormOfAddress(form)) ?? parts.formOfAddress;
  if (form !== null && /^(geachte|beste) \S+ \S/i.test(form)) parts.salutation ??= form;
  takeInitials(cells.text('initials'), parts);
  if (parts.surname === '' && cells.problems.length === 0) cells.refuse(whole === null ? 'surname' : 'name', 'Vul een achternaam in.');
  if (parts.surname !== '' && !/\p{L}/u.test(parts.surname)) cells.refuse(surname === null ? 'name' : 'surname', 'Deze naam heeft geen enkele letter. Vul een achternaam in.');
  return parts;
}

/** A surname with its tussenvoegsel in front ("van der Berg") or behind ("Berg, van der") is taken apart. */
function nameFrom(surname: string, infix: string | null): NameParts {
  const name: NameParts = { formOfAddress: null, titles: null, initials: null, firstName: null, infix, surname };
  if (infix !== null) return name;
  const [main = '', behind] = surname.split(/,\s*/);
  if (behind !== undefined && behind !== '' && behind.split(' ').every(isInfix)) return { ...name, infix: behind.toLowerCase(), surname: main };
  const words = surname.split(' ');
  const start = words.findIndex((word, index) => index === words.length - 1 || !isInfix(word));
  return start > 0 ? { ...name, infix: words.slice(0, start).join(' ').toLowerCase(), surname: words.slice(start).join(' ') } : name;
}

function takeInitials(text: string | null, parts: NameParts): void {
  if (text === null) return;
  const initials = readInitials(text);
  if (initials === null && parts.firstName === null) parts.firstName = text;
  else parts.initials = initials ?? text;
}
