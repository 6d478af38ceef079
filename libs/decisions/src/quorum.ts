import { type ContactFunction, isDecisionMaker } from '@bijeen/contacts';
import type { Meeting } from '@bijeen/meetings';
import { addDays, type Day, dayInAmsterdam, workingDayOnOrAfter, workingDayOnOrBefore } from '@bijeen/platform';
import type { GoNoGo } from './go-no-go.entity.js';
import type { Quorum } from './quorum.entity.js';

/** People who say yes, per function and municipality. */
export interface Coming {
  function: ContactFunction;
  /** Empty when it is not known. */
  municipalityCode: string;
  people: number;
}

/** One demand of the quorum and how it is met. */
export interface QuorumPart {
  part: 'aldermen' | 'boardMembers' | 'municipalities';
  needed: number;
  coming: number;
}

const BOARD: readonly ContactFunction[] = ['BOARD_MEMBER', 'DIRECTOR'];
/** Two weeks are enough to call, and to tell everybody. */
const DAYS_BEFORE = 14;

/** The demands of `quorum` against who says yes. Nothing that was not asked for. */
export function quorumParts(quorum: Pick<Quorum, 'aldermen' | 'boardMembers' | 'municipalities' | 'policyOfficersCount'>, coming: Coming[]): QuorumPart[] {
  const people = (offices: readonly ContactFunction[]): number => coming.filter((each) => offices.includes(each.function)).reduce((sum, each) => sum + each.people, 0);
  const deciding = coming.filter((each) => each.people > 0 && each.municipalityCode !== '' && isDecisionMaker(each.function, quorum.policyOfficersCount ? ['POLICY_OFFICER'] : []));
  const found = { aldermen: people(['ALDERMAN']), boardMembers: people(BOARD), municipalities: new Set(deciding.map(({ municipalityCode }) => municipalityCode)).size };
  return (['aldermen', 'boardMembers', 'municipalities'] as const).flatMap((part) => (quorum[part] === null ? [] : [{ part, needed: quorum[part], coming: found[part] }]));
}

export function isReached(parts: QuorumPart[]): boolean {
  return parts.every(({ needed, coming }) => coming >= needed);
}

/** The day on which to decide: as chosen, else two weeks before, on a working day; when that has passed, the first working day from now on. */
export function decisionDay(meeting: Pick<Meeting, 'startsAt'>, quorum: Pick<Quorum, 'decideOn'> | null, today: Day): Day {
  const date = dayInAmsterdam(meeting.startsAt);
  if (quorum?.decideOn && quorum.decideOn < date) return quorum.decideOn;
  const usual = workingDayOnOrBefore(addDays(date, -DAYS_BEFORE));
  if (usual >= today) return usual;
  const soon = workingDayOnOrAfter(today);
  return soon < date ? soon : today;
}

/** The decision that counts now: the newest one about the date that the meeting has. */
export function decisionOf(meeting: Pick<Meeting, 'startsAt'>, decisions: GoNoGo[]): GoNoGo | undefined {
  return decisions.filter(({ startsAt }) => startsAt.getTime() === meeting.startsAt.getTime()).sort((a, b) => b.at.getTime() - a.at.getTime())[0];
}

/** Whether somebody must decide now. */
export function isDecisionAwaited({ meeting, quorum, decision, now }: { meeting: Pick<Meeting, 'startsAt' | 'state'>; quorum: Quorum | null; decision: GoNoGo | undefined; now: Date }): boolean {
  if (!quorum || meeting.startsAt <= now || (meeting.state !== 'inviting' && meeting.state !== 'confirmed')) return false;
  const today = dayInAmsterdam(now);
  // Without a decision the day stands as it was: `today` would push it along for ever.
  if (!decision) return today >= decisionDay(meeting, quorum, '');
  return decision.outcome === 'call' && today >= decision.decideAgainOn!;
}
