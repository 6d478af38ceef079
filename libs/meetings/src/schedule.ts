import { addDays, clockTime, type Day, dayInAmsterdam, DomainError, instantInAmsterdam, longDate, timeInAmsterdam, type WallTime } from '@bijeen/platform';

/** When a meeting is, and until when invitees may answer, as instants. */
export interface Schedule {
  startsAt: Date;
  endsAt: Date;
  answerBy: Date;
}

/** The same as clocks in Amsterdam show it. Without `answerBy` a fitting day is chosen. */
export interface WallSchedule {
  date: Day;
  from: WallTime;
  to: WallTime;
  answerBy?: Day | undefined;
}

/** Invitees get two weeks' notice of the meeting at the least, when there is time for that. */
const ANSWER_DAYS_BEFORE = 14;
const END_OF_DAY = '23:59';

/**
 * From wall clock to instants. Answers are welcome until 23:59 of the answer-by day, but never after the start.
 * @throws DomainError `input.invalid` that explains a time that does not exist or exists twice (DST, R14)
 */
export function scheduleOf(wall: WallSchedule, now: Date): Schedule {
  const problems: Record<string, string> = {};
  const startsAt = instant('from', wall.date, wall.from, problems);
  const endsAt = instant('to', wall.date, wall.to, problems);
  if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
  const answerBy = instantInAmsterdam(wall.answerBy ?? usualAnswerDay(wall.date, now), END_OF_DAY);
  return { startsAt, endsAt, answerBy: answerBy < startsAt ? answerBy : startsAt };
}

/** Back to what a form shows. */
export function wallScheduleOf({ startsAt, endsAt, answerBy }: Schedule): Required<WallSchedule> {
  return { date: dayInAmsterdam(startsAt), from: timeInAmsterdam(startsAt), to: timeInAmsterdam(endsAt), answerBy: dayInAmsterdam(answerBy) };
}

/**
 * What the present moment forbids, per field: only what differs from `old` is judged, so that a meeting that has begun can still
 * be corrected elsewhere.
 */
export function pastProblems(next: Schedule, old: Schedule | null, now: Date): Record<string, string> {
  const changed = (part: keyof Schedule): boolean => old?.[part].getTime() !== next[part].getTime();
  const today = dayInAmsterdam(now) === dayInAmsterdam(next.startsAt);
  return {
    ...(changed('startsAt') && next.startsAt <= now && (today
      ? { from: `Het is al ${clockTime(now)} uur. Kies een tijd die nog komt.` }
      : { date: `${longDate(next.startsAt)} is al geweest. Kies een dag die nog komt.` })),
    ...(changed('answerBy') && next.answerBy <= now && next.startsAt > now && { answerBy: `${longDate(next.answerBy)} is al geweest. Kies een dag die nog komt, vóór de bijeenkomst.` }),
  };
}

/** Two weeks before; when that is past, the day before; and on the day itself for a meeting of tomorrow or today. */
function usualAnswerDay(date: Day, now: Date): Day {
  const today = dayInAmsterdam(now);
  return [ANSWER_DAYS_BEFORE, 1].map((days) => addDays(date, -days)).find((day) => day > today) ?? date;
}

function instant(field: string, day: Day, time: WallTime, problems: Record<string, string>): Date {
  try {
    return instantInAmsterdam(day, time);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    problems[field] = error.message;
    return new Date(NaN);
  }
}
