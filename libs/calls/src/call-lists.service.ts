import { CONTACT_FUNCTIONS, isDecisionMaker } from '@bijeen/contacts';
import { refusalToAnswer } from '@bijeen/invitations';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { Clock, dayInAmsterdam, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Attempt, type Call, type CallCount, type CallList, opensAt, type Spoken } from './call-list.js';
import { type Asked, attemptsOfMeeting, countCalls, listCalls, secondReminder } from './calls.queries.js';
import { TalkingPointsService } from './talking-points.service.js';

const DECIDING = CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each));
/** More nobody calls in a week; who decides stands at the top. */
const MOST_AT_ONCE = 200;
/** As with the reminders: who was asked less than two days ago has not been silent yet. */
const TIME_TO_ANSWER_MS = 48 * 60 * 60 * 1000;

/** Who calls whom: after the second reminder there is no third mail, but a person who calls (L2). */
@Injectable()
export class CallLists {
  constructor(
    private readonly db: TenantDatabase,
    private readonly points: TalkingPointsService,
    private readonly clock: Clock,
  ) {}

  /** The same number of queries however many people are to be called. @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, meetingId: string): Promise<CallList> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const asked = await this.asked(tx, meeting);
      const count = await countCalls(tx, asked);
      const attempts = await attemptsOfMeeting(tx, meeting.organisationId, meetingId);
      const calls = (await listCalls(tx, asked, MOST_AT_ONCE)).map(({ putOff, mailed, ...call }) => ({
        putOff,
        call: { ...call, mailed: mailed.map((mail) => ({ ...mail, at: new Date(mail.at) })), attempts: attempts.filter(({ invitationId }) => invitationId === call.invitationId).map(attemptOf) },
      }));
      const [now, later] = [false, true].map((which) => calls.filter(({ putOff }) => putOff === which).map(({ call }) => call)) as [Call[], Call[]];
      return { meeting, ...count, opensAt: asked.opensAt, over: asked.over, calls: now, later, spoken: spokenOf(attempts, [...now, ...later]), points: await this.points.filled(tx, meeting) };
    });
  }

  /** How many are to be called now, in two queries. */
  async count(actor: Tenant, meeting: Meeting): Promise<CallCount> {
    return this.db.transaction(actor, async (tx) => {
      const asked = await this.asked(tx, meeting);
      return { ...(await countCalls(tx, asked)), opensAt: asked.opensAt };
    });
  }

  /** As long as an answer can be noted there is somebody to call; people who just did not answer only after the second reminder. */
  private async asked(tx: EntityManager, meeting: Meeting): Promise<Asked & { opensAt: Date | null }> {
    const now = this.clock.now();
    const { organisationId, id: meetingId } = meeting;
    const over = refusalToAnswer(meeting, now, true) !== null;
    const opens = opensAt(await secondReminder(tx, organisationId, meetingId), now);
    return { organisationId, meetingId, today: dayInAmsterdam(now), askedBefore: new Date(now.getTime() - TIME_TO_ANSWER_MS), deciding: DECIDING, now, opensAt: over ? null : opens, over, open: !over && opens === null };
  }
}

function attemptOf({ outcome, note, callAgainOn, by, at }: Attempt): Attempt {
  return { outcome, note, callAgainOn, by, at };
}

/** The last answer that each person gave by phone, except of those who are to be called again. */
function spokenOf(attempts: Awaited<ReturnType<typeof attemptsOfMeeting>>, open: Call[]): Spoken[] {
  const passed = new Set(open.map(({ invitationId }) => invitationId));
  const spoken: Spoken[] = [];
  for (const { outcome, ...attempt } of attempts) {
    if (outcome === 'call-again' || outcome === 'not-reached' || passed.has(attempt.invitationId)) continue;
    passed.add(attempt.invitationId);
    spoken.push({ ...attempt, outcome });
  }
  return spoken;
}
