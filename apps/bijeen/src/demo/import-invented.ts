import { ContactImports, ImportInput } from '@bijeen/contacts';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { demoMunicipalities } from './demo-regions.js';
import { inventedContacts } from './invented-contacts.js';

const WHY = { source: 'Verzonnen relaties bij het voorbeeld', basis: 'Gerechtvaardigd belang: uitnodigen in hun functie' };

/** Takes over the invented contacts the way a director takes over her own list. */
export async function importInvented(app: INestApplicationContext, actor: Actor): Promise<void> {
  const municipalities = await app.get(TenantDatabase, { strict: false }).shared(demoMunicipalities);
  const list = { name: 'relaties.csv', bytes: Buffer.from(inventedContacts(municipalities)) };
  await app.get(ContactImports, { strict: false }).applyNow(actor, list, ImportInput.parse(WHY));
}
