import { z } from 'zod';
import { OUTCOMES } from './go-no-go.entity.js';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema);
const Count = absent(z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vul 1 of meer in, of laat het leeg.').max(10_000, 'Vul hoogstens 10.000 in.').optional());
const Day = absent(z.iso.date({ error: 'Kies een datum.' }).optional());

/** What comes in to say how many people who decide must come. */
export const SetQuorum = z
  .object({
    aldermen: Count,
    boardMembers: Count,
    municipalities: Count,
    policyOfficersCount: z.preprocess((value) => value === 'ja' || value === true, z.boolean()),
    /** Left out: two weeks before the meeting, on a working day. */
    decideOn: Day,
  })
  .superRefine(({ aldermen, boardMembers, municipalities }, context) => {
    if (aldermen === undefined && boardMembers === undefined && municipalities === undefined) context.addIssue({ code: 'custom', path: ['aldermen'], message: 'Vul ten minste één getal in.' });
  });
export type SetQuorum = z.output<typeof SetQuorum>;

/** What comes in to decide. */
export const Decide = z.object({
  outcome: z.enum(OUTCOMES, { error: 'Kies: gaat door, eerst bellen, of uitstellen.' }),
  reason: z.string({ error: 'Schrijf op waarom.' }).trim().min(5, 'Schrijf in een paar woorden op waarom.').max(500, 'Houd het korter: hoogstens 500 tekens.'),
  /** After calling; left out: three working days from now. */
  decideAgainOn: Day,
});
export type Decide = z.output<typeof Decide>;
