import type { Stats } from 'node:fs';
import { timeInAmsterdam } from '@bijeen/platform';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/;
const CLASSIC = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) /;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/**
 * Tells when the lines of one file were written, in milliseconds since 1970. Classic lines name no year and no zone, and Postfix may run in
 * another zone than we do: both follow from when the file was written last, which is when its last lines (`tail`) were. When in doubt the
 * answer is later than the truth: then we claim to have read less than we did.
 */
export function lineTimes(file: Stats, tail: string): (line: string) => number {
  const last = tail.split('\n').map((line) => wallTime(line, file)).findLast((time) => time !== undefined);
  const offset = last === undefined ? 0 : Math.round((last - file.mtimeMs) / QUARTER) * QUARTER;
  return (line) => {
    const iso = ISO.exec(line)?.[0];
    if (iso !== undefined) return Date.parse(iso);
    const wall = wallTime(line, file);
    if (wall === undefined) return file.mtimeMs;
    return wall - offset + (clocksChanged(wall - offset, file.mtimeMs) ? HOUR : 0);
  };
}

/** Whether clocks were changed between two moments: then a classic line may be an hour off. */
function clocksChanged(one: number, other: number): boolean {
  return offsetInAmsterdam(one) !== offsetInAmsterdam(other);
}

/** The line's own clock as if it were UTC, in the year that brings it closest before the end of the file. */
function wallTime(line: string, file: Stats): number | undefined {
  const [, month, day, hours, minutes, seconds] = CLASSIC.exec(line) ?? [];
  if (month === undefined) return undefined;
  const year = file.mtime.getUTCFullYear();
  const inYear = (which: number): number => Date.UTC(which, MONTHS.indexOf(month), Number(day), Number(hours), Number(minutes), Number(seconds));
  return [year + 1, year, year - 1].map(inYear).find((time) => time <= file.mtimeMs + DAY);
}

function offsetInAmsterdam(moment: number): number {
  const [hours, minutes] = timeInAmsterdam(new Date(moment)).split(':').map(Number);
  const utc = new Date(moment);
  return (hours! * 60 + minutes! - utc.getUTCHours() * 60 - utc.getUTCMinutes() + 24 * 60) % (24 * 60);
}
