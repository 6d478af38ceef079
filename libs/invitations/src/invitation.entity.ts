import type { ContactFunction } from '@bijeen/contacts';
import type { Meeting } from '@bijeen/meetings';
import { DomainError, type ErrorCode, longDate } from '@bijeen/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Answer, AnswerOrigin, Coming, DeclineReason, Place } from './answer.js';

/** What of a meeting decides whether an answer can still be given. */
export type AnswerableMeeting = Pick<Meeting, 'state' | 'startsAt' | 'endsAt' | 'answerBy' | 'contactName'>;

/** One version of the item in the guest's calendar (RFC 5546). */
export interface CalendarVersion {
  method: 'REQUEST' | 'CANCEL';
  uid: string;
  sequence: number;
  stamp: Date;
}

/** One person invited to one meeting, with the current answer. Names and address are as they were when the invitation was written. */
@Entity('invitation')
export class Invitation {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' }) id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') meetingId: string;
  @Column('uuid') contactId: string;
  @Column('uuid', { nullable: true }) positionId: string | null;
  @Column('text') displayName: string;
  @Column('text') salutation: string;
  @Column('text') sortName: string;
  @Column('text') function: ContactFunction;
  @Column('text') contactOrganisationName: string;
  @Column('text', { nullable: true }) municipalityCode: string | null;
  /** Where mail about this invitation goes: the guest's own address, or that of the secretariat. */
  @Column('text') email: string;
  @Column('uuid', { nullable: true }) secretariatId: string | null;
  /** One way, an estimate. */
  @Column('int', { nullable: true }) travelMinutes: number | null;
  @Column('text', { default: 'queued' }) state: 'draft' | 'queued' | 'sent' | 'bounced';
  @Column('text', { default: 'none' }) answer: Coming | 'none' | 'substitute';
  @Column('text', { nullable: true }) reason: DeclineReason | null;
  @Column('text', { nullable: true }) reasonText: string | null;
  @Column('text', { nullable: true }) remark: string | null;
  @Column('text', { nullable: true }) answerOrigin: AnswerOrigin | null;
  /** Rises with every change of the answer; the key of the confirmation mail. */
  @Column('int', { default: 0 }) answerRevision: number;
  @Column('timestamptz', { nullable: true }) answeredAt: Date | null;
  @Column('boolean', { nullable: true }) attended: boolean | null;
  /** What became of a yes; also held or waited for by somebody who has still to say yes, for instance as the partner in a duo. */
  @Column('text', { nullable: true }) place: Place | null;
  /** Since when the guest has a place or waits for one; the order of the waiting list. */
  @Column('timestamptz', { nullable: true }) placeSince: Date | null;
  /** 1 goes before everybody else on the waiting list, because an organiser said so. */
  @Column('int', { default: 0 }) placePriority: number;
  /** Until then an offered place is held. */
  @Column('timestamptz', { nullable: true }) offerUntil: Date | null;
  @Column('uuid', { nullable: true }) duoId: string | null;
  /** Would like to come as half of a duo; the organiser may find the other half. */
  @Column('boolean', { default: false }) seeksPartner: boolean;
  /** What the guest had answered when the meeting lost the date `previousStartsAt`, and the place that came with it. Counts while there is no new answer. */
  @Column('text', { nullable: true }) previousAnswer: Coming | 'substitute' | null;
  @Column('text', { nullable: true }) previousPlace: Place | null;
  @Column('timestamptz', { nullable: true }) previousStartsAt: Date | null;
  /** The UID of the item in the guest's calendar; a new one after every CANCEL, because a cancelled UID is never revived (R17). */
  @Column('text') calendarUid: string;
  @Column('int', { default: 0 }) calendarSequence: number;
  /** DTSTAMP of the last version that was sent; null while no item with this UID stands in the guest's calendar. */
  @Column('timestamptz', { nullable: true }) calendarStamp: Date | null;
  /** The SEQUENCE from which on the item speaks of the present time and place; a reply to an older one answers another question. */
  @Column('int', { default: 0 }) calendarSince: number;
  /** The item carries the buttons of a calendar program, whose replies come to us. Decided when the invitation is written. */
  @Column('boolean', { default: false }) calendarButtons: boolean;
  /** When the present answer was given, by the clock of whoever gave it. */
  @Column('timestamptz', { nullable: true }) saidAt: Date | null;
  @Column('timestamptz') invitedAt: Date;

  /**
   * Makes this the answer. Says whether that changes anything: the same answer again does not.
   * @param byOrganiser an organiser notes an answer that came in another way, also after the closing date
   * @param saidAt when it was said, if that is not now: the answer of a calendar may have been on its way for long
   * An offered place can be accepted for as long as it is held, also after the closing date.
   * @throws DomainError `answer.closed`, `answer.meeting-cancelled`, `answer.meeting-postponed`, `answer.meeting-held`
   */
  give(answer: Answer, meeting: AnswerableMeeting, { now, origin, byOrganiser = false, saidAt = now }: { now: Date; origin: AnswerOrigin; byOrganiser?: boolean; saidAt?: Date }): boolean {
    const refusal = refusalToAnswer(meeting, now, byOrganiser || this.place === 'offered');
    if (refusal) throw new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName });
    const stays = this.answer === answer.coming;
    const next = {
      answer: answer.coming,
      remark: answer.remark ?? (stays ? this.remark : null),
      reason: answer.reason ?? (stays ? this.reason : null),
      reasonText: answer.reasonText ?? (stays && !answer.reason ? this.reasonText : null),
    };
    const changed = !stays || (answer.coming === 'yes' && this.asksForPlace) || next.remark !== this.remark || next.reason !== this.reason || next.reasonText !== this.reasonText;
    if (changed) Object.assign(this, next, { answerOrigin: origin, answeredAt: now });
    this.saidAt = saidAt;
    return changed;
  }

  /**
   * Sends somebody else. The place goes back; who comes instead gets an invitation, and a place, of their own.
   * @throws DomainError as `give`, and `substitute.already`
   */
  sendSubstitute(meeting: AnswerableMeeting, { now, origin, byOrganiser }: { now: Date; origin: AnswerOrigin; byOrganiser: boolean }): void {
    const refusal = refusalToAnswer(meeting, now, byOrganiser);
    if (refusal) throw new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName });
    if (this.answer === 'substitute') throw new DomainError('substitute.already');
    Object.assign(this, { answer: 'substitute', remark: null, reason: null, reasonText: null, answerOrigin: origin, answeredAt: now, saidAt: now });
  }

  /** Whether a yes, also a second one, does something: it accepts an offer, or goes on the waiting list after an offer went by. */
  get asksForPlace(): boolean {
    return this.place === null || this.place === 'offered' || this.place === 'lapsed';
  }

  /** Whether there is a place for this guest, and the guest comes. */
  get comes(): boolean {
    return this.place === 'confirmed';
  }

  /** Gives this guest a place, or another; null takes it back. Whoever waits and gets a place keeps the moment since when. */
  takePlace(place: Place | null, now: Date): void {
    const since = place === null ? null : this.place === null || this.place === 'lapsed' ? now : this.placeSince;
    Object.assign(this, { place, placeSince: since, offerUntil: null });
  }

  /**
   * The version of the calendar item to send now, and keeps count of it: a REQUEST for who comes, a CANCEL when an item must leave
   * the calendar, null when there is nothing to say. An item stands in the calendar as long as the guest has a place; with the buttons of a
   * calendar also while the guest has still to decide. A calendar that answered shows that answer already, unless there is no place (docs/decisions/0019).
   * @param freshUid becomes the UID of a later item, after a CANCEL
   */
  nextCalendarVersion(now: Date, freshUid: string, fromCalendar = false): CalendarVersion | null {
    const { calendarUid: uid, calendarStamp: last } = this;
    const stays = this.comes || (this.calendarButtons && this.answer === 'maybe');
    if (last === null ? !this.comes : fromCalendar && (this.comes || this.place === null)) return null;
    const stamp = last === null ? now : new Date(Math.max(now.getTime(), last.getTime() + 1000));
    const sequence = last === null ? this.calendarSequence : this.calendarSequence + 1;
    if (stays) Object.assign(this, { calendarSequence: sequence, calendarStamp: stamp });
    else Object.assign(this, { calendarUid: freshUid, calendarSequence: 0, calendarSince: 0, calendarStamp: null });
    return { method: stays ? 'REQUEST' : 'CANCEL', uid, sequence, stamp };
  }
}

/** Why an answer cannot be given any more, or null when it can. Organisers may note answers until the meeting has ended. */
export function refusalToAnswer({ state, startsAt, endsAt, answerBy }: AnswerableMeeting, now: Date, byOrganiser = false): ErrorCode | null {
  if (state === 'cancelled') return 'answer.meeting-cancelled';
  if (state === 'postponed') return 'answer.meeting-postponed';
  if (['held', 'following-up', 'closed'].includes(state) || now >= (byOrganiser ? endsAt : startsAt)) return 'answer.meeting-held';
  return !byOrganiser && now > answerBy ? 'answer.closed' : null;
}

