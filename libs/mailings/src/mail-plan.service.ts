import { type Actor, audit, Clock, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { loadMeeting, Meeting } from '@bijeen/meetings';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ChangeMailPlan, momentIn } from './change-mail-plan.js';
import { MAIL_RULES, type MailRule, type Moments, PLANNED_KINDS, type PlannedKind } from './mail-rules.js';
import { obstacleTo } from './obstacle.js';
import { type Misfit, PlannedMail } from './planned-mail.entity.js';
import { type Expected, expectedPeople, planOfMeeting, type Variant, VARIANTS } from './planned-mail.queries.js';

/** One line of a meeting's mail plan, as pages and programs see it. */
export interface PlanItem {
  kind: PlannedKind;
  dueAt: Date;
  state: PlannedMail['state'];
  movedByHand: boolean;
  rule: MailRule;
  /** How many people would get it at this moment; for a mail that is done, how many got it. */
  expectedRecipients: number;
  /** The same per text of the mail. */
  perVariant: { variant: Variant; people: number }[];
  recipients: number | null;
  reason: PlannedMail['reason'];
  settledAt: Date | null;
  settledBy: string | null;
  /** Its moment no longer fits the meeting. */
  warning: Misfit | null;
  /** It could be sent this minute: the meeting is such that it makes sense. */
  maySendNow: boolean;
}

/** A planned mail that gets another moment; `to` is null when it does not leave. */
export interface MovedPlan {
  kind: PlannedKind;
  from: Date;
  to: Date | null;
}

/** Which mail leaves when: made when a meeting is planned, kept right when it moves, changed by hand. */
@Injectable()
export class MailPlanService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the plan of a meeting, or brings it up to date after the meeting changed; call it in the transaction of that change. Calling
   * it again changes nothing.
   */
  async recompute(tx: EntityManager, _actor: Actor, meeting: Meeting): Promise<void> {
    const all = await this.plansOf(tx, meeting, true);
    for (const plan of all) plan.follow(ruleOf(plan.kind, meeting), momentsOf(meeting, all), this.clock.now());
    await tx.save(all);
  }

  /** Brings the plan to the other date that the meeting has now; in the transaction of that move. Says what changes. */
  async moveToNewDate(tx: EntityManager, meeting: Meeting): Promise<MovedPlan[]> {
    const all = await this.plansOf(tx, meeting, true);
    const moved = this.movedPlans(meeting, all);
    await tx.save(all);
    return moved;
  }

  /** What would change: for another date when the meeting has one, else everything that is planned stands still. */
  async foresee(tx: EntityManager, meeting: Meeting, newDate: boolean): Promise<MovedPlan[]> {
    if (newDate) return this.movedPlans(meeting, await this.plansOf(tx, meeting, false));
    return (await planOfMeeting(tx, meeting.id)).filter(({ state }) => state === 'planned').map(({ kind, dueAt }) => ({ kind, from: dueAt, to: null }));
  }

  /**
   * The plan in the order in which the mails leave, with the numbers of now.
   * @param byHand as for somebody who presses "send now": also people who were invited just now
   * @throws DomainError `meeting.not-found`
   */
  async list(actor: Tenant, meetingId: string, byHand = false): Promise<PlanItem[]> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const plans = await planOfMeeting(tx, meetingId);
      const expected = await expectedPeople(tx, actor.organisationId, meetingId, byHand);
      const now = this.clock.now();
      return plans.map((plan) => ({ ...itemOf(plan, expected, momentsOf(meeting, plans)), maySendNow: plan.state !== 'done' && obstacleTo(plan, meeting, { now, byHand: true }) === null }));
    });
  }

  /** One line of it. @throws DomainError `mail-plan.not-found`, `meeting.not-found` */
  async find(actor: Tenant, meetingId: string, kind: PlannedKind, byHand = false): Promise<PlanItem> {
    const item = (await this.list(actor, meetingId, byHand)).find((each) => each.kind === kind);
    if (!item) throw new DomainError('mail-plan.not-found');
    return item;
  }

  /** Moves, skips or resumes one mail. @throws DomainError as `PlannedMail.moveTo`, `mail-plan.not-found`, `meeting.not-found` */
  async change(actor: Actor, meetingId: string, { kind, moment, state }: ChangeMailPlan): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const { meeting, plans, plan } = await this.loadForChange(tx, meetingId, kind);
      const now = this.clock.now();
      if (moment) plan.moveTo(momentIn(moment), momentsOf(meeting, plans), now);
      if (state === 'skipped') plan.skip(actor, now);
      if (state === 'planned' && !moment) plan.resume(now);
      if (kind === 'follow-up' && moment) this.followFollowUp(meeting, plans);
      await tx.save(plans);
      await audit(tx, actor, 'mail-plan.changed', { kind: 'meeting', id: meetingId }, { kind, dueAt: plan.dueAt.toISOString(), state: plan.state });
    });
  }

  /** The reminder of the call to action counts from the aftermail. */
  followFollowUp(meeting: Meeting, plans: PlannedMail[]): void {
    const reminder = plans.find(({ kind }) => kind === 'call-to-action-reminder');
    reminder?.follow(ruleOf('call-to-action-reminder', meeting), momentsOf(meeting, plans), this.clock.now());
  }

  private movedPlans(meeting: Meeting, all: PlannedMail[]): MovedPlan[] {
    const before = all.map(({ dueAt, state }: Partial<PlannedMail>) => ({ dueAt, state }));
    for (const plan of all) plan.followToNewDate(ruleOf(plan.kind, meeting), momentsOf(meeting, all), this.clock.now(), meeting.revision);
    return all.flatMap(({ kind, dueAt, state }, index): MovedPlan[] => {
      const was = before[index]!;
      if (!was.dueAt || (was.dueAt.getTime() === dueAt.getTime() && was.state === state)) return [];
      return [{ kind, from: was.dueAt, to: state === 'planned' ? dueAt : null }];
    });
  }

  /** One row per kind: those that are kept, and new ones where there is none yet. */
  private async plansOf(tx: EntityManager, { organisationId, id: meetingId }: Meeting, lock: boolean): Promise<PlannedMail[]> {
    const known = new Map((await planOfMeeting(tx, meetingId, lock)).map((plan) => [plan.kind, plan]));
    return PLANNED_KINDS.map((kind) => known.get(kind) ?? tx.create(PlannedMail, { organisationId, meetingId, kind, state: 'planned', movedByHand: false, recipients: null, reason: null, settledAt: null, settledBy: null, round: 0 }));
  }

  /** One mail of a plan, locked together with the others. @throws DomainError `mail-plan.not-found`, `meeting.not-found` */
  async loadForChange(tx: EntityManager, meetingId: string, kind: PlannedKind): Promise<{ meeting: Meeting; plans: PlannedMail[]; plan: PlannedMail }> {
    const meeting = await loadMeeting(tx, meetingId);
    const plans = await planOfMeeting(tx, meetingId, true);
    const plan = plans.find((each) => each.kind === kind);
    if (!plan) throw new DomainError('mail-plan.not-found');
    return { meeting, plans, plan };
  }
}

/** What the rules of this meeting count from; the aftermail's own moment once it is known. */
export function momentsOf(meeting: Meeting, plans: PlannedMail[]): Moments {
  const aftermail = plans.find(({ kind }) => kind === 'follow-up');
  const followUp = aftermail?.state === 'done' ? (aftermail.settledAt ?? aftermail.dueAt) : aftermail?.dueAt;
  return { start: meeting.startsAt, end: meeting.endsAt, answerBy: meeting.answerBy, ...(followUp && { followUp }) };
}

/** The usual rules, with what this meeting chose itself. */
function ruleOf(kind: PlannedKind, meeting: Meeting): MailRule {
  return kind === 'follow-up' ? { ...MAIL_RULES[kind], days: meeting.followUpWorkingDays } : MAIL_RULES[kind];
}

function itemOf(plan: PlannedMail, expected: Expected[], moments: Moments): Omit<PlanItem, 'maySendNow'> {
  const { kind, dueAt, state, movedByHand, rule, recipients, reason, settledAt, settledBy } = plan;
  const perVariant = VARIANTS.flatMap((variant) => expected.filter((each) => each.kind === kind && each.variant === variant).map(({ people }) => ({ variant, people })));
  const now = perVariant.reduce((sum, { people }) => sum + people, 0);
  return { kind, dueAt, state, movedByHand, rule, recipients, reason, settledAt, settledBy, perVariant, expectedRecipients: recipients ?? now, warning: plan.warning(moments) };
}
