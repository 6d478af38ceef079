import { type Actor, DomainError, longMoment } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BEFORE_THE_MEETING, dueAt, type MailRule, type Moments, type PlannedKind } from './mail-rules.js';

/** `missed` says that a moment went by without the mail; `reason` says why. */
export const PLANNED_STATES = ['planned', 'done', 'skipped', 'missed'] as const;
export type PlannedState = (typeof PLANNED_STATES)[number];

/** Why a mail did not leave at its moment. */
export const MISSED_REASONS = ['too-late', 'past-when-planned', 'meeting-started', 'meeting-cancelled', 'meeting-postponed', 'meeting-closed', 'not-invited', 'not-over', 'nothing-to-ask', 'blocked'] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

/** A mail may leave this long after its moment, for instance after a breakdown; after that it is missed (R14). */
export const GRACE_MS = 12 * 60 * 60 * 1000;

/** One mail of a meeting's plan: when it leaves, and what became of it. Who gets it is decided when it leaves. */
@Entity('planned_mail')
export class PlannedMail {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('text') kind: PlannedKind;
  @Column('jsonb') rule: MailRule;
  @Column('timestamptz') dueAt: Date;
  /** Somebody chose this moment: it stays when the meeting moves. */
  @Column('boolean', { default: false }) movedByHand: boolean;
  @Column('text', { default: 'planned' }) state: PlannedState;
  /** How many people got it, once it is done. */
  @Column('int', { nullable: true }) recipients: number | null;
  @Column('text', { nullable: true }) reason: MissedReason | null;
  @Column('timestamptz', { nullable: true }) settledAt: Date | null;
  @Column('text', { nullable: true }) settledBy: string | null;
  /** Rises when it leaves once more because the meeting has another date; part of the key of its mails. */
  @Column('int', { default: 0 }) round: number;

  /**
   * Follows the meeting: a mail that is still to leave moves with it, a missed one whose new moment lies ahead is planned again. What
   * was done stays done, what was skipped stays skipped, what was moved by hand keeps its moment (the page warns when it no longer fits).
   */
  follow(rule: MailRule, moments: Moments, now: Date): void {
    this.rule = rule;
    if (this.state === 'done' || (this.movedByHand && this.state !== 'missed')) return;
    const moment = dueAt(rule, moments);
    if (moment <= now && (this.state === 'missed' || (this.state === 'planned' && moment.getTime() === this.dueAt?.getTime()))) return;
    this.dueAt = moment;
    this.movedByHand = false;
    if (this.state === 'skipped') return;
    this.clear();
    if (moment <= now) this.miss('past-when-planned', now);
  }

  /**
   * Follows the meeting to another date. What comes before the meeting leaves once more for that date, with its own key in the ledger; a moment
   * that was chosen by hand and has passed no longer counts.
   */
  followToNewDate(rule: MailRule, moments: Moments, now: Date, round: number): void {
    const again = this.state === 'done' && BEFORE_THE_MEETING.includes(this.kind);
    if (again) Object.assign(this, { round, movedByHand: false });
    if (again) this.clear();
    if (this.dueAt <= now) this.movedByHand = false;
    this.follow(rule, moments, now);
  }

  /** Chooses another moment, also for a mail that was missed. @throws DomainError `mail-plan.done`, `mail-plan.in-the-past` and the others of `misfit` */
  moveTo(moment: Date, moments: Moments, now: Date): void {
    this.refuseWhenDone();
    if (moment <= now) throw new DomainError('mail-plan.in-the-past', {}, { date: 'Kies een moment dat nog komt.' });
    const problem = misfit(this.kind, moment, moments);
    if (problem) throw new DomainError(`mail-plan.${problem}`, { moment: longMoment(boundary(problem, moments)) }, { date: MISFIT_TEXTS[problem] });
    this.dueAt = moment;
    this.movedByHand = true;
    this.clear();
  }

  /** Lets this mail not leave. @throws DomainError `mail-plan.done` */
  skip(actor: Pick<Actor, 'name'>, now: Date): void {
    this.refuseWhenDone();
    Object.assign(this, { state: 'skipped', reason: null, settledAt: now, settledBy: actor.name });
  }

  /** Lets a skipped mail leave after all, at its moment. @throws DomainError `mail-plan.done`, `mail-plan.in-the-past` */
  resume(now: Date): void {
    this.refuseWhenDone();
    if (this.state === 'planned') return;
    if (this.dueAt <= now) throw new DomainError('mail-plan.in-the-past', {}, { date: 'Kies een moment dat nog komt.' });
    this.clear();
  }

  /** The mail left. */
  finish(recipients: number, actor: Pick<Actor, 'name'>, now: Date): void {
    Object.assign(this, { state: 'done', recipients, reason: null, settledAt: now, settledBy: actor.name });
  }

  /** Its moment went by. */
  miss(reason: MissedReason, now: Date): void {
    Object.assign(this, { state: 'missed', reason, settledAt: now, settledBy: 'Bijeen' });
  }

  /** Why this moment no longer fits the meeting, for a mail that was moved by hand before the meeting moved. */
  warning(moments: Moments): Misfit | null {
    return this.state === 'planned' ? misfit(this.kind, this.dueAt, moments) : null;
  }

  private clear(): void {
    Object.assign(this, { state: 'planned', recipients: null, reason: null, settledAt: null, settledBy: null });
  }

  private refuseWhenDone(): void {
    if (this.state === 'done') throw new DomainError('mail-plan.done');
  }
}

/** How a moment can be wrong for a kind of mail. */
export type Misfit = 'after-answer-by' | 'after-start' | 'before-end';

/** Each as an organiser reads it. */
export const MISFIT_TEXTS: Record<Misfit, string> = {
  'after-answer-by': 'Dan kan niemand meer antwoorden. Kies een moment voor de uiterste antwoorddatum.',
  'after-start': 'Dan is de bijeenkomst al begonnen. Kies een eerder moment.',
  'before-end': 'Dan is de bijeenkomst nog niet geweest. Kies een later moment.',
};

/** Reminders have to leave while one can answer, practical matters before the start, and the rest when the meeting is over. */
export function misfit(kind: PlannedKind, moment: Date, { start, end, answerBy }: Moments): Misfit | null {
  if (kind.startsWith('reminder') && moment >= answerBy) return 'after-answer-by';
  if (BEFORE_THE_MEETING.includes(kind)) return moment >= start ? 'after-start' : null;
  return moment < end ? 'before-end' : null;
}

function boundary(problem: Misfit, { start, end, answerBy }: Moments): Date {
  return { 'after-answer-by': answerBy, 'after-start': start, 'before-end': end }[problem];
}
