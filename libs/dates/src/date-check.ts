import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { addDays, Clock, type Day, dayInAmsterdam, firstInstantInAmsterdam, holiday, isWorkingDay, type Tenant, TenantDatabase, weekday } from '@bijeen/platform';
import { MunicipalityDirectory } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { assumedColleges, type Busy, busyOn } from './council-findings.js';
import { PATTERN_KINDS, type PatternKind } from './council-pattern.entity.js';
import { dateFacts } from './date-check.queries.js';
import { type CheckedMunicipality, type DateFacts, type Finding, findingsOn, regionsOf, type Slot } from './findings.js';
import { recessRegionOf, schoolRecess } from './school-recess.js';

/** How many municipalities meet, and how many invited people who decide work there. */
export interface BusyCount {
  municipalities: number;
  people: number;
}

/** A date with everything that speaks against it. */
export interface CheckedDate extends Slot {
  findings: Finding[];
  /** At the time of the meeting, by what was written down. */
  busy: Record<PatternKind, BusyCount>;
  /** On the day on which most colleges meet, where nothing was written down. */
  assumedColleges: BusyCount;
}

/** A day in the calendar around the dates. */
export interface CalendarDay {
  day: Day;
  /** Holiday; null on an ordinary day. */
  holiday: string | null;
  recess: string | null;
  /** Municipalities with a council, college or committee, by what was written down. */
  meeting: number;
  ownMeetings: number;
  /** One of the dates that are looked at. */
  looked: boolean;
}

/** The dates, and the weeks around them. */
export interface DateCheckResult {
  meeting: Meeting;
  municipalities: CheckedMunicipality[];
  dates: CheckedDate[];
  /** Monday to Friday, week by week. */
  weeks: CalendarDay[][];
}

/** Whether a date is a good one for the people who decide: recess, holidays, elections, councils and colleges, and our own meetings. */
@Injectable()
export class DateCheck {
  constructor(
    private readonly db: TenantDatabase,
    private readonly municipalities: MunicipalityDirectory,
    private readonly clock: Clock,
  ) {}

  /** Looks at dates for a meeting; changes nothing. @throws DomainError `meeting.not-found` */
  async look(actor: Tenant, meetingId: string, slots: (meeting: Meeting) => Slot[]): Promise<DateCheckResult> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      return this.check(tx, meeting, slots(meeting));
    });
  }

  /**
   * The same in the transaction of the caller; one query, however many dates, guests and municipalities. It is about the municipalities whose deciding people
   * are invited, or those of the region while nobody is.
   */
  async check(tx: EntityManager, meeting: Meeting, slots: Slot[]): Promise<DateCheckResult> {
    const weeks = weeksAround(slots.map(({ day }) => day));
    const days = [...weeks.flat(), ...slots.map(({ day }) => day)].sort();
    const between: [Date, Date] = days.length === 0 ? [meeting.startsAt, meeting.startsAt] : [firstInstantInAmsterdam(days[0]!, '00:00'), firstInstantInAmsterdam(addDays(days.at(-1)!, 1), '00:00')];
    const { people, target, patterns, meetings } = await dateFacts(tx, { organisationId: meeting.organisationId, meetingId: meeting.id, between });
    const facts: DateFacts = { today: dayInAmsterdam(this.clock.now()), municipalities: await this.checked(people, target), patterns, meetings };
    const asked = new Set(slots.map(({ day }) => day));
    return { meeting, municipalities: facts.municipalities, dates: slots.map((slot) => checkedDate(slot, facts)), weeks: weeks.map((week) => week.map((day) => calendarDay(day, facts, asked))) };
  }

  private async checked(people: { code: string; people: number }[], target: string[]): Promise<CheckedMunicipality[]> {
    const count = new Map(people.map((each) => [each.code, each.people]));
    const found = await this.municipalities.withCodes(count.size > 0 ? count.keys() : target);
    return found.map((one) => ({ code: one.code, name: one.name, recessRegion: recessRegionOf(one), people: count.get(one.code) ?? 0 }));
  }
}

function checkedDate(slot: Slot, facts: DateFacts): CheckedDate {
  const busy = busyOn(slot, facts);
  const clashes = PATTERN_KINDS.map((kind) => [kind, counted(busy[kind].clash)] as const);
  return { ...slot, findings: findingsOn(slot, facts), busy: Object.fromEntries(clashes) as Record<PatternKind, BusyCount>, assumedColleges: counted(assumedColleges(slot, facts)) };
}

function calendarDay(day: Day, facts: DateFacts, asked: ReadonlySet<Day>): CalendarDay {
  const all = Object.values(busyOn({ day, from: '00:00', to: '24:00' }, facts)).flatMap(({ clash }: Busy) => clash);
  const recess = schoolRecess(day, regionsOf(facts.municipalities))?.find(({ advice }) => !advice);
  return {
    day, holiday: isWorkingDay(day) ? null : (holiday(day) ?? null), recess: recess?.name ?? null, meeting: new Set(all.map(({ code }) => code)).size,
    ownMeetings: facts.meetings.filter(({ startsAt }) => dayInAmsterdam(startsAt) === day).length, looked: asked.has(day),
  };
}

function counted(municipalities: CheckedMunicipality[]): BusyCount {
  return { municipalities: municipalities.length, people: municipalities.reduce((sum, { people }) => sum + people, 0) };
}

/** The working weeks of these days with the week before and after each, in order. */
function weeksAround(days: Day[]): Day[][] {
  const mondays = new Set(days.flatMap((day) => [-7, 0, 7].map((shift) => addDays(day, 1 - weekday(day) + shift))));
  return [...mondays].sort().map((monday) => [0, 1, 2, 3, 4].map((shift) => addDays(monday, shift)));
}
