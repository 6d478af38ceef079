import type { ContactView } from '@bijeen/contacts';
import { DomainError } from '@bijeen/platform';
import type { FormErrors, FormResult } from '@bijeen/ui';

/** The fields of a form as they came in: flat, with `positions.0.organisation.name` for what lies deeper. */
export type Typed = Record<string, unknown>;

/** As many positions as fit in one form. */
const MOST_POSITIONS = 20;
const POSITION_FIELDS = ['function', 'title', 'portfolio', 'from', 'until', 'lastChecked'] as const;
const EMPLOYER_FIELDS = ['kind', 'name', 'municipality'] as const;
const SECRETARIAT_FIELDS = ['name', 'email', 'phone'] as const;
const PLAIN_FIELDS = ['formOfAddress', 'titles', 'initials', 'firstName', 'infix', 'surname', 'salutation', 'email', 'phone', 'note', 'source', 'basis', 'ownerId', 'evenIfErased'] as const;

/** From the fields of the form to what `SaveContact` reads. Positions and a secretariat that were left empty fall away. */
export function contactFromForm(typed: Typed): object {
  const secretariat = picked(typed, 'secretariat.', SECRETARIAT_FIELDS);
  return { ...picked(typed, '', PLAIN_FIELDS), secretariat: isEmpty(secretariat) ? null : secretariat, positions: positionNumbers(typed).map((number) => position(typed, number)) };
}

/** From a contact to the fields of the form. */
export function formFromContact({ positions, secretariat, owner, ...contact }: ContactView): Typed {
  return {
    ...contact, ownerId: owner?.id, ...prefixed('secretariat.', { ...secretariat }),
    ...Object.assign({}, ...positions.map(({ organisation: { kind, name, municipality }, ...held }, index) => ({
      ...prefixed(`positions.${index}.`, held),
      ...prefixed(`positions.${index}.organisation.`, { kind, name: kind === 'MUNICIPALITY' ? '' : name, municipality: municipality?.name }),
    }))),
  };
}

/** How many positions the form shows: those that were typed, and always one more to fill in. */
export function positionsShown(typed: Typed): number {
  return Math.min(MOST_POSITIONS, (positionNumbers(typed).at(-1) ?? -1) + 2);
}

/** What came of a form: what was saved, or a sentence per field and the code of the refusal. */
export type Saved<T> = { ok: true; value: T } | { ok: false; errors: FormErrors; code: string | null };

/** Acts on a form that is right. A refusal becomes lines beside the fields; what is not there, and any bug, goes up. */
export async function savedFrom<Input, T>(form: FormResult<Input>, act: (input: Input) => Promise<T>): Promise<Saved<T>> {
  if (!form.valid) return { ok: false, errors: form.errors, code: null };
  try {
    return { ok: true, value: await act(form.value) };
  } catch (error) {
    if (!(error instanceof DomainError) || error.status === 404) throw error;
    return { ok: false, errors: Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }, code: error.code };
  }
}

/** Errors count positions as they were read; the form counts them as they were typed, with the empty and removed ones between. */
export function formErrors(errors: FormErrors, typed: Typed): FormErrors {
  const numbers = positionNumbers(typed);
  return Object.fromEntries(Object.entries(errors).map(([name, message]) => [name.replace(/^positions\.(\d+)/, (_whole, index: string) => `positions.${numbers[Number(index)] ?? index}`), message]));
}

/** The numbers of the positions that were filled in and are to stay. */
function positionNumbers(typed: Typed): number[] {
  return Array.from({ length: MOST_POSITIONS }, (_, number) => number).filter((number) => {
    const at = `positions.${number}.`;
    return typed[`${at}remove`] !== 'ja' && !(isEmpty(picked(typed, at, POSITION_FIELDS)) && isEmpty(picked(typed, `${at}organisation.`, EMPLOYER_FIELDS)));
  });
}

function position(typed: Typed, number: number): object {
  const at = `positions.${number}.`;
  return { ...picked(typed, at, POSITION_FIELDS), organisation: picked(typed, `${at}organisation.`, EMPLOYER_FIELDS) };
}

function picked(typed: Typed, prefix: string, fields: readonly string[]): Typed {
  return Object.fromEntries(fields.map((field) => [field, typed[`${prefix}${field}`]]).filter(([, value]) => value !== '' && value !== undefined && value !== null));
}

function prefixed(prefix: string, fields: object): Typed {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}${name}`, value as unknown]));
}

function isEmpty(fields: Typed): boolean {
  return Object.keys(fields).length === 0;
}
