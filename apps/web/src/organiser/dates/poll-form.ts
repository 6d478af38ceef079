import { MOST_DATES } from '@bijeen/dates';
import { type Meeting, wallScheduleOf } from '@bijeen/meetings';
import type { FormErrors } from '@bijeen/ui';

/** Rows of the form. */
export const ROWS = Array.from({ length: MOST_DATES }, (_, place) => place + 1);

/** From the fields of the form (`datum1`, `van1`, `tot1` …) to what `AskDates` reads; rows without a date fall away. */
export function pollFromForm(body: Record<string, unknown>): object {
  const { deadline, everyone, introduction } = body;
  return { deadline, everyone, introduction, options: filledRows(body).map((row) => ({ day: body[`datum${row}`], from: body[`van${row}`] || undefined, to: body[`tot${row}`] || undefined })) };
}

/** What is wrong, beside the fields of the form that it is about. */
export function pollErrors(errors: FormErrors, body: Record<string, unknown>): FormErrors {
  const rows = filledRows(body);
  const field = { day: 'datum', from: 'van', to: 'tot' } as Record<string, string>;
  return Object.fromEntries(Object.entries(errors).map(([name, message]) => {
    const [, place, part] = /^options\.(\d+)\.(\w+)$/.exec(name) ?? [];
    if (place !== undefined) return [`${field[part!]}${rows[Number(place)]}`, message];
    return [name === 'options' ? `datum${rows.length > 0 && rows.length < 2 ? 2 : 1}` : name, message];
  }));
}

/** What the form shows at first: the dates in the address, with the times of the meeting. */
export function typedFrom(query: Record<string, unknown>, meeting: Meeting): Record<string, unknown> {
  const { from, to } = wallScheduleOf(meeting);
  const text = (name: string, otherwise: string): string => (typeof query[name] === 'string' ? query[name] : otherwise);
  return Object.fromEntries(ROWS.flatMap((row) => [[`datum${row}`, text(`datum${row}`, '')], [`van${row}`, text(`van${row}`, from)], [`tot${row}`, text(`tot${row}`, to)]]));
}

function filledRows(body: Record<string, unknown>): number[] {
  return ROWS.filter((row) => typeof body[`datum${row}`] === 'string' && body[`datum${row}`] !== '');
}
