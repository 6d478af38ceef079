import { addressHash, emailKey } from '@bijeen/mail';
import { type Actor, audit, Clock, Config, DomainError } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findInvitation, type FoundInvitation } from './answer.queries.js';
import { InvitationLinks } from './links.js';
import type { OptOutScope, StandingStop } from './unsubscribe.js';
import { insertStop, standingStops, type Suppressed, takeAddressInHand, withdrawStop } from './unsubscribe.queries.js';

/** Whose mails this is about, and what somebody opted out of already. */
export interface OptOutState extends Pick<FoundInvitation, 'meeting' | 'host'> {
  /** The widest first. */
  stops: StandingStop[];
  /** Said yes to a meeting that is still to come: stopping everything then means hearing of no change either. */
  isComing: boolean;
}

/** Opting out of mail (R19; Tw 11.7). The address is kept as a keyed hash only, so that the wish outlives the erasure of the person. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** What the page shows; changes nothing. @throws DomainError `link.unknown` */
  async show(tokenHash: Buffer | null): Promise<OptOutState> {
    return this.open(tokenHash, async (tx, { meeting, host, invitation, suppressed }) => ({
      meeting, host, stops: await standingStops(tx, suppressed), isComing: invitation.answer === 'yes' && meeting.startsAt > this.clock.now(),
    }));
  }

  /** Opts out. Again is harmless. @throws DomainError `link.unknown` */
  async optOut(tokenHash: Buffer | null, scope: OptOutScope, origin: 'page' | 'one-click'): Promise<void> {
    await this.open(tokenHash, async (tx, { suppressed, actor }) => {
      const added = await insertStop(tx, suppressed, { scope, origin, now: this.clock.now() });
      if (added) await audit(tx, actor, 'invitee.unsubscribed', { kind: 'invitation', id: actor.id }, { scope, origin });
    });
  }

  /** Takes the opt-out of that scope back; the others stay. Only the person can: there is no way for organisers. @throws DomainError `link.unknown` */
  async withdraw(tokenHash: Buffer | null, scope: OptOutScope): Promise<void> {
    await this.open(tokenHash, async (tx, { suppressed, actor }) => {
      const withdrawn = await withdrawStop(tx, suppressed, scope, this.clock.now());
      if (withdrawn) await audit(tx, actor, 'invitee.unsubscribe-withdrawn', { kind: 'invitation', id: actor.id }, { scope });
    });
  }

  private async open<T>(tokenHash: Buffer | null, work: (tx: EntityManager, found: FoundInvitation & { actor: Actor; suppressed: Suppressed }) => Promise<T>): Promise<T> {
    return this.links.open(tokenHash, 'unsubscribe', async (tx, { organisationId, meetingId, invitationId }) => {
      const found = await findInvitation(tx, { organisationId, invitationId });
      if (!found) throw new DomainError('link.unknown');
      const emailHash = addressHash(this.config.secretKey, emailKey(found.invitation.email));
      await takeAddressInHand(tx, emailHash);
      const actor: Actor = { organisationId, kind: 'invitee', id: invitationId, name: 'genodigde', role: 'viewer' };
      return work(tx, { ...found, actor, suppressed: { organisationId, meetingId, emailHash } });
    });
  }
}
