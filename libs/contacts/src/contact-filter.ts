import { z } from 'zod';
import { CONTACT_FUNCTIONS } from './functions.js';
import { ORGANISATION_KINDS } from './organisation-kinds.js';

const yes = z.union([z.boolean(), z.enum(['ja', 'true', '1']).transform(() => true)]).optional();

/** What a list of contacts is narrowed to; what is left out does not matter. */
export const ContactFilter = z.object({
  /** Parts of names, organisations, functions or addresses; all words must occur, in any order. */
  search: z.string().trim().max(100, 'Zoek met hoogstens 100 tekens.').optional(),
  function: z.enum(CONTACT_FUNCTIONS, { error: 'Kies een functie uit de lijst.' }).optional(),
  kind: z.enum(ORGANISATION_KINDS, { error: 'Kies een soort organisatie uit de lijst.' }).optional(),
  municipality: z.string().regex(/^GM\d{4}$/, 'Kies een gemeente uit de lijst.').optional(),
  /** Only who was last checked before the last municipal election. */
  needsCheck: yes,
  withoutEmail: yes,
  unsubscribed: yes,
  after: z.string().max(1000).optional(),
  limit: z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vraag ten minste 1 relatie.').max(200, 'Vraag hoogstens 200 relaties tegelijk.').default(50),
});
export type ContactFilter = z.infer<typeof ContactFilter>;
