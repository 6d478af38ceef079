import { Clock, DomainError, type LinkPurpose, PersonalLinks, type Tenant, TenantDatabase } from '@bijeen/platform';
import type { MailRecipient } from '@bijeen/mail';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertLinks, linkNonces, type NewLink, presentedLink } from './links.queries.js';

/** What a personal link leads to. */
export interface OpenedLink {
  organisationId: string;
  meetingId: string;
  invitationId: string;
}

/** The links that a mail about an answer needs. */
const IN_MAILS = ['answer', 'unsubscribe'] as const satisfies LinkPurpose[];

/** Personal links of invitations (R10): opening one, and having them ready for mails. */
@Injectable()
export class InvitationLinks {
  constructor(
    private readonly db: TenantDatabase,
    private readonly links: PersonalLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in a transaction of the organisation that the link belongs to.
   * @param tokenHash what `presentedToken` made of the address; null when it cannot be a link of ours
   * @throws DomainError `link.unknown` (also for a link made for something else), `link.revoked`, `link.expired`
   */
  async open<T>(tokenHash: Buffer | null, purpose: LinkPurpose, work: (tx: EntityManager, link: OpenedLink) => Promise<T>): Promise<T> {
    if (!tokenHash) throw new DomainError('link.unknown');
    return this.db.shared(async (tx) => {
      const link = await presentedLink(tx, tokenHash);
      if (link?.purpose !== purpose) throw new DomainError('link.unknown');
      // Opting out works with every mail ever sent: an old link can do nothing but stop mail (Tw 11.7, RFC 8058).
      if (purpose !== 'unsubscribe') this.checkAge(link);
      return work(tx, link);
    });
  }

  /** The links for mails to these invitations, by invitation. Those that are missing are made. */
  async forMails(tx: EntityManager, tenant: Tenant, invitationIds: string[], purposes: readonly LinkPurpose[] = IN_MAILS): Promise<Map<string, MailRecipient['links']>> {
    const found = await linkNonces(tx, tenant.organisationId, invitationIds, purposes);
    const all = new Map<string, MailRecipient['links']>(invitationIds.map((id) => [id, {}]));
    for (const { invitationId, purpose, nonce } of found) all.get(invitationId)![purpose] = nonce.toString('base64');
    const missing: NewLink[] = this.links.createAll([...all].flatMap(([invitationId, links]) => purposes.filter((purpose) => !links[purpose]).map((purpose) => ({ invitationId, purpose }))));
    if (missing.length > 0) await insertLinks(tx, tenant.organisationId, missing, this.clock.now());
    for (const { invitationId, purpose, nonce } of missing) all.get(invitationId)![purpose] = nonce.toString('base64');
    return all;
  }

  private checkAge({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date }): void {
    if (revokedAt) throw new DomainError('link.revoked');
    if (expiresAt <= this.clock.now()) throw new DomainError('link.expired');
  }
}
