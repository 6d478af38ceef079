import { CONTACT_FUNCTIONS, isDecisionMaker } from '@bijeen/contacts';
import { loadMeeting, type Meeting, MeetingsService } from '@bijeen/meetings';
import { type Actor, addDays, addWorkingDays, audit, Clock, type Day, dayInAmsterdam, DomainError, firstInstantInAmsterdam, isWorkingDay, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Decide, SetQuorum } from './decisions-input.js';
import { figures } from './decisions.queries.js';
import { type ExpectedTurnout, expectedTurnout } from './expected-turnout.js';
import { GoNoGo } from './go-no-go.entity.js';
import { type Coming, decisionDay, decisionOf, isDecisionAwaited, isReached, type QuorumPart, quorumParts } from './quorum.js';
import { Quorum } from './quorum.entity.js';

const DECIDING = CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each));
/** Working days of calling before it is weighed again, unless the organiser says otherwise. */
const DAYS_OF_CALLING = 3;
export const LOOK_TIME = '09:00';

/** Everything to decide on: who comes, who is expected, and what was decided before. */
export interface DecisionBoard {
  meeting: Meeting;
  quorum: Quorum | null;
  parts: QuorumPart[];
  reached: boolean;
  /** People who say yes now. */
  said: { everybody: number; deciding: number };
  expected: { everybody: ExpectedTurnout; deciding: ExpectedTurnout };
  /** Earlier meetings of this organisation on which the expectation rests. */
  meetings: number;
  /** People who decide and of whom we do not know whether they come. */
  toCall: number;
  decideOn: Day;
  awaited: boolean;
  /** What counts now; null when nothing was decided about this date. */
  decision: GoNoGo | null;
  /** All of them, newest first. */
  decisions: GoNoGo[];
}

/** Go or no-go (L2): how many who decide must come, whether they do, and what an organiser decides. Nobody is told automatically. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly meetings: MeetingsService,
    private readonly clock: Clock,
  ) {}

  /** The same number of queries however many people were invited. @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<DecisionBoard> {
    return this.db.transaction(actor, async (tx) => this.board(tx, await loadMeeting(tx, meetingId)));
  }

  /**
   * Says who must come, and when that is weighed.
   * @throws DomainError `input.invalid` for more than fit in the room or a day that does not do, `meeting.already-started`, `meeting.closed`
   */
  async setQuorum(actor: Actor, meetingId: string, input: SetQuorum): Promise<DecisionBoard> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      this.mustBeAhead(meeting);
      const problems = { ...capacityProblems(input, meeting), ...dayProblem('decideOn', input.decideOn, { meeting, today: this.today() }) };
      if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
      const { aldermen = null, boardMembers = null, municipalities = null, policyOfficersCount, decideOn = null } = input;
      const { organisationId } = actor;
      await tx.save(Quorum, { organisationId, meetingId, aldermen, boardMembers, municipalities, policyOfficersCount, decideOn, lookAt: nextLook(this.clock.now()) });
      await audit(tx, actor, 'meeting.quorum-set', { kind: 'meeting', id: meetingId }, { aldermen, boardMembers, municipalities, policyOfficersCount, decideOn });
      return this.board(tx, meeting);
    });
  }

  /**
   * Decides, and writes down why and how it stood. "Gaat door" confirms the meeting; calling or postponing takes that back. Nobody is told.
   * @throws DomainError `decision.nobody-invited`, `meeting.already-started`, `meeting.closed`, `input.invalid`
   */
  async decide(actor: Actor, meetingId: string, { outcome, reason, decideAgainOn }: Decide): Promise<DecisionBoard> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      this.mustBeAhead(meeting);
      if (meeting.state !== 'inviting' && meeting.state !== 'confirmed') throw new DomainError('decision.nobody-invited');
      const again = outcome === 'call' ? (decideAgainOn ?? this.dayAfterCalling(meeting)) : null;
      const problem = dayProblem('decideAgainOn', again ?? undefined, { meeting, today: this.today() });
      if (decideAgainOn !== undefined && Object.keys(problem).length > 0) throw new DomainError('input.invalid', {}, problem);
      const to = outcome === 'go' ? 'confirmed' : 'inviting';
      if (meeting.state !== to) await this.meetings.move(tx, actor, meeting, { to, reason });
      const { parts, expected } = await this.board(tx, meeting);
      const { organisationId } = actor;
      await tx.insert(GoNoGo, { organisationId, meetingId, outcome, reason, decideAgainOn: again, startsAt: meeting.startsAt, standing: { parts, expected: expected.everybody }, decidedBy: actor.name, at: this.clock.now() });
      await audit(tx, actor, 'meeting.decided', { kind: 'meeting', id: meetingId }, { outcome, reason });
      return this.board(tx, meeting);
    });
  }

  /** As `find`, in the transaction of the caller. */
  async board(tx: EntityManager, meeting: Meeting): Promise<DecisionBoard> {
    const now = this.clock.now();
    const { organisationId, id: meetingId } = meeting;
    const quorum = await tx.findOneBy(Quorum, { organisationId, meetingId });
    const decisions = await tx.find(GoNoGo, { where: { organisationId, meetingId }, order: { at: 'desc', id: 'desc' }, take: 50 });
    const { coming, toCall, history, meetings } = await figures(tx, { organisationId, meetingId, now, deciding: DECIDING });
    const parts = quorum ? quorumParts(quorum, coming) : [];
    const decision = decisionOf(meeting, decisions);
    const deciding = coming.filter((each) => isDecisionMaker(each.function));
    return {
      meeting, quorum, parts, reached: isReached(parts), meetings, toCall, decisions, decision: decision ?? null,
      expected: { everybody: expectedTurnout(perFunction(coming), history), deciding: expectedTurnout(perFunction(deciding), history) },
      said: { everybody: sum(coming), deciding: sum(deciding) },
      decideOn: decisionDay(meeting, quorum, dayInAmsterdam(now)), awaited: isDecisionAwaited({ meeting, quorum, decision, now }),
    };
  }

  private mustBeAhead({ state, startsAt }: Meeting): void {
    if (state === 'cancelled' || state === 'closed') throw new DomainError('meeting.closed');
    if (startsAt <= this.clock.now()) throw new DomainError('meeting.already-started');
  }

  /** Some working days from now, but never on the day of the meeting. */
  private dayAfterCalling({ startsAt }: Meeting): Day {
    const [usual, last] = [addWorkingDays(this.today(), DAYS_OF_CALLING), addDays(dayInAmsterdam(startsAt), -1)];
    return usual < last ? usual : last;
  }

  private today(): Day {
    return dayInAmsterdam(this.clock.now());
  }
}

/** When the clock looks again: at nine on the next working day. */
export function nextLook(now: Date): Date {
  return firstInstantInAmsterdam(addWorkingDays(dayInAmsterdam(now), 1), LOOK_TIME);
}

function perFunction(coming: Coming[]): Pick<Coming, 'function' | 'people'>[] {
  return CONTACT_FUNCTIONS.map((each) => ({ function: each, people: sum(coming.filter((row) => row.function === each)) })).filter(({ people }) => people > 0);
}

function sum(coming: Coming[]): number {
  return coming.reduce((total, { people }) => total + people, 0);
}

function capacityProblems({ aldermen = 0, boardMembers = 0, municipalities = 0 }: SetQuorum, { capacity }: Meeting): Record<string, string> {
  if (capacity === null) return {};
  const wrong = `Er ${capacity === 1 ? 'is' : 'zijn'} maar ${capacity} ${capacity === 1 ? 'plaats' : 'plaatsen'}. Vraag er minder, of kies een grotere zaal.`;
  return { ...(aldermen + boardMembers > capacity && { [aldermen > capacity || boardMembers === 0 ? 'aldermen' : 'boardMembers']: wrong }), ...(municipalities > capacity && { municipalities: wrong }) };
}

function dayProblem(field: string, day: Day | undefined, { meeting, today }: { meeting: Meeting; today: Day }): Record<string, string> {
  if (day === undefined) return {};
  if (day < today) return { [field]: 'Deze dag is al geweest. Kies een dag die nog komt.' };
  if (day >= dayInAmsterdam(meeting.startsAt)) return { [field]: 'Beslis vóór de dag van de bijeenkomst. Kies een eerdere dag.' };
  return isWorkingDay(day) ? {} : { [field]: 'Dit is geen werkdag. Kies een werkdag, dan is er iemand om te beslissen.' };
}
