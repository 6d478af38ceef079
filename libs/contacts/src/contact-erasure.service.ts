import { Injectable } from '@nestjs/common';
import { MailLedger } from '@bijeen/mail';
import { type Actor, audit, Clock, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import { Contact } from './contact.entity.js';
import { dropUnusedSecretariat, forgetElsewhere, forgetIncoming, rememberErasure } from './erasure.queries.js';

/** Erases people (AVG 17, R36). */
@Injectable()
export class ContactErasure {
  constructor(
    private readonly db: TenantDatabase,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Removes the contact with positions, invitations, answers and mails, and what the person sent us. A keyed hash of the address stays, so that the next
   * import does not bring this person back. No mail is taken meanwhile: the sender locks mails and invitations in another order. Uploaded lists that are not applied yet go too, for they may name the person.
   * @throws DomainError `contact.not-found`
   */
  async erase(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      await this.ledger.hold(tx, actor);
      const contact = isUuid(id) ? await tx.findOneBy(Contact, { id }) : null;
      if (!contact) throw new DomainError('contact.not-found');
      if (contact.emailHash) await rememberErasure(tx, actor.organisationId, contact.emailHash, this.clock.now());
      await forgetIncoming(tx, id);
      await forgetElsewhere(tx, id);
      await tx.delete(Contact, { id });
      if (contact.secretariatId) await dropUnusedSecretariat(tx, contact.secretariatId);
      await audit(tx, actor, 'contact.erased', { kind: 'contact', id });
    });
  }
}
