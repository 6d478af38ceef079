import { takeContact } from '@bijeen/contacts';
import { Answer, AnswerRecorder, type GivenAnswer, lockInvitation, refusalToAnswer } from '@bijeen/invitations';
import { MailLedger } from '@bijeen/mail';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, type Day, dayInAmsterdam, DomainError, longDate, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CallAttempt } from './call-attempt.entity.js';
import { CallTasks } from './call-tasks.js';
import type { AskForCall, RecordCall } from './calls-input.js';
import { findInvited } from './calls.queries.js';

/** Who is called for which meeting. */
interface Which {
  meetingId: string;
  invitationId: string;
}

/** A call that was kept, and why the answer is not a place yet, for who said yes and waits. */
export interface RecordedCall {
  attempt: CallAttempt;
  blockedBy: string | null;
}

/** What happens on the phone: how a call went, who takes it, and who is to be called on top of those who did not answer. */
@Injectable()
export class CallsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly recorder: AnswerRecorder,
    private readonly tasks: CallTasks,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps how a call went. An answer is the answer of the invitee, with the same confirmation as one by link: both are kept, or neither.
   * @throws DomainError `invitation.not-found`, `input.invalid` for a day that does not do, and as `AnswerRecorder.give`
   */
  async record(actor: Actor, which: Which, call: RecordCall): Promise<RecordedCall> {
    const { outcome, reason } = call;
    const answer = outcome === 'call-again' || outcome === 'not-reached' ? null : Answer.parse({ coming: outcome, reason });
    const recorded = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, which.meetingId);
      await findInvited(tx, { ...actor, ...which });
      const given = answer && (await this.give(tx, actor, which, answer));
      if (!given) this.mustBeCallable(meeting, call.callAgainOn);
      const attempt = await this.keep(tx, actor, which, call);
      if (given) await this.tasks.settle(tx, actor, { invitationId: which.invitationId, outcome, by: actor.name });
      if (call.callAgainOn) await this.callAgain(tx, actor, which, call.callAgainOn);
      return { attempt, blockedBy: given?.blockedBy ?? null };
    });
    if (answer) void this.ledger.wake(actor.organisationId);
    return recorded;
  }

  /**
   * "Ik bel": whoever says so is from now on the one who knows this person.
   * @throws DomainError `invitation.not-found`, `call.taken` when a colleague was quicker, `input.invalid` for somebody who does not work here
   */
  async take(actor: Actor, which: Which): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await loadMeeting(tx, which.meetingId);
      const { contactId } = await findInvited(tx, { ...actor, ...which });
      if (!(await takeContact(tx, { organisationId: actor.organisationId, contactId, userId: actor.id ?? '' }))) throw new DomainError('call.taken');
      await audit(tx, actor, 'contact.owner-taken', { kind: 'contact', id: contactId });
    });
  }

  /** Puts somebody on the list by hand, whatever the answer is. @throws DomainError `invitation.not-found`, and why nobody is called any more */
  async ask(actor: Actor, which: Which, { note }: AskForCall): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, which.meetingId);
      await findInvited(tx, { ...actor, ...which });
      this.mustBeCallable(meeting, null);
      await this.tasks.create(tx, actor, { ...which, reason: 'by-hand', note });
      await audit(tx, actor, 'call.asked', { kind: 'invitation', id: which.invitationId });
    });
  }

  /** No call is needed any more: the substitute comes, or the person knows. @throws DomainError `invitation.not-found`, `meeting.not-found` */
  async leave(actor: Actor, which: Which): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await loadMeeting(tx, which.meetingId);
      await findInvited(tx, { ...actor, ...which });
      await this.tasks.create(tx, actor, { ...which, reason: 'by-hand' });
      await this.tasks.settle(tx, actor, { invitationId: which.invitationId, outcome: 'not-needed', by: actor.name });
      await audit(tx, actor, 'call.not-needed', { kind: 'invitation', id: which.invitationId });
    });
  }

  /** @throws DomainError `meeting.not-found`, `invitation.not-found` */
  async mustBeInvited(actor: Tenant, which: Which): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await loadMeeting(tx, which.meetingId);
      await findInvited(tx, { ...actor, ...which });
    });
  }

  private async give(tx: EntityManager, actor: Actor, which: Which, answer: Answer): Promise<GivenAnswer> {
    const found = await lockInvitation(tx, { organisationId: actor.organisationId, ...which }, answer);
    if (!found) throw new DomainError('invitation.not-found');
    return this.recorder.give(tx, found, answer, { actor, origin: 'phone', byOrganiser: true });
  }

  private async keep(tx: EntityManager, actor: Actor, which: Which, { outcome, note, callAgainOn }: RecordCall): Promise<CallAttempt> {
    const { organisationId } = actor;
    const attempt = await tx.save(tx.create(CallAttempt, { organisationId, ...which, outcome, note, callAgainOn, calledBy: actor.name, at: this.clock.now() }));
    await audit(tx, actor, 'call.made', { kind: 'invitation', id: which.invitationId }, { outcome });
    return attempt;
  }

  private async callAgain(tx: EntityManager, actor: Actor, which: Which, day: Day): Promise<void> {
    await this.tasks.create(tx, actor, { ...which, reason: 'no-answer' });
    await this.tasks.putOff(tx, actor, which.invitationId, day);
  }

  private mustBeCallable(meeting: Meeting, callAgainOn: Day | null): void {
    const now = this.clock.now();
    const refusal = refusalToAnswer(meeting, now, true);
    if (refusal) throw new DomainError(refusal, { day: longDate(meeting.answerBy), contact: meeting.contactName });
    if (callAgainOn === null) return;
    if (callAgainOn < dayInAmsterdam(now)) throw new DomainError('input.invalid', {}, { callAgainOn: 'Deze dag is al geweest. Kies een dag die nog komt.' });
    if (callAgainOn > dayInAmsterdam(meeting.startsAt)) throw new DomainError('input.invalid', {}, { callAgainOn: 'Dan is de bijeenkomst al geweest. Kies een eerdere dag.' });
  }
}
