import { randomUUID } from 'node:crypto';
import type { ContactFunction, OrganisationKind } from '@bijeen/contacts';
import { type Actor, DomainError, longDate } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { checkMove, type MeetingFacts, type MeetingState, type Move } from './meeting-state.js';
import { MeetingTransition } from './meeting-transition.entity.js';
import type { NextStep } from './next-steps.js';
import type { PlanMeeting } from './plan-meeting.js';
import { pastProblems, type Schedule, scheduleOf, type WallSchedule, wallScheduleOf } from './schedule.js';

/** What of a meeting people have in their calendar. */
export type MovedPart = 'date' | 'time' | 'venue';

/** What a change did to those who were invited already. */
export interface MeetingChange {
  /** Empty when nothing moved that is in anybody's calendar. */
  moved: MovedPart[];
  /** How it was before. */
  before: Schedule & { venue: string; place: string };
}

/** Whom a meeting is for. */
export interface Target {
  functions?: ContactFunction[] | undefined;
  organisationKinds?: OrganisationKind[] | undefined;
  maxTravelMinutes?: number | undefined;
  /** Null: no saved region. */
  regionId?: string | null | undefined;
}

/** A regional meeting (L1, L2) with its venue, whom it wants to reach, and the call to action that comes after it (L5). */
@Entity('meeting')
export class Meeting implements MeetingFacts {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('text') title: string;
  @Column('text', { default: 'draft' }) state: MeetingState;
  @Column('timestamptz') startsAt: Date;
  @Column('timestamptz') endsAt: Date;
  /** The last instant at which an invitee may answer or change the answer. */
  @Column('timestamptz') answerBy: Date;
  @Column('text') venueName: string;
  @Column('text') venueAddress: string;
  @Column('character', { length: 4 }) venuePostcode4: string;
  @Column('text') venuePlace: string;
  @Column('text', { default: 'nl' }) language: 'nl';
  @Column('int', { nullable: true }) capacity: number | null;
  @Column('text', { nullable: true }) programme: string | null;
  /** The region it targets: a saved one, or just these municipalities; neither means everybody within reach. */
  @Column('uuid', { nullable: true }) regionId: string | null;
  @Column('text', { array: true, default: [] }) municipalityCodes: string[];
  @Column('text', { array: true, default: [] }) functions: ContactFunction[];
  /** Empty means every kind. */
  @Column('text', { array: true, default: [] }) organisationKinds: OrganisationKind[];
  @Column('int', { default: 60 }) maxTravelMinutes: number;
  @Column('text') contactName: string;
  @Column('text') contactEmail: string;
  @Column('text', { nullable: true }) contactPhone: string | null;
  @Column('text', { nullable: true }) callToActionAsk: string | null;
  @Column('text', { nullable: true }) callToActionOwner: string | null;
  @Column('jsonb', { default: [] }) nextSteps: NextStep[];
  /** So many working days after the meeting the aftermail leaves. */
  @Column('int', { default: 1 }) followUpWorkingDays: number;
  @Column('text', { nullable: true }) overrideReason: string | null;
  @Column('text', { nullable: true }) overrideBy: string | null;
  @Column('timestamptz', { nullable: true }) overriddenAt: Date | null;
  @Column('int', { default: 0 }) callToActionClicks: number;
  @Column('text') calendarUid: string;
  /** Rises with every change of what stands in calendars (RFC 5546 3.2.2); `calendarStamp` is the moment of the last one. */
  @Column('int', { default: 0 }) calendarSequence: number;
  @Column('timestamptz') calendarStamp: Date;
  /** Rises when people who were invited must hear something new; part of the key of change mails. */
  @Column('int', { default: 0 }) revision: number;
  @Column('timestamptz', { nullable: true }) firstInvitedAt: Date | null;
  /** Since when it has this date; null while it has its first one. What was written before that names another date. */
  @Column('timestamptz', { nullable: true }) movedAt: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;

  /** Whether it is known what is asked, who owns that and which steps can be chosen (L5). */
  get hasCallToAction(): boolean {
    return this.callToActionAsk !== null && this.callToActionOwner !== null && this.nextSteps.length > 0;
  }

  /** Whether invitations may leave: with a call to action, or because an owner said so with a reason. */
  get mayInvite(): boolean {
    return this.hasCallToAction || this.overrideReason !== null;
  }

  /** Held, or past that: its date, times and venue are history. */
  get isOver(): boolean {
    return ['held', 'following-up', 'closed'].includes(this.state);
  }

  /**
   * Makes this the plan. Once people have been invited, another time or venue raises what their calendars and mails go by; another date
   * is no mere change then, because whoever comes on the one day may not come on the other: see `reschedule`.
   * @throws DomainError `input.invalid` with a sentence per field, `meeting.closed`, `meeting.over`, `meeting.date-asks-again`
   */
  plan(plan: PlanMeeting, now: Date): MeetingChange {
    if (this.state === 'cancelled' || this.state === 'closed') throw new DomainError('meeting.closed');
    const old = this.startsAt ? { startsAt: this.startsAt, endsAt: this.endsAt, answerBy: this.answerBy } : null;
    const schedule = scheduleOf(plan, now);
    const problems = pastProblems(schedule, old, now);
    if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
    const before = { ...(old ?? schedule), venue: this.venue, place: this.venuePlace };
    Object.assign(this, schedule, fieldsOf(plan));
    const moved = old ? this.movedSince(before) : [];
    if (moved.length > 0 && this.isOver) throw new DomainError('meeting.over');
    if (moved.includes('date') && this.firstInvitedAt) throw new DomainError('meeting.date-asks-again', {}, { date: 'Er zijn al mensen uitgenodigd voor de oude datum. Verplaats de bijeenkomst op de pagina daarvoor.' });
    if (moved.length > 0 && this.firstInvitedAt) this.tellEverybody(now);
    this.updatedAt = now;
    return { moved, before };
  }

  /**
   * Moves to another day. Answers to the former one no longer count, so a meeting that was confirmed or postponed is inviting again.
   * @returns the line for the history, when its state changes
   * @throws DomainError `meeting.closed`, `meeting.over`, `meeting.already-started`, `meeting.same-date`, `input.invalid` with a sentence per field
   */
  reschedule(wall: WallSchedule, actor: Pick<Actor, 'name'>, move: Move): MeetingTransition | null {
    this.mustBeMovable(move.now);
    if (this.state !== 'postponed' && wall.date === wallScheduleOf(this).date) throw new DomainError('meeting.same-date', { day: longDate(this.startsAt) }, { date: 'De bijeenkomst is al op deze dag. Kies een andere dag. Een andere tijd of locatie? Dat kan bij “Wijzig de bijeenkomst”.' });
    const schedule = scheduleOf(wall, move.now);
    const problems = pastProblems(schedule, null, move.now);
    if (Object.keys(problems).length > 0) throw new DomainError('input.invalid', {}, problems);
    Object.assign(this, schedule, { movedAt: move.now, updatedAt: move.now });
    if (this.firstInvitedAt) this.tellEverybody(move.now);
    if (this.state === 'postponed') return this.moveTo(this.firstInvitedAt ? 'inviting' : 'planned', actor, move);
    return this.state === 'confirmed' ? this.moveTo('inviting', actor, move) : null;
  }

  /** Whether it can still be moved, postponed or cancelled. @throws DomainError `meeting.closed`, `meeting.over`, `meeting.already-started` */
  mustBeMovable(now: Date): void {
    if (this.state === 'cancelled' || this.state === 'closed') throw new DomainError('meeting.closed');
    if (this.isOver) throw new DomainError('meeting.over');
    if (this.firstInvitedAt && this.state !== 'postponed' && this.startsAt <= now) throw new DomainError('meeting.already-started');
  }

  /** Changes whom the meeting is for; what is left out stays. Those who were invited stay invited. @throws DomainError `meeting.closed` */
  target(wish: Target, now: Date): void {
    if (this.state === 'cancelled' || this.state === 'closed') throw new DomainError('meeting.closed');
    const { functions, organisationKinds, maxTravelMinutes, regionId } = wish;
    this.functions = functions ?? this.functions;
    this.organisationKinds = organisationKinds ?? this.organisationKinds;
    this.maxTravelMinutes = maxTravelMinutes ?? this.maxTravelMinutes;
    if (regionId !== undefined) Object.assign(this, { regionId, municipalityCodes: [] });
    this.updatedAt = now;
  }

  /**
   * Goes to another state, when the way exists and its conditions hold (meeting-state.ts). What was postponed comes back under
   * another calendar UID, because calendars treat a cancelled one that revives each in their own way.
   * @returns the line for the history
   * @throws DomainError `meeting.wrong-state`, `meeting.reason-needed`, `meeting.no-call-to-action`, `meeting.already-started`, …
   */
  moveTo(to: MeetingState, actor: Pick<Actor, 'name'>, move: Move): MeetingTransition {
    checkMove(this.state, to, this, move);
    const { organisationId, id: meetingId, state: fromState } = this;
    if (this.firstInvitedAt && (to === 'cancelled' || to === 'postponed')) this.tellEverybody(move.now);
    if (to === 'inviting') this.firstInvitedAt ??= move.now;
    if (fromState === 'postponed') this.calendarUid = `${randomUUID()}@${this.calendarUid.split('@').at(-1)}`;
    this.state = to;
    this.updatedAt = move.now;
    return Object.assign(new MeetingTransition(), { organisationId, meetingId, fromState, toState: to, reason: move.reason, actorName: actor.name, at: move.now });
  }

  /**
   * Invitations may leave from now on; the line for the history, or null when they could before.
   * @throws DomainError as `moveTo`, and `meeting.answer-by-passed`
   */
  startInviting(actor: Pick<Actor, 'name'>, now: Date): MeetingTransition | null {
    const open = this.state === 'inviting' || this.state === 'confirmed';
    checkMove(open ? 'planned' : this.state, 'inviting', this, { now, reason: null });
    if (this.answerBy <= now) throw new DomainError('meeting.answer-by-passed', {}, { answerBy: 'Kies een dag die nog komt.' });
    return open ? null : this.moveTo('inviting', actor, { now, reason: null });
  }

  /** An owner lets invitations leave without a call to action; who, when and why stays to be seen. @throws DomainError `meeting.override-needs-owner`, `meeting.reason-needed` */
  inviteWithoutCallToAction(actor: Pick<Actor, 'name' | 'role'>, reason: string, now: Date): void {
    if (actor.role !== 'owner') throw new DomainError('meeting.override-needs-owner');
    if (reason.trim() === '') throw new DomainError('meeting.reason-needed', {}, { overrideReason: 'Schrijf op waarom er nog geen call to action is.' });
    Object.assign(this, { overrideReason: reason.trim(), overrideBy: actor.name, overriddenAt: now });
  }

  private get venue(): string {
    return [this.venueName, this.venueAddress, this.venuePlace].join(', ');
  }

  private movedSince(before: MeetingChange['before']): MovedPart[] {
    const [was, is] = [wallScheduleOf(before), wallScheduleOf(this)];
    const moved: MovedPart[] = [];
    if (was.date !== is.date) moved.push('date');
    if (was.from !== is.from || was.to !== is.to) moved.push('time');
    if (before.venue !== this.venue) moved.push('venue');
    return moved;
  }

  private tellEverybody(now: Date): void {
    this.calendarSequence += 1;
    this.calendarStamp = now;
    this.revision += 1;
  }
}

/** A plan as the columns keep it; the schedule apart. */
function fieldsOf(plan: PlanMeeting): Partial<Meeting> {
  const { title, venue, language, functions, organisationKinds, maxTravelMinutes, municipalityCodes, contact, callToAction } = plan;
  return {
    title, language, functions, organisationKinds, maxTravelMinutes, municipalityCodes,
    venueName: venue.name, venueAddress: venue.address, venuePostcode4: venue.postcode, venuePlace: venue.place,
    capacity: plan.capacity ?? null, programme: plan.programme ?? null, regionId: plan.regionId ?? null,
    contactName: contact.name, contactEmail: contact.email, contactPhone: contact.phone ?? null,
    callToActionAsk: callToAction.ask ?? null, callToActionOwner: callToAction.owner ?? null,
    nextSteps: callToAction.steps, followUpWorkingDays: callToAction.followUpWorkingDays,
  };
}
