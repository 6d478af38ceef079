import { randomUUID } from 'node:crypto';
import { type Actor, audit, Clock, Config, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Reach, Region } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Meeting, type MeetingChange } from './meeting.entity.js';
import type { MeetingState } from './meeting-state.js';
import { MeetingTransition } from './meeting-transition.entity.js';
import { listMeetings, loadMeeting, type MeetingLine, type MeetingListPage, unknownMunicipalities } from './meetings.queries.js';
import type { PlanMeeting } from './plan-meeting.js';
import type { WallSchedule } from './schedule.js';

/**
 * Meetings themselves. What a change means for invitations and planned mail lies higher up (MeetingChanges in `@bijeen/mailings`),
 * so the writing methods here run in the transaction of their caller.
 */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly reach: Reach,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws DomainError `meeting.not-found` */
  async find(actor: Tenant, id: string): Promise<Meeting> {
    return this.db.transaction(actor, async (tx) => loadMeeting(tx, id));
  }

  /** One page of meetings with their numbers, in one query. */
  async list(actor: Tenant, page: Omit<MeetingListPage, 'now'>): Promise<{ items: MeetingLine[]; next: string | null }> {
    return this.db.transaction(actor, async (tx) => listMeetings(tx, actor.organisationId, { ...page, now: this.clock.now() }));
  }

  /** The history of a meeting, oldest first. */
  async transitions(actor: Tenant, id: string): Promise<MeetingTransition[]> {
    return this.db.transaction(actor, async (tx) => tx.find(MeetingTransition, { where: { meetingId: (await loadMeeting(tx, id)).id }, order: { at: 'asc', id: 'asc' } }));
  }

  /** Checks what only the database knows, before a transaction is opened. @throws DomainError `input.invalid` with a sentence per field */
  async check(actor: Tenant, plan: PlanMeeting): Promise<void> {
    const problems = { ...(await this.postcodeProblem(plan.venue.postcode)), ...(await this.db.transaction(actor, async (tx) => regionProblems(tx, plan))) };
    if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
  }

  /** A new, planned meeting. @throws DomainError `input.invalid` */
  async plan(tx: EntityManager, actor: Actor, plan: PlanMeeting): Promise<Meeting> {
    const now = this.clock.now();
    const calendarUid = `${randomUUID()}@${this.config.mailDomain}`;
    const meeting = tx.create(Meeting, { organisationId: actor.organisationId, state: 'draft', calendarUid, calendarSequence: 0, calendarStamp: now, revision: 0, firstInvitedAt: null, createdAt: now });
    meeting.plan(plan, now);
    await tx.save(meeting);
    await this.move(tx, actor, meeting, { to: 'planned', reason: null });
    return meeting;
  }

  /** Makes this the plan of a meeting that exists, and says what that changes for who was invited. */
  async change(tx: EntityManager, actor: Actor, id: string, plan: PlanMeeting): Promise<{ meeting: Meeting; change: MeetingChange }> {
    const meeting = await loadMeeting(tx, id, true);
    const change = meeting.plan(plan, this.clock.now());
    await tx.save(meeting);
    await audit(tx, actor, 'meeting.changed', { kind: 'meeting', id: meeting.id }, { moved: change.moved, revision: meeting.revision });
    return { meeting, change };
  }

  /** Goes to another state and writes that down. @throws DomainError as `Meeting.moveTo` */
  async move(tx: EntityManager, actor: Actor, meeting: Meeting, { to, reason }: { to: MeetingState; reason: string | null }): Promise<void> {
    const transition = meeting.moveTo(to, actor, { now: this.clock.now(), reason: reason?.trim() || null });
    await tx.save(meeting);
    await tx.save(transition);
    await audit(tx, actor, `meeting.${to}`, { kind: 'meeting', id: meeting.id }, { from: transition.fromState, ...(transition.reason && { reason: transition.reason }) });
  }

  /** Moves to another day and writes that down; `reason` stays among colleagues. @throws DomainError as `Meeting.reschedule` */
  async reschedule(tx: EntityManager, actor: Actor, meeting: Meeting, { reason, ...wall }: WallSchedule & { reason: string }): Promise<void> {
    const from = meeting.startsAt;
    const transition = meeting.reschedule(wall, actor, { now: this.clock.now(), reason });
    await tx.save(meeting);
    if (transition) await tx.save(transition);
    await audit(tx, actor, 'meeting.rescheduled', { kind: 'meeting', id: meeting.id }, { from: from.toISOString(), to: meeting.startsAt.toISOString(), reason });
  }

  /**
   * Opens the doors for invitations; they may be open already. `overrideReason` is why an owner does so without a call to action.
   * @throws DomainError as `Meeting.startInviting` and `Meeting.inviteWithoutCallToAction`
   */
  async startInviting(tx: EntityManager, actor: Actor, meeting: Meeting, overrideReason: string | null): Promise<void> {
    const now = this.clock.now();
    const override = overrideReason !== null && !meeting.mayInvite;
    if (override) meeting.inviteWithoutCallToAction(actor, overrideReason, now);
    const transition = meeting.startInviting(actor, now);
    await tx.save(meeting);
    if (transition) await tx.save(transition);
    if (override) await audit(tx, actor, 'meeting.call-to-action-overridden', { kind: 'meeting', id: meeting.id }, { reason: meeting.overrideReason });
  }

  private async postcodeProblem(postcode: string): Promise<Record<string, string>> {
    try {
      await this.reach.locate(postcode);
      return {};
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { 'venue.postcode': error.message };
    }
  }
}

async function regionProblems(tx: EntityManager, plan: PlanMeeting): Promise<Record<string, string>> {
  const strangers = await unknownMunicipalities(tx, plan.municipalityCodes);
  const regionKnown = plan.regionId === undefined || (await tx.existsBy(Region, { id: plan.regionId }));
  return {
    ...(!regionKnown && { regionId: 'Deze regio kennen we niet. Kies een regio uit de lijst.' }),
    ...(strangers.length > 0 && { municipalityCodes: `Deze gemeenten kennen we niet: ${strangers.slice(0, 10).join(', ')}.` }),
  };
}
