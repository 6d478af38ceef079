import { type BusyCount, type CheckedDate, type Finding, PATTERN_KIND_LABELS, PATTERN_KINDS, type Slot } from '@bijeen/dates';
import { type Day, longDate, shortDate } from '@bijeen/platform';
import { number } from '../meetings/in-words.js';

/** How a finding is called, and how it looks; the word says it too. */
export const SEVERITIES: Record<Finding['severity'], { label: string; tag: string }> = { objection: { label: 'bezwaar', tag: 'error' }, attention: { label: 'let op', tag: 'warning' } };

/** "donderdag 15 april 2027" */
export function longDay(day: Day): string {
  return longDate(noon(day));
}

/** "do 15 apr 2027" */
export function shortDay(day: Day): string {
  return shortDate(noon(day));
}

/** "donderdag 15 april 2027, 13.30 tot 17.00 uur" */
export function slotInWords({ day, from, to }: Slot): string {
  return `${longDay(day)}, ${from.replace(':', '.')} tot ${to.replace(':', '.')} uur`;
}

/** The verdict on a date in a few words. */
export function verdict({ findings }: Pick<CheckedDate, 'findings'>): { label: string; tag: string } {
  const objections = findings.filter(({ severity }) => severity === 'objection').length;
  if (objections > 0) return { label: objections === 1 ? '1 bezwaar' : `${objections} bezwaren`, tag: 'error' };
  return findings.length > 0 ? { label: `${findings.length} keer let op`, tag: 'warning' } : { label: 'geen bezwaar', tag: 'ok' };
}

/** How many municipalities meet at that time, and how many invited people who decide are from there. */
export function busyInWords({ busy, assumedColleges }: Pick<CheckedDate, 'busy' | 'assumedColleges'>): string[] {
  return [
    ...PATTERN_KINDS.filter((kind) => busy[kind].municipalities > 0).map((kind) => `${capital(PATTERN_KIND_LABELS[kind])}: ${counted(busy[kind])}`),
    ...(assumedColleges.municipalities > 0 ? [`College van B en W (aanname): ${counted(assumedColleges)}`] : []),
  ];
}

/** What leads to the page on which the meeting gets this date. */
export function moveHref(meetingId: string, { day, from, to }: Slot): string {
  return `/bijeenkomsten/${meetingId}/verplaatsen?${new URLSearchParams({ date: day, from, to }).toString()}`;
}

function counted({ municipalities, people }: BusyCount): string {
  const places = municipalities === 1 ? '1 gemeente' : `${number(municipalities)} gemeenten`;
  return people === 0 ? places : `${places}, ${people === 1 ? '1 beslisser' : `${number(people)} beslissers`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}
