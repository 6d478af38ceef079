import { MailLedger } from '@bijeen/mail';
import type { Meeting, MeetingChange } from '@bijeen/meetings';
import { type Actor, DomainError, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MeetingMails } from './meeting-mails.service.js';
import { PlacesDesk } from './places-desk.js';
import { type Journeys, UnsentMails } from './unsent-mails.service.js';

/** What happens to guests when their meeting changes on the same day. In the transaction of that change, while the sender stands still. */
@Injectable()
export class ChangeGuests {
  constructor(
    private readonly ledger: MailLedger,
    private readonly mails: MeetingMails,
    private readonly unsent: UnsentMails,
    private readonly desk: PlacesDesk,
  ) {}

  /** How far everybody travels to a venue; ask for it before the transaction is opened. */
  async journeysTo(venuePostcode4: string): Promise<Journeys> {
    return this.unsent.journeysTo(venuePostcode4);
  }

  /** From here to the end of the transaction nothing is taken to be sent; before any row is locked. */
  async holdSender(tx: EntityManager, tenant: Tenant): Promise<void> {
    await this.ledger.hold(tx, tenant);
  }

  /**
   * After the meeting itself has changed: what has not left says how it is now, and who knew otherwise is told when time or venue moved.
   * Says how many people get a mail for that.
   * @throws DomainError `mail.blocked`
   */
  async tell(tx: EntityManager, actor: Actor, { id, firstInvitedAt }: Meeting, { moved, before, minutes }: MeetingChange & { minutes: Journeys }): Promise<number> {
    if (firstInvitedAt === null) return 0;
    if (moved.length > 0) return (await this.mails.writeChangeMails(tx, actor, id, { venue: moved.includes('venue') ? { minutes, from: before.place } : null })).written;
    await this.unsent.rewrite(tx, actor, id, { moved: [] });
    return 0;
  }

  /**
   * The room may have become larger or smaller: nobody loses a place, and whoever fits now gets an offer. Says how many mails that were.
   * @throws DomainError `input.invalid` when more seats are protected than there are left, `mail.blocked`
   */
  async settlePlaces(tx: EntityManager, actor: Actor, { id: meetingId, capacity }: Pick<Meeting, 'id' | 'capacity'>): Promise<number> {
    const { organisationId } = actor;
    const { rules } = await this.desk.current(tx, { organisationId, meetingId });
    if (rules.protectedSeats !== null && (capacity === null || capacity < rules.protectedSeats)) throw new DomainError('input.invalid', {}, { capacity: `Er worden ${rules.protectedSeats} plaatsen vrij gehouden voor beslissers. Verander dat eerst, bij Plaatsen.` });
    return this.desk.settle(tx, { organisationId, meetingId }, actor);
  }

  /** Tells the sender; call it after the commit. */
  async wake(organisationId: string): Promise<void> {
    await this.ledger.wake(organisationId);
  }
}
