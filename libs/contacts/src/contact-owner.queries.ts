import { DomainError } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';

/**
 * Keeps the colleague from leaving until the end of the transaction.
 * @throws DomainError `input.invalid` for somebody who does not work for this organisation
 */
export async function mustWorkHere(tx: EntityManager, organisationId: string, userId: string): Promise<void> {
  const found: unknown[] = await tx.query('select from membership where organisation_id = $1 and user_id = $2 for key share', [organisationId, userId]);
  if (found.length === 0) throw new DomainError('input.invalid', {}, { ownerId: 'Deze collega werkt hier niet, of niet meer. Kies iemand uit de lijst.' });
}

/**
 * Makes a colleague the one who knows this person, where nobody is yet.
 * @returns false when somebody else was quicker
 */
export async function takeContact(tx: EntityManager, { organisationId, contactId, userId }: { organisationId: string; contactId: string; userId: string }): Promise<boolean> {
  await mustWorkHere(tx, organisationId, userId);
  const [taken] = await tx.query<[unknown[], number]>('update contact set owner_id = $3 where organisation_id = $1 and id = $2 and (owner_id is null or owner_id = $3) returning id', [organisationId, contactId, userId]);
  return taken.length > 0;
}
