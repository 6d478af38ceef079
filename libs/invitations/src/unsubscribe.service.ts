import { addressHash, emailKey } from '@bijeen/mail';
import { type Actor, audit, Clock, Config, DomainError } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findInvitation, type FoundInvitation } from './answer.queries.js';
import { InvitationLinks } from './links.js';
import type { OptOutScope } from './unsubscribe.js';
import { insertSuppression, suppressionScopes, withdrawSuppressions } from './unsubscribe.queries.js';

/** Whose mails this is about, and what somebody opted out of already. */
export interface OptOutState extends Pick<FoundInvitation, 'meeting' | 'host'> {
  scopes: OptOutScope[];
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
    return this.open(tokenHash, async (tx, { meeting, host, suppressed }) => ({ meeting, host, scopes: await suppressionScopes(tx, suppressed) }));
  }

  /** Opts out. Again is harmless. @throws DomainError `link.unknown` */
  async optOut(tokenHash: Buffer | null, scope: OptOutScope, origin: 'page' | 'one-click'): Promise<void> {
    await this.open(tokenHash, async (tx, { suppressed, actor }) => {
      const added = await insertSuppression(tx, suppressed, { scope, origin, now: this.clock.now() });
      if (added) await audit(tx, actor, 'invitee.unsubscribed', { kind: 'invitation', id: actor.id }, { scope, origin });
    });
  }

  /** Takes the opt-out back, for this meeting and for the organisation. @throws DomainError `link.unknown` */
  async withdraw(tokenHash: Buffer | null): Promise<void> {
    await this.open(tokenHash, async (tx, { suppressed, actor }) => {
      const withdrawn = await withdrawSuppressions(tx, suppressed, this.clock.now());
      if (withdrawn > 0) await audit(tx, actor, 'invitee.unsubscribe-withdrawn', { kind: 'invitation', id: actor.id });
    });
  }

  private async open<T>(tokenHash: Buffer | null, work: (tx: EntityManager, found: FoundInvitation & { actor: Actor; suppressed: { organisationId: string; meetingId: string; emailHash: Buffer } }) => Promise<T>): Promise<T> {
    return this.links.open(tokenHash, 'unsubscribe', async (tx, { organisationId, meetingId, invitationId }) => {
      const found = await findInvitation(tx, { organisationId, invitationId });
      if (!found) throw new DomainError('link.unknown');
      const emailHash = addressHash(this.config.secretKey, emailKey(found.invitation.email));
      const actor: Actor = { organisationId, kind: 'invitee', id: invitationId, name: 'genodigde', role: 'viewer' };
      return work(tx, { ...found, actor, suppressed: { organisationId, meetingId, emailHash } });
    });
  }
}
