import type { Meeting } from '@bijeen/meetings';
import { type Actor, DomainError, type Tenant } from '@bijeen/platform';
import type { TravelTime } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { onePerson } from './audience.queries.js';
import { AudienceService } from './audience.service.js';
import { Invitation } from './invitation.entity.js';
import { InviteWriter } from './invite-writer.js';

/** Whom to invite, and what is known of that. */
export interface OneToInvite {
  contactId: string;
  /** The address this person gave for it; left out: that of the secretariat, or the person's own. */
  address?: string;
  /** What stands above the text of the invitation: who asks this person to come. */
  note?: string;
  /** `AudienceService.travelTimes`, asked for before the transaction was opened. */
  travel: ReadonlyMap<string, TravelTime>;
}

/** Invites one person, whether on the list or not: somebody asked for a place, or comes for or with somebody else. */
@Injectable()
export class InviteOneService {
  constructor(
    private readonly audience: AudienceService,
    private readonly writer: InviteWriter,
  ) {}

  /**
   * The invitation of this person with its links and mail, in the transaction of the caller, who locked the meeting, made sure that
   * invitations may leave (`MeetingsService.startInviting`), and wakes the ledger afterwards. Who was invited already keeps that
   * invitation and gets no mail.
   * @param by as in `CheckedMails.write`: with a mistake in the mail an organiser invites nobody, and a guest's act goes on while the mail waits
   * @throws DomainError `contact.not-found`, `invitation.no-address`, `mail.blocked`
   */
  async inviteOne(tx: EntityManager, by: Tenant | Actor, meeting: Meeting, { contactId, address, note, travel }: OneToInvite): Promise<{ invitationId: string; isNew: boolean }> {
    const row = await onePerson(tx, await this.audience.criteria(tx, meeting, travel), contactId);
    if (!row) throw new DomainError('contact.not-found');
    const person = address === undefined ? row : { ...row, email: address, secretariatId: null };
    if (person.email === null) throw new DomainError('invitation.no-address');
    const written = row.invited ? 0 : await this.writer.write(tx, by, { ...(await this.writer.frame(tx, meeting)), note: note ?? null }, [person]);
    const { organisationId, id: meetingId } = meeting;
    const { id } = await tx.findOneOrFail(Invitation, { select: { id: true }, where: { organisationId, meetingId, contactId } });
    return { invitationId: id, isNew: written > 0 };
  }
}
