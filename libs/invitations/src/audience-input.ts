import { CONTACT_FUNCTIONS, ORGANISATION_KINDS } from '@bijeen/contacts';
import { z } from 'zod';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => value ?? undefined, schema);
const ticked = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === undefined || value === null || Array.isArray(value) ? (value ?? undefined) : [value]), schema);

/** What comes in to change an audience. What is left out stays; a choice of null takes an earlier choice back. */
export const ChangeAudience = z.object({
  choices: absent(z.array(z.object({
    contactId: z.uuid('Dit is geen relatie van ons.'),
    included: z.boolean({ error: 'Kies true (erbij), false (weglaten) of null (zelf laten bepalen).' }).nullable(),
  })).max(10_000, 'Geef hoogstens 10.000 keuzes tegelijk.').default([])),
  maxTravelMinutes: absent(z.coerce.number({ error: 'Vul 5 tot en met 300 minuten in.' }).int('Vul hele minuten in.').min(1, 'Vul 5 tot en met 300 minuten in.').max(300, 'Vul 5 tot en met 300 minuten in.').optional()),
  functions: ticked(z.array(z.enum(CONTACT_FUNCTIONS, { error: 'Kies functies uit de lijst.' })).min(1, 'Kies ten minste één functie.').optional()),
  organisationKinds: ticked(z.array(z.enum(ORGANISATION_KINDS, { error: 'Kies soorten organisaties uit de lijst.' })).optional()),
  regionId: z.uuid('Kies een regio uit de lijst.').nullish(),
});
export type ChangeAudience = z.output<typeof ChangeAudience>;

/** Which part of an audience to read. `after` is the cursor of the page before. */
export interface AudiencePage {
  after?: string | null | undefined;
  limit: number;
  /** Only who is on the list or invited, or only who is not. */
  included?: boolean | undefined;
}
