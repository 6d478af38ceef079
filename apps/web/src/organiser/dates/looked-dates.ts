import { type Slot, DateSlot } from '@bijeen/dates';
import { type Meeting, wallScheduleOf } from '@bijeen/meetings';
import type { FormErrors } from '@bijeen/ui';

/** So many dates fit side by side. */
export const MOST_LOOKED = 6;

/** What was asked for in the address: good dates, and what was typed wrong. */
export interface LookedDates {
  slots: Slot[];
  typed: Record<string, string>;
  errors: FormErrors;
}

/** Reads `datum1` … `datum6`, `van` and `tot`. Without a date it is the date of the meeting itself; without times those of the meeting. */
export function lookedDates(query: Record<string, unknown>, meeting: Meeting): LookedDates {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim() : '');
  const own = wallScheduleOf(meeting);
  const typed: Record<string, string> = { van: text('van') || own.from, tot: text('tot') || own.to };
  const errors: FormErrors = {};
  const slots: Slot[] = [];
  for (let place = 1; place <= MOST_LOOKED; place += 1) {
    const name = `datum${place}`;
    typed[name] = text(name) || (place === 1 && !anyDate(query) && meeting.state !== 'postponed' ? own.date : '');
    if (typed[name] === '') continue;
    const read = DateSlot.safeParse({ day: typed[name], from: typed['van'], to: typed['tot'] });
    if (read.success) slots.push(read.data);
    else for (const { path, message } of read.error.issues) errors[{ day: name, from: 'van', to: 'tot' }[String(path[0])] ?? name] ??= message;
  }
  if (slots.length > 0 && typed['tot']! <= typed['van']!) errors['tot'] = 'De bijeenkomst eindigt voor ze begint. Kijk naar de tijden.';
  const once = slots.filter(({ day }, place) => slots.findIndex((other) => other.day === day) === place);
  return { slots: errors['tot'] ? [] : once, typed, errors };
}

function anyDate(query: Record<string, unknown>): boolean {
  return Array.from({ length: MOST_LOOKED }, (_, place) => query[`datum${place + 1}`]).some((value) => typeof value === 'string' && value.trim() !== '');
}
