import { MailsBlocked } from '@bijeen/mail';
import { loadMeeting, Meeting, MeetingsService } from '@bijeen/meetings';
import { type Actor, audit, Clock, DomainError, longMoment, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailPlanService } from './mail-plan.service.js';
import type { PlannedKind } from './mail-rules.js';
import { obstacleTo, type Obstacle } from './obstacle.js';
import type { MissedReason, PlannedMail } from './planned-mail.entity.js';
import { planOfMeeting, takeDuePlan } from './planned-mail.queries.js';
import { PlannedMailWriter, type PreparedText } from './planned-mail-writer.js';

/** A planned mail with everything around it that decides whether it may leave. */
interface Departure {
  meeting: Meeting;
  plans: PlannedMail[];
  plan: PlannedMail;
}

/** Lets planned mails leave: at their moment, or because an organiser says so. */
@Injectable()
export class MailPlanRunner {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly plans: MailPlanService,
    private readonly writer: PlannedMailWriter,
    private readonly meetings: MeetingsService,
  ) {}

  /**
   * Settles one mail whose moment has come: it leaves, or it is missed with the reason. A text with a certain mistake in it is such a reason: the
   * organiser sees so in the mail plan and among the things to do, mends the text and sends it, or chooses another moment. Mailing, mark and state of the meeting are one
   * transaction, and the row is locked, so two workers at once let it leave once. Says whether there was anything to do.
   */
  async settleDue({ id, organisationId }: { id: string; organisationId: string }): Promise<boolean> {
    const bijeen: Actor = { organisationId, kind: 'system', id: null, name: 'Bijeen', role: 'owner' };
    const settled = await this.db.transaction(bijeen, async (tx) => {
      const departure = await this.take(tx, id);
      if (!departure) return false;
      const { plan, meeting } = departure;
      const obstacle = obstacleTo(plan, meeting, { now: this.clock.now(), byHand: false });
      const prepared = obstacle === null ? await this.writer.prepare(tx, meeting, plan, false) : [];
      const reason = obstacle ?? (this.writer.blocking(plan, prepared).length > 0 ? 'blocked' : null);
      if (reason === null) await this.depart(tx, bijeen, departure, prepared);
      else await this.miss(tx, bijeen, departure, reason);
      return true;
    });
    if (settled) await this.writer.wake(organisationId);
    return settled;
  }

  /**
   * Lets a mail leave this minute, also one that was skipped or missed.
   * @returns how many people get it
   * @throws DomainError `mail-plan.done`, `mail-plan.nobody`, `mail.blocked`, `mail-plan.stopped`, `mail-plan.after-start`, `mail-plan.before-end` and the like
   */
  async sendNow(actor: Actor, meetingId: string, kind: PlannedKind): Promise<number> {
    const recipients = await this.db.transaction(actor, async (tx) => {
      await loadMeeting(tx, meetingId, true);
      const departure = await this.plans.loadForChange(tx, meetingId, kind);
      const obstacle = departure.plan.state === 'done' ? 'done' : obstacleTo(departure.plan, departure.meeting, { now: this.clock.now(), byHand: true });
      if (obstacle !== null) throw refusal(obstacle, departure.meeting);
      const prepared = await this.writer.prepare(tx, departure.meeting, departure.plan, true);
      const findings = this.writer.blocking(departure.plan, prepared);
      if (findings.length > 0) throw new MailsBlocked(findings);
      const left = await this.depart(tx, actor, departure, prepared);
      if (left === 0) throw new DomainError('mail-plan.nobody');
      return left;
    });
    await this.writer.wake(actor.organisationId);
    return recipients;
  }

  /** The meeting is locked before its plan, in the order in which a change of the meeting locks them. A plan without a date stands still. */
  private async take(tx: EntityManager, id: string): Promise<Departure | null> {
    const [row]: { meetingId: string }[] = await tx.query('select meeting_id as "meetingId" from planned_mail where id = $1', [id]);
    if (!row) return null;
    const meeting = await loadMeeting(tx, row.meetingId, true);
    if (meeting.state === 'postponed') return null;
    const plan = await takeDuePlan(tx, id, this.clock.now());
    if (!plan) return null;
    const plans = await planOfMeeting(tx, meeting.id);
    return { meeting, plan, plans: plans.map((each) => (each.id === id ? plan : each)) };
  }

  private async depart(tx: EntityManager, actor: Actor, { meeting, plans, plan }: Departure, prepared: PreparedText[]): Promise<number> {
    const now = this.clock.now();
    const recipients = await this.writer.write(tx, meeting, plan, prepared);
    plan.finish(recipients, actor, now);
    if (plan.kind === 'follow-up') {
      await this.startFollowingUp(tx, actor, meeting);
      this.plans.followFollowUp(meeting, plans);
    }
    await tx.save(plans);
    await audit(tx, actor, 'mail-plan.sent', { kind: 'meeting', id: meeting.id }, { kind: plan.kind, recipients });
    return recipients;
  }

  private async miss(tx: EntityManager, actor: Actor, { meeting, plan }: Departure, reason: MissedReason): Promise<void> {
    plan.miss(reason, this.clock.now());
    await tx.save(plan);
    await audit(tx, actor, 'mail-plan.missed', { kind: 'meeting', id: meeting.id }, { kind: plan.kind, reason });
  }

  /** The aftermail opens the follow-up; a meeting that is over but was not marked so yet, is. */
  private async startFollowingUp(tx: EntityManager, actor: Actor, meeting: Meeting): Promise<void> {
    if (meeting.state === 'inviting' || meeting.state === 'confirmed') await this.meetings.move(tx, actor, meeting, { to: 'held', reason: null });
    if (meeting.state === 'held') await this.meetings.move(tx, actor, meeting, { to: 'following-up', reason: 'De aftermail is verstuurd.' });
  }
}

/** Why an organiser cannot let a mail leave now. */
function refusal(obstacle: Obstacle | 'done', meeting: Meeting): DomainError {
  switch (obstacle) {
    case 'done':
      return new DomainError('mail-plan.done');
    case 'meeting-cancelled':
    case 'meeting-postponed':
      return new DomainError('mail-plan.stopped');
    case 'meeting-closed':
      return new DomainError('meeting.closed');
    case 'meeting-started':
      return new DomainError('mail-plan.after-start', { moment: longMoment(meeting.startsAt) });
    case 'not-over':
      return new DomainError('mail-plan.before-end', { moment: longMoment(meeting.endsAt) });
    case 'too-late':
      return new DomainError('mail-plan.after-answer-by', { moment: longMoment(meeting.answerBy) });
    case 'not-invited':
    case 'nothing-to-ask':
      return new DomainError(`mail-plan.${obstacle}`);
  }
}
