import { MailLedger } from '@bijeen/mail';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, Clock, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import type { TravelTime } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type FoundInvitation, lockInvitation } from './answer.queries.js';
import type { Reception } from './answer-recorder.js';
import { guest, unknownLink } from './answers.service.js';
import { AudienceService } from './audience.service.js';
import { InvitationLinks } from './links.js';

/** Which guest acts: whoever has the link, or an organiser for the guest. */
export type WhichGuest = { tokenHash: Buffer | null } | { actor: Actor; meetingId: string; invitationId: string };

/** A guest who acts, with everything locked in the order in which everything is: meeting, then invitation. */
export interface GuestAct {
  tx: EntityManager;
  meeting: Meeting;
  found: FoundInvitation;
  reception: Reception & { now: Date };
  travel: ReadonlyMap<string, TravelTime>;
}

const NO_WISHES = { diet: null, access: null, forgetWishes: false };

/** Runs what guests do that touches other people's invitations too. */
@Injectable()
export class GuestActs {
  constructor(
    private readonly db: TenantDatabase,
    private readonly links: InvitationLinks,
    private readonly audience: AudienceService,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /** One transaction; the sender is woken after it. @throws DomainError `invitation.not-found`, and as `InvitationLinks.open` */
  async run(which: WhichGuest, act: (guest: GuestAct) => Promise<void>): Promise<void> {
    const organisationId = 'actor' in which ? await this.asOrganiser(which, act) : await this.byLink(which.tokenHash, act);
    await this.ledger.wake(organisationId);
  }

  private async byLink(tokenHash: Buffer | null, act: (guest: GuestAct) => Promise<void>): Promise<string> {
    const known = await this.links.open(tokenHash, 'answer', async (tx, { meetingId }) => loadMeeting(tx, meetingId));
    const travel = await this.audience.travelTimes(known);
    return this.links.open(tokenHash, 'answer', async (tx, link) => {
      const meeting = await loadMeeting(tx, link.meetingId, true);
      const found = (await lockInvitation(tx, link, NO_WISHES)) ?? unknownLink();
      await act({ tx, meeting, found, travel, reception: { actor: guest(link), origin: 'link', byOrganiser: false, now: this.clock.now() } });
      return link.organisationId;
    });
  }

  private async asOrganiser({ actor, meetingId, invitationId }: Extract<WhichGuest, { actor: Actor }>, act: (guest: GuestAct) => Promise<void>): Promise<string> {
    if (!isUuid(invitationId)) throw new DomainError('invitation.not-found');
    const known = await this.db.transaction(actor, async (tx) => loadMeeting(tx, meetingId));
    const travel = await this.audience.travelTimes(known);
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      const found = await lockInvitation(tx, { organisationId: actor.organisationId, meetingId, invitationId }, NO_WISHES);
      if (!found) throw new DomainError('invitation.not-found');
      await act({ tx, meeting, found, travel, reception: { actor, origin: 'phone', byOrganiser: true, now: this.clock.now() } });
    });
    return actor.organisationId;
  }
}
