import { addDays, type Day, type WallTime, weekday } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who of a municipality meets. */
export const PATTERN_KINDS = ['council', 'college', 'committee'] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];

/** Each of them as people call it. */
export const PATTERN_KIND_LABELS: Record<PatternKind, string> = { council: 'gemeenteraad', college: 'college van B en W', committee: 'raadscommissie' };

/** The last week of the month, beside the first to the fourth. */
export const LAST_WEEK = 5;

/** When somebody of a municipality meets, week in week out: "the council, every second and last Thursday of the month, 19:30 to 23:00". */
@Entity('council_pattern')
export class CouncilPattern {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text') municipalityCode: string;
  @Column('text') kind: PatternKind;
  /** 1 = Monday … 7 = Sunday. */
  @Column('int') weekday: number;
  /** Which of those days in a month, 1 to 4 and `LAST_WEEK`; empty means every week. */
  @Column('int', { array: true, default: [] }) weeks: number[];
  /** Null together with `toTime`: at any time of that day. */
  @Column('text', { nullable: true }) fromTime: WallTime | null;
  @Column('text', { nullable: true }) toTime: WallTime | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('text') updatedBy: string;
  @Column('timestamptz') updatedAt: Date;
}

/** What of a pattern says when it is. */
export type PatternTimes = Pick<CouncilPattern, 'weekday' | 'weeks' | 'fromTime' | 'toTime'>;

/** Whether it is on that day. */
export function fallsOn({ weekday: on, weeks }: Pick<PatternTimes, 'weekday' | 'weeks'>, day: Day): boolean {
  if (weekday(day) !== on) return false;
  if (weeks.length === 0) return true;
  const last = addDays(day, 7).slice(0, 7) !== day.slice(0, 7);
  return weeks.includes(Math.ceil(Number(day.slice(8)) / 7)) || (last && weeks.includes(LAST_WEEK));
}

/** Whether it takes some of that time; without times of its own it may take any. */
export function overlaps({ fromTime, toTime }: Pick<PatternTimes, 'fromTime' | 'toTime'>, from: WallTime, to: WallTime): boolean {
  return fromTime === null || toTime === null || (fromTime < to && from < toTime);
}
