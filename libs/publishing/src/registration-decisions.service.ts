import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { RefuseRegistration } from './publishing-input.js';
import { RegistrationInviting } from './registration-inviting.js';
import { RegistrationMails } from './registration-mails.js';
import { Registration } from './registration.entity.js';
import { lockRegistration, registrationCounts, type RegistrationCounts, registrationLines } from './registrations.queries.js';

/** A piece of the list of who asked for a place. */
export interface RegistrationPage {
  meeting: Meeting;
  counts: RegistrationCounts;
  items: Registration[];
  next: string | null;
}

/** Saying yes or no to people who asked for a place. A yes is an invitation; the place itself follows from the answer, by the ordinary rules. */
@Injectable()
export class RegistrationDecisions {
  constructor(
    private readonly db: TenantDatabase,
    private readonly inviting: RegistrationInviting,
    private readonly mails: RegistrationMails,
    private readonly clock: Clock,
  ) {}

  /** Part of the list, those that wait first. The same number of queries however many there are. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, meetingId: string, { after, limit }: { after?: string | undefined; limit: number }): Promise<RegistrationPage> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const found = await registrationLines(tx, meeting.organisationId, meeting.id, { after: after && isUuid(after) ? after : null, limit });
      const items = found.slice(0, limit);
      return { meeting, counts: await registrationCounts(tx, meeting.organisationId, meeting.id), items, next: found.length > limit ? items.at(-1)!.id : null };
    });
  }

  /**
   * Invites this person: as the contact that is known by this address, or as a new one. Doing it again changes nothing.
   * @throws DomainError `registration.not-found`, `registration.not-confirmed`, `mail.blocked`, and as `MeetingsService.startInviting`
   */
  async approve(actor: Actor, meetingId: string, id: string): Promise<Registration> {
    const prepare = await this.inviting.prepare(actor, meetingId);
    const registration = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      const found = await lockRegistration(tx, { organisationId: actor.organisationId, meetingId, id });
      found.mustBeConfirmed();
      if (found.state === 'approved') return found;
      const { invitationId, isNew } = await prepare(tx, meeting, found);
      found.approve(invitationId, { by: actor.name, now: this.clock.now() });
      await tx.save(found);
      if (!isNew) await this.mails.writeAlreadyInvited(tx, actor, found, meeting);
      await audit(tx, actor, 'registration.approved', { kind: 'registration', id }, { invitationId });
      return found;
    });
    await this.mails.wake(actor);
    return registration;
  }

  /** @throws DomainError `registration.not-found`, `registration.not-confirmed`, `registration.already-approved`, `mail.blocked` */
  async refuse(actor: Actor, meetingId: string, id: string, { reason, tell }: RefuseRegistration): Promise<Registration> {
    const registration = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const found = await lockRegistration(tx, { organisationId: actor.organisationId, meetingId, id });
      found.refuse(reason, { by: actor.name, now: this.clock.now() });
      await tx.save(found);
      if (tell) await this.mails.writeRefused(tx, actor, found, meeting);
      await audit(tx, actor, 'registration.refused', { kind: 'registration', id }, { tell });
      return found;
    });
    await this.mails.wake(actor);
    return registration;
  }
}
