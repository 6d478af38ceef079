import { addDays, type Day, dayInAmsterdam, workingDayOnOrAfter } from '@bijeen/platform';

const USUAL_DAYS = 14;

/** When a commitment is picked up at the latest, unless somebody chooses another day: a working day two weeks ahead. */
export function usualDueDay(now: Date): Day {
  return workingDayOnOrAfter(addDays(dayInAmsterdam(now), USUAL_DAYS));
}
