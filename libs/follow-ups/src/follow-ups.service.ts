import { completeSteps, loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, dayInAmsterdam, DomainError, isUuid, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Commitment } from './commitment.entity.js';
import type { AddCommitment, ChangeCommitment } from './commitment-input.js';
import { commitmentLine, type CommitmentLine, type CommitmentPage, countOpen, listCommitments, lockCommitment, lockInvitation, municipalityExists } from './commitments.queries.js';
import { usualDueDay } from './due-day.js';

/** Commitments as organisers see and handle them. */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Most urgent first, by key; of one meeting or of all. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, page: CommitmentPage): Promise<{ items: CommitmentLine[]; next: string | null }> {
    return this.db.transaction(actor, async (tx) => {
      if (page.meetingId) await loadMeeting(tx, page.meetingId);
      return listCommitments(tx, actor.organisationId, page);
    });
  }

  /** @throws DomainError `commitment.not-found` */
  async find(actor: Tenant, { meetingId, id }: { meetingId: string; id: string }): Promise<CommitmentLine> {
    if (!isUuid(id)) throw new DomainError('commitment.not-found');
    const line = await this.db.transaction(actor, async (tx) => commitmentLine(tx, actor.organisationId, id));
    if (line.meetingId !== meetingId) throw new DomainError('commitment.not-found');
    return line;
  }

  /** For the meeting page: how many commitments wait for us, and of how many the day has passed. */
  async openCount(actor: Tenant, meetingId: string): Promise<{ open: number; overdue: number }> {
    return this.db.transaction(actor, async (tx) => countOpen(tx, actor.organisationId, meetingId, dayInAmsterdam(this.clock.now())));
  }

  /** Notes down what was promised in the room or on the phone. @throws DomainError `meeting.not-found`, `input.invalid` */
  async add(actor: Actor, meetingId: string, input: AddCommitment): Promise<CommitmentLine> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const commitment = await this.promised(tx, meeting, input);
      await tx.save(commitment);
      await audit(tx, actor, 'commitment.added', { kind: 'commitment', id: commitment.id }, { meetingId, step: commitment.stepKey });
      return commitmentLine(tx, actor.organisationId, commitment.id);
    });
  }

  /** Hands over, replans, settles or reopens one. @throws DomainError `commitment.not-found` */
  async change(actor: Actor, { meetingId, id }: { meetingId: string; id: string }, { owner, dueOn, state, result }: ChangeCommitment): Promise<CommitmentLine> {
    return this.db.transaction(actor, async (tx) => {
      const commitment = await lockCommitment(tx, meetingId, id);
      const now = this.clock.now();
      if (owner !== undefined || dueOn !== undefined) commitment.plan({ owner, dueOn }, now);
      if (state === 'open') commitment.reopen(now);
      else if (state !== undefined) commitment.settle(state, result!, now);
      await tx.save(commitment);
      await audit(tx, actor, 'commitment.changed', { kind: 'commitment', id }, { meetingId, state: commitment.state, owner: commitment.owner, dueOn: commitment.dueOn });
      return commitmentLine(tx, actor.organisationId, id);
    });
  }

  private async promised(tx: EntityManager, meeting: Meeting, input: AddCommitment): Promise<Commitment> {
    const now = this.clock.now();
    if (input.municipalityCode && !(await municipalityExists(tx, input.municipalityCode))) throw new DomainError('input.invalid', {}, { municipalityCode: 'Deze gemeente kennen we niet.' });
    const { organisationId, id: meetingId } = meeting;
    const step = meeting.nextSteps.find(({ key, label }) => key === input.step || label === input.step) ?? completeSteps([{ label: input.step }])[0]!;
    const guest = await this.guest(tx, meeting, input.invitationId);
    const known = input.invitationId ? await tx.findOneBy(Commitment, { invitationId: input.invitationId, stepKey: step.key }) : null;
    const commitment = known ?? tx.create(Commitment, {
      organisationId, meetingId, invitationId: input.invitationId ?? null, municipalityCode: input.municipalityCode ?? guest?.municipalityCode ?? null,
      stepKey: step.key, stepLabel: step.label, owner: meeting.callToActionOwner ?? meeting.contactName, dueOn: usualDueDay(now), origin: 'organiser', state: 'open', result: null, settledAt: null, createdAt: now,
    });
    commitment.repeat({ name: input.name, dateWish: input.dateWish ?? null, remark: input.remark ?? null }, usualDueDay(now), now);
    commitment.plan(input, now);
    return commitment;
  }

  private async guest(tx: EntityManager, meeting: Meeting, invitationId: string | undefined): Promise<{ municipalityCode: string | null } | undefined> {
    if (!invitationId) return undefined;
    const guest = await lockInvitation(tx, meeting.organisationId, invitationId, meeting.id);
    if (!guest) throw new DomainError('input.invalid', {}, { invitationId: 'Deze genodigde hoort niet bij deze bijeenkomst.' });
    return guest;
  }
}
