import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { Contact } from './contact.entity.js';
import { refreshSearchText } from './contacts.queries.js';
import { dropUnusedSecretariat } from './erasure.queries.js';
import { meetingsOfBoth, moveEverything } from './merge.queries.js';

/** What the kept contact takes over from the other where it has nothing itself. */
const FILLED_IN = ['formOfAddress', 'titles', 'initials', 'firstName', 'salutation', 'phone', 'note', 'secretariatId', 'ownerId'] as const;

/** Makes one contact of two that are the same person. */
@Injectable()
export class ContactMerge {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves positions, invitations and choices of `goneId` to `keptId`, fills in what was empty, and removes `goneId`. Two people who
   * were both invited to one meeting stay two: each invitation has its own answer and mails.
   * @throws DomainError `contact.not-found`, `contact.merge-with-itself`, `contact.merge-both-invited`
   */
  async merge(actor: Actor, keptId: string, goneId: string): Promise<void> {
    if (keptId === goneId) throw new DomainError('contact.merge-with-itself');
    await this.db.transaction(actor, async (tx) => {
      const [kept, gone] = [await find(tx, keptId), await find(tx, goneId)];
      const meetings = await meetingsOfBoth(tx, keptId, goneId);
      if (meetings.length > 0) throw new DomainError('contact.merge-both-invited', { meetings: new Intl.ListFormat('nl').format(meetings.map((title) => `„${title}”`)) });
      await moveEverything(tx, keptId, goneId);
      await tx.delete(Contact, { id: goneId });
      takeOver(kept, gone);
      await tx.save(Object.assign(kept, { updatedAt: this.clock.now() }));
      if (gone.secretariatId && gone.secretariatId !== kept.secretariatId) await dropUnusedSecretariat(tx, gone.secretariatId);
      await refreshSearchText(tx, [keptId]);
      await audit(tx, actor, 'contact.merged', { kind: 'contact', id: keptId }, { gone: goneId });
    });
  }
}

async function find(tx: EntityManager, id: string): Promise<Contact> {
  const contact = isUuid(id) ? await tx.findOneBy(Contact, { id }) : null;
  if (!contact) throw new DomainError('contact.not-found');
  return contact;
}

function takeOver(kept: Contact, gone: Contact): void {
  for (const field of FILLED_IN) Object.assign(kept, { [field]: kept[field] ?? gone[field] });
  if (kept.email !== null) return;
  kept.email = gone.email;
  kept.emailKey = gone.emailKey;
  kept.emailHash = gone.emailHash;
}
