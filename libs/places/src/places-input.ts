import { CONTACT_FUNCTIONS, type ContactFunction } from '@bijeen/contacts';
import { z } from 'zod';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema);
const count = (least: number, most: number) => z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(least, `Vul ${least} of meer in, of laat het leeg.`).max(most, `Vul hoogstens ${new Intl.NumberFormat('nl-NL').format(most)} in.`);
const Ceiling = absent(count(0, 10_000).optional());

/** What comes in to say for whom the places of a meeting are. */
export const SetPlaceRules = z
  .object({
    protectedSeats: absent(count(1, 10_000).optional()),
    protectedUntil: absent(z.iso.date({ error: 'Kies een datum.' }).optional()),
    ceilings: z.preprocess((value) => value ?? {}, z.object(Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, Ceiling])) as Record<ContactFunction, typeof Ceiling>)),
    offerHours: absent(count(1, 80).default(16)),
    partnerDays: absent(count(1, 20).default(5)),
    onlyDecidingSubstitutes: z.preprocess((value) => value === 'ja' || value === true, z.boolean()),
  })
  .superRefine(({ protectedSeats, protectedUntil }, context) => {
    if (protectedSeats !== undefined && protectedUntil === undefined) context.addIssue({ code: 'custom', path: ['protectedUntil'], message: 'Kies tot wanneer deze plaatsen beschermd zijn.' });
    if (protectedSeats === undefined && protectedUntil !== undefined) context.addIssue({ code: 'custom', path: ['protectedSeats'], message: 'Vul in hoeveel plaatsen beschermd zijn.' });
  });
export type SetPlaceRules = z.output<typeof SetPlaceRules>;

/** What comes in to let somebody on the waiting list go first, or no longer. */
export const SetFirst = z.object({
  first: z.preprocess((value) => value === 'ja' || value === true, z.boolean()),
  reason: z.string({ error: 'Schrijf op waarom.' }).trim().min(5, 'Schrijf in een paar woorden op waarom.').max(500, 'Houd het korter: hoogstens 500 tekens.'),
});
export type SetFirst = z.output<typeof SetFirst>;
