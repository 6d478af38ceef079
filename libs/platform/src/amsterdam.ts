import { Temporal } from 'temporal-polyfill';
import { DomainError } from './errors.js';

export const ZONE = 'Europe/Amsterdam';

// Made once: making one costs as much as answering an invitation.
const LONG_DATE = new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DATE = new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** A calendar day as `YYYY-MM-DD`. */
export type Day = string;
/** A wall-clock time as `HH:MM`. */
export type WallTime = string;

/**
 * The instant at which clocks in Amsterdam show `day` and `time`.
 * @throws DomainError `time.does-not-exist` or `time.exists-twice` on the two DST nights (R14).
 */
export function instantInAmsterdam(day: Day, time: WallTime): Date {
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`);
  const earlier = wall.toZonedDateTime(ZONE, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(ZONE, { disambiguation: 'later' });
  if (earlier.epochMilliseconds !== later.epochMilliseconds) {
    const exists = earlier.toPlainDateTime().equals(wall);
    throw new DomainError(exists ? 'time.exists-twice' : 'time.does-not-exist', { day, time });
  }
  return new Date(earlier.epochMilliseconds);
}

/** The first instant at which clocks in Amsterdam have reached `day` and `time`; never fails, for rules that must run on every day. */
export function firstInstantInAmsterdam(day: Day, time: WallTime): Date {
  return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(ZONE, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** What the calendar in Amsterdam shows at `instant`. */
export function dayInAmsterdam(instant: Date): Day {
  return zoned(instant).toPlainDate().toString();
}

/** What the clock in Amsterdam shows at `instant`, as `HH:MM`. */
export function timeInAmsterdam(instant: Date): WallTime {
  return zoned(instant).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `days` calendar days later (or earlier, when negative). */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** "donderdag 11 maart 2027" */
export function longDate(instant: Date): string {
  return LONG_DATE.format(instant);
}

/** "do 11 mrt 2027" */
export function shortDate(instant: Date): string {
  return SHORT_DATE.format(instant).replaceAll('.', '');
}

/** "13.30" */
export function clockTime(instant: Date): string {
  return timeInAmsterdam(instant).replace(':', '.');
}

/** "donderdag 11 maart 2027 om 13.30 uur" */
export function longMoment(instant: Date): string {
  return `${longDate(instant)} om ${clockTime(instant)} uur`;
}

/** "donderdag 11 maart 2027, 13.30 tot 17.00 uur" */
export function fromTo(start: Date, end: Date): string {
  return `${longDate(start)}, ${clockTime(start)} tot ${clockTime(end)} uur`;
}

function zoned(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE);
}
