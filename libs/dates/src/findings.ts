import { clockTime, type Day, dayInAmsterdam, holiday, isWorkingDay, timeInAmsterdam, weekday, type WallTime } from '@bijeen/platform';
import { councilFindings, list } from './council-findings.js';
import type { PatternKind, PatternTimes } from './council-pattern.entity.js';
import { electionsNearby } from './elections-nearby.js';
import { RECESS_REGIONS, type RecessRegion, schoolRecess } from './school-recess.js';

export type FindingKind = 'past' | 'free-day' | 'school-recess' | 'recess-unknown' | 'municipal-recess' | 'election' | 'own-meeting' | PatternKind;

/** Something that speaks against a date, or that one should know. */
export interface Finding {
  kind: FindingKind;
  /** `objection`: better not; `attention`: look at it. */
  severity: 'objection' | 'attention';
  /** A Dutch sentence. */
  text: string;
  /** About which municipalities, as far as it is about some. */
  municipalityCodes: string[];
}

/** A day with its times, as clocks in Amsterdam show them. */
export interface Slot {
  day: Day;
  from: WallTime;
  to: WallTime;
}

/** A municipality with people who decide on the list. */
export interface CheckedMunicipality {
  code: string;
  name: string;
  recessRegion: RecessRegion;
  /** Invited people who decide; 0 while nobody is invited. */
  people: number;
}

/** Everything a date is held against. */
export interface DateFacts {
  today: Day;
  municipalities: CheckedMunicipality[];
  patterns: (PatternTimes & { municipalityCode: string; kind: PatternKind })[];
  /** Other meetings of the organisation. */
  meetings: { title: string; venuePlace: string; startsAt: Date; endsAt: Date }[];
}

/** What speaks against a date, the heaviest first. The order of the facts makes no difference. */
export function findingsOn(slot: Slot, facts: DateFacts): Finding[] {
  const found = [...past(slot, facts), ...freeDay(slot), ...schoolFindings(slot, facts), ...electionsNearby(slot.day), ...councilFindings(slot, facts), ...ownMeetings(slot, facts), ...municipalRecess(slot)];
  return [...found.filter(({ severity }) => severity === 'objection'), ...found.filter(({ severity }) => severity === 'attention')];
}

/** The regions whose recess matters: those of the municipalities, or all while there are none. */
export function regionsOf(municipalities: CheckedMunicipality[]): RecessRegion[] {
  return municipalities.length === 0 ? [...RECESS_REGIONS] : RECESS_REGIONS.filter((region) => municipalities.some(({ recessRegion }) => recessRegion === region));
}

function past({ day }: Slot, { today }: DateFacts): Finding[] {
  return day < today ? [{ kind: 'past', severity: 'objection', text: 'Deze dag is al geweest.', municipalityCodes: [] }] : [];
}

function freeDay({ day }: Slot): Finding[] {
  const name = holiday(day);
  if (name === undefined && isWorkingDay(day)) return [];
  const text = name === undefined ? `Dit is een ${weekday(day) === 6 ? 'zaterdag' : 'zondag'}. Wie beslist, werkt dan meestal niet.` : `Dit is ${name}. Veel mensen zijn dan vrij.`;
  return [{ kind: 'free-day', severity: 'objection', text, municipalityCodes: [] }];
}

function schoolFindings({ day }: Slot, { municipalities }: DateFacts): Finding[] {
  const recesses = schoolRecess(day, regionsOf(municipalities));
  if (recesses === null) return [{ kind: 'recess-unknown', severity: 'attention', text: `De schoolvakanties op deze dag zijn onbekend voor dit jaar (${day.slice(0, 4)}). Kijk zelf op rijksoverheid.nl.`, municipalityCodes: [] }];
  return recesses.map(({ name, advice, regions }) => ({
    kind: 'school-recess', severity: advice ? 'attention' : 'objection',
    text: `${name} in regio ${list(regions)}${municipalities.length === 0 ? '' : `: ${count(municipalities.filter(({ recessRegion }) => regions.includes(recessRegion)).length)}`}.${advice ? ' Niet elke school heeft dan vrij.' : ''}`,
    municipalityCodes: municipalities.filter(({ recessRegion }) => regions.includes(recessRegion)).map(({ code }) => code),
  }));
}

function ownMeetings({ day, from, to }: Slot, { meetings }: DateFacts): Finding[] {
  return meetings.filter(({ startsAt }) => dayInAmsterdam(startsAt) === day).map(({ title, venuePlace, startsAt, endsAt }) => {
    const clash = timeInAmsterdam(startsAt) < to && from < timeInAmsterdam(endsAt);
    return { kind: 'own-meeting', severity: clash ? 'objection' : 'attention', text: `Op deze dag houden jullie ook “${title}” in ${venuePlace}, ${clockTime(startsAt)} tot ${clockTime(endsAt)} uur.`, municipalityCodes: [] };
  });
}

/** Councils rest in high summer and around Christmas. When exactly, each decides for itself: an assumption, and it says so. */
function municipalRecess({ day }: Slot): Finding[] {
  const date = day.slice(5);
  if (!(date >= '07-05' && date <= '08-31') && !(date >= '12-21' || date <= '01-05')) return [];
  const when = date.startsWith('07') || date.startsWith('08') ? 'zomer' : 'kerst';
  return [{ kind: 'municipal-recess', severity: 'attention', text: `Veel gemeenten hebben dan ${when}reces: raad en college vergaderen niet, en wethouders zijn vaak weg. Dit is een aanname.`, municipalityCodes: [] }];
}

function count(municipalities: number): string {
  return municipalities === 1 ? '1 gemeente' : `${municipalities} gemeenten`;
}
