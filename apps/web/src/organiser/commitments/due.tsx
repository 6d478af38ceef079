import { type Day, firstInstantInAmsterdam, longDate } from '@bijeen/platform';

/** The day before which something is to be done; late says so in words. */
export function Due({ day, today }: { day: Day; today: Day }) {
  return day < today ? <>{dayInWords(day)} <span class="tag tag--error">te laat</span></> : <>{dayInWords(day)}</>;
}

/** "donderdag 11 maart 2027" */
export function dayInWords(day: Day): string {
  return longDate(firstInstantInAmsterdam(day, '12:00'));
}
