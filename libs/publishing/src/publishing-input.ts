import { CONTACT_FUNCTIONS, SaveContact } from '@bijeen/contacts';
import { parseEmail } from '@bijeen/mail';
import { z } from 'zod';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema);
const tick = z.preprocess((value) => value === 'ja' || value === true, z.boolean());
const text = (most: number) => absent(z.string({ error: 'Vul hier tekst in.' }).trim().max(most, `Houd het korter: hoogstens ${most} tekens.`).optional());
const needed = (most: number, error: string) => z.string({ error }).trim().min(1, error).max(most, `Houd het korter: hoogstens ${most} tekens.`);

/** What comes in to make a meeting public, or to stop that. */
export const SavePublication = z.object({
  published: tick,
  introduction: text(2000),
  audience: text(300),
  registrationOpen: tick,
  /** Left out: until the closing date of answers. */
  registrationUntil: absent(z.iso.date({ error: 'Kies een datum.' }).optional()),
});
export type SavePublication = z.output<typeof SavePublication>;

/** What comes in to ask for a place, from somebody without an account. */
export const AskForPlace = SaveContact.pick({ formOfAddress: true, firstName: true, infix: true, surname: true }).extend({
  email: needed(320, 'Vul uw e-mailadres in.').transform((typed, context) => {
    const parsed = parseEmail(typed);
    if (parsed.ok) return parsed.address;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  }),
  function: z.enum(CONTACT_FUNCTIONS, { error: 'Kies uw functie.' }),
  organisation: needed(150, 'Vul in waar u werkt, of voor wie u komt.'),
  municipality: text(100),
  remark: text(1000),
});
export type AskForPlace = z.output<typeof AskForPlace>;

/** What comes in to say yes: nothing but who. */
export const ApproveRegistration = z.object({});

/** What comes in to say no to somebody who asked for a place. */
export const RefuseRegistration = z.object({
  reason: z.string({ error: 'Schrijf op waarom niet.' }).trim().min(5, 'Schrijf in een paar woorden op waarom niet.').max(500, 'Houd het korter: hoogstens 500 tekens.'),
  /** Whether the person gets a mail with that reason. */
  tell: tick,
});
export type RefuseRegistration = z.output<typeof RefuseRegistration>;
