import { createRequire } from 'node:module';
import { addDays, type Day, dayInAmsterdam, firstInstantInAmsterdam, weekday } from './amsterdam.js';
import type Holidays from 'date-holidays';

/**
 * `public` and `bank` are days on which offices are closed (31 December counts as `bank`: whoever is at work reads no reminders).
 * Two days are free for some and not for others: Good Friday and 5 May. A mail that waits a day harms nobody, a mail on a free day is not
 * read, so both count as free, 5 May every year (docs/decisions/0008).
 */
const CLOSED = ['public', 'bank'];
const FREE_FOR_MANY = ['easter -2', '05-05'];

const require = createRequire(import.meta.url);
let calendar: Holidays | undefined;
const known = new Map<string, ReadonlyMap<Day, string>>();

/** The Dutch name of the holiday on `day`, or undefined on any other day. */
export function holiday(day: Day): string | undefined {
  return holidaysOf(day.slice(0, 4)).get(day);
}

/** Monday to Friday, and no Dutch holiday. */
export function isWorkingDay(day: Day): boolean {
  return weekday(day) <= 5 && holiday(day) === undefined;
}

/** The first working day after `day`. */
export function nextWorkingDay(day: Day): Day {
  return addWorkingDays(day, 1);
}

/** `day` itself when it is a working day, else the nearest one in the given direction. */
export function workingDay(day: Day, shiftTo: 'earlier' | 'later'): Day {
  return shiftTo === 'earlier' ? workingDayOnOrBefore(day) : workingDayOnOrAfter(day);
}

/** `day` itself when it is a working day, else the last one before it. */
export function workingDayOnOrBefore(day: Day): Day {
  return isWorkingDay(day) ? day : addWorkingDays(day, -1);
}

/** `day` itself when it is a working day, else the first one after it. */
export function workingDayOnOrAfter(day: Day): Day {
  return isWorkingDay(day) ? day : addWorkingDays(day, 1);
}

/** The day that is `amount` working days later (or earlier, when negative). 0 gives `day` itself, whatever it is. */
export function addWorkingDays(day: Day, amount: number): Day {
  const step = Math.sign(amount);
  let left = Math.abs(amount);
  let here = day;
  while (left > 0) {
    here = addDays(here, step);
    if (isWorkingDay(here)) left -= 1;
  }
  return here;
}

/** Between nine and five, on working days. */
const OFFICE = { opens: '09:00', hours: 8 };
const HOUR_MS = 60 * 60 * 1000;

/** The instant at which so many working hours have gone by since `from`: from nine to five in Amsterdam, on working days. */
export function addWorkingHours(from: Date, hours: number): Date {
  let day = dayInAmsterdam(from);
  let left = hours * HOUR_MS;
  while (true) {
    const opens = firstInstantInAmsterdam(day, OFFICE.opens).getTime();
    const closes = opens + OFFICE.hours * HOUR_MS;
    const begin = Math.max(from.getTime(), opens);
    const open = isWorkingDay(day) ? Math.max(0, closes - begin) : 0;
    if (left <= open) return new Date(begin + left);
    left -= open;
    day = addDays(day, 1);
  }
}

/** Read as text: the instants in the library depend on the time zone of the server (R14). */
function holidaysOf(year: string): ReadonlyMap<Day, string> {
  let days = known.get(year);
  if (!days) {
    calendar ??= loadCalendar();
    const free = calendar.getHolidays(Number(year), 'nl').filter(({ type, rule }) => CLOSED.includes(type) || FREE_FOR_MANY.includes(rule));
    known.set(year, (days = new Map(free.map(({ date, name }) => [date.slice(0, 10), name]))));
  }
  return days;
}

/** Loaded when the first working day is asked for: with the astronomy behind Easter it is a tenth of what a process loads at its start. */
function loadCalendar(): Holidays {
  const Calendar = require('date-holidays') as typeof Holidays;
  return new Calendar('NL');
}
