import { parseEmail } from '@bijeen/mail';
import { z } from 'zod';

const optional = (most: number) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), z.string({ error: 'Vul hier tekst in.' }).trim().max(most, `Houd het korter: hoogstens ${most} tekens.`).optional());

/** What comes in when somebody without an invitation wants to hear of the next date. */
export const LeaveInterest = z.object({
  name: z.string({ error: 'Vul uw naam in.' }).trim().min(1, 'Vul uw naam in.').max(150, 'Houd het korter: hoogstens 150 tekens.'),
  email: z.string({ error: 'Vul uw e-mailadres in.' }).transform((text, context) => {
    const parsed = parseEmail(text);
    if (parsed.ok) return parsed.address;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  }),
  function: optional(150),
  organisation: optional(200),
  remark: optional(1000),
});
export type LeaveInterest = z.output<typeof LeaveInterest>;
