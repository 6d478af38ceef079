import { weekday } from '@bijeen/platform';
import { fallsOn, overlaps, PATTERN_KIND_LABELS, PATTERN_KINDS, type PatternKind } from './council-pattern.entity.js';
import type { CheckedMunicipality, DateFacts, Finding, Slot } from './findings.js';

/**
 * Where nobody wrote down when the college meets: on Tuesday, as most do. It is an assumption, is called one wherever it is shown, and
 * never weighs more than "let op" (docs/decisions/0014).
 */
export const ASSUMED_COLLEGE_DAY = 2;
/** So many municipalities are named; the others are counted. */
const MOST_NAMES = 4;

/** Which municipalities meet on a day. */
export interface Busy {
  /** At the time of the meeting, or at a time we do not know. */
  clash: CheckedMunicipality[];
  /** On that day, at another time. */
  sameDay: CheckedMunicipality[];
}

/** Which municipalities have a council, college or committee on that day, by what was written down about them. */
export function busyOn({ day, from, to }: Slot, { municipalities, patterns }: Pick<DateFacts, 'municipalities' | 'patterns'>): Record<PatternKind, Busy> {
  const on = patterns.filter((pattern) => fallsOn(pattern, day));
  const busy = (kind: PatternKind): Busy => {
    const mine = ({ code }: CheckedMunicipality): typeof on => on.filter((pattern) => pattern.kind === kind && pattern.municipalityCode === code);
    const clash = municipalities.filter((one) => mine(one).some((pattern) => overlaps(pattern, from, to)));
    return { clash, sameDay: municipalities.filter((one) => mine(one).length > 0 && !clash.includes(one)) };
  };
  return { council: busy('council'), college: busy('college'), committee: busy('committee') };
}

/** On the assumed day: the municipalities of whose college we know nothing. */
export function assumedColleges({ day }: Pick<Slot, 'day'>, { municipalities, patterns }: Pick<DateFacts, 'municipalities' | 'patterns'>): CheckedMunicipality[] {
  if (weekday(day) !== ASSUMED_COLLEGE_DAY) return [];
  return municipalities.filter(({ code }) => !patterns.some((pattern) => pattern.kind === 'college' && pattern.municipalityCode === code));
}

/** Councils, colleges and committees that meet on that day. */
export function councilFindings(slot: Slot, facts: DateFacts): Finding[] {
  const busy = busyOn(slot, facts);
  const assumed = assumedColleges(slot, facts);
  return [
    ...PATTERN_KINDS.flatMap((kind) => findings(kind, busy[kind])),
    ...(assumed.length === 0 ? [] : [{ kind: 'college' as const, severity: 'attention' as const, text: `Op dinsdag vergaderen de meeste colleges van B en W. Dat is een aanname voor ${names(assumed)}.`, municipalityCodes: codes(assumed) }]),
  ];
}

function findings(kind: PatternKind, { clash, sameDay }: Busy): Finding[] {
  const who = PATTERN_KIND_LABELS[kind];
  return [
    ...(clash.length === 0 ? [] : [{ kind, severity: kind === 'committee' ? 'attention' as const : 'objection' as const, text: `Dan vergadert de ${who} van ${names(clash)}.`.replace('de college', 'het college'), municipalityCodes: codes(clash) }]),
    ...(sameDay.length === 0 ? [] : [{ kind, severity: 'attention' as const, text: `Op deze dag vergadert ook de ${who} van ${names(sameDay)}, op een andere tijd.`.replace('de college', 'het college'), municipalityCodes: codes(sameDay) }]),
  ];
}

/** "Kampen, Raalte en Zwolle", "Kampen, Raalte, Zwolle, Olst en 3 andere gemeenten" */
function names(municipalities: CheckedMunicipality[]): string {
  const [shown, others] = [municipalities.slice(0, MOST_NAMES).map(({ name }) => name), municipalities.length - MOST_NAMES];
  return list(others <= 0 ? shown : [...shown, others === 1 ? '1 andere gemeente' : `${others} andere gemeenten`]);
}

function codes(municipalities: CheckedMunicipality[]): string[] {
  return municipalities.map(({ code }) => code);
}

/** "a, b en c" */
export function list(parts: readonly string[]): string {
  return new Intl.ListFormat('nl').format(parts);
}
