import { DomainError } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import { addressColumns } from './contact.entity.js';
import { refreshSearchText } from './contacts.queries.js';
import { wasErased } from './erasure.queries.js';
import { takenIn } from './taken.js';

/** Whose address changes. */
interface Reached {
  organisationId: string;
  id: string;
}

/** A contact is reached at another address from now on. @throws DomainError `contact.email-taken`, `contact.erased-before` */
export async function reachContactAt(tx: EntityManager, { organisationId, id }: Reached, address: string, { secretKey, now }: { secretKey: string; now: Date }): Promise<void> {
  const { email, emailKey, emailHash } = addressColumns(address, secretKey);
  if (await wasErased(tx, secretKey, emailKey!)) throw new DomainError('contact.erased-before', {}, { email: 'De persoon met dit adres is op verzoek verwijderd.' });
  const columns = [organisationId, id, email, emailKey, emailHash, now];
  await unlessTaken(async () => tx.query('update contact set email = $3, email_key = $4, email_hash = $5, updated_at = $6 where organisation_id = $1 and id = $2', columns));
  await refreshSearchText(tx, [id]);
}

/** A secretariat is reached at another address from now on, for everybody who is mailed through it. @throws DomainError `contact.email-taken` */
export async function reachSecretariatAt(tx: EntityManager, { organisationId, id }: Reached, address: string, secretKey: string): Promise<void> {
  const { email, emailKey, emailHash } = addressColumns(address, secretKey);
  await unlessTaken(async () => tx.query('update secretariat set email = $3, email_key = $4, email_hash = $5 where organisation_id = $1 and id = $2', [organisationId, id, email, emailKey, emailHash]));
}

/** The unique index decides who has an address. */
async function unlessTaken(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (takenIn(error) === null) throw error;
    throw new DomainError('contact.email-taken', {}, { email: 'Er is al een relatie of secretariaat met dit e-mailadres.' });
  }
}
