import type { Day } from '@bijeen/platform';

/**
 * Days of the regular municipal elections (Kieswet art. F 1; Kiesraad). After each of them many wethouders change, so what was
 * checked before is doubtful. 2030 is the day the law points to.
 */
export const MUNICIPAL_ELECTIONS: readonly Day[] = ['2014-03-19', '2018-03-21', '2022-03-16', '2026-03-18', '2030-03-20'];

/** The last municipal election on or before `today`. */
export function lastMunicipalElection(today: Day): Day {
  return MUNICIPAL_ELECTIONS.findLast((day) => day <= today) ?? MUNICIPAL_ELECTIONS[0]!;
}

/** Whether a fact that was last checked on `checked` may have changed with the last municipal election ("nog kloppend?"). */
export function needsCheck(checked: Day, today: Day): boolean {
  return checked < lastMunicipalElection(today);
}
