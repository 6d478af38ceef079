import type { NameParts } from './dutch-name.js';
import { readFormOfAddress, readFullName, readInitials, readSurname } from './full-name.js';
import type { RowCells } from './import-cells.js';

/** The parts of a name, and the salutation when the list has one. */
export interface ReadName extends NameParts {
  salutation: string | null;
}

const NOBODY: NameParts = { formOfAddress: null, titles: null, initials: null, firstName: null, infix: null, surname: '' };

/** Puts a name together from the columns a list has; what stands in a column of its own wins from what stands in the whole name. */
export function readName(cells: RowCells): ReadName {
  const whole = cells.text('name');
  const form = cells.text('formOfAddress');
  const surname = cells.text('surname');
  const infix = cells.text('infix');
  const parts: ReadName = { ...(surname === null ? readFullName(whole ?? '') : { ...NOBODY, ...readSurname(surname, infix) }), salutation: cells.text('salutation') };
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

function takeInitials(text: string | null, parts: NameParts): void {
  if (text === null) return;
  const initials = readInitials(text);
  if (initials === null && parts.firstName === null) parts.firstName = text;
  else parts.initials = initials ?? text;
}
