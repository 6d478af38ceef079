import { Temporal } from 'temporal-polyfill';

/** How Outlook and Exchange call the zones of our part of the world (CLDR windowsZones). */
const WINDOWS_ZONES: Record<string, string> = {
  'W. Europe Standard Time': 'Europe/Amsterdam',
  'Romance Standard Time': 'Europe/Brussels',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kyiv',
  'GTB Standard Time': 'Europe/Athens',
  'UTC': 'UTC',
};
const AT_HOME = 'Europe/Amsterdam';

/** A time on the wall. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The instant of a wall-clock time in a zone as a calendar file names it. A name that nobody knows is Amsterdam, for there the meetings are; null for a day that does not exist. */
export function instantIn(zone: string | null, { year, month, day, hour, minute, second }: WallTime): Date | null {
  try {
    const wall = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second: Math.min(second, 59) }, { overflow: 'reject' });
    return new Date(wall.toZonedDateTime(known(zone)).epochMilliseconds);
  } catch {
    return null;
  }
}

function known(zone: string | null): string {
  const name = zone === null ? AT_HOME : (WINDOWS_ZONES[zone] ?? zone.replace(/^\/.*?(?=[A-Z][a-z]+\/)/, ''));
  try {
    return new Intl.DateTimeFormat('nl', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return AT_HOME;
  }
}
