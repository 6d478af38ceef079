import { parseEmail } from '@bijeen/mail';
import { z } from 'zod';

/** One line of text that a person typed: trimmed, without control characters. `what` names it in the sentence. */
export const line = (what: string, most: number): z.ZodType<string> =>
  z.string({ error: `Vul ${what} in.` }).trim().min(1, `Vul ${what} in.`).max(most, `Dit is te lang: hoogstens ${most} tekens.`).regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Gebruik hier geen regeleinden of andere onzichtbare tekens.');

/** An address by our strict grammar (R9), in the form in which addresses are compared. `what` names it in the sentence. */
export const emailAddress = (what: string) =>
  z.string({ error: `Vul ${what} in.` }).transform((text, context) => {
    const parsed = parseEmail(text);
    if (parsed.ok) return parsed.key;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });

/** What an organisation says about itself. */
export const OrganisationInput = z.object({
  name: line('de naam van je organisatie', 120),
  kind: z.enum(['ZHO', 'UMBRELLA'], { error: 'Kies wat voor organisatie het is.' }),
  visitingAddress: line('straat en huisnummer', 120),
  postcode4: z.string({ error: 'Vul de vier cijfers van de postcode in.' }).trim().regex(/^[1-9][0-9]{3}( ?[a-zA-Z]{2})?$/, 'Vul een postcode in, bijvoorbeeld 8011 of 8011 AB.').transform((text) => text.slice(0, 4)),
  /** The organisation's name, when left empty. */
  senderName: line('de afzender', 80).optional(),
  replyTo: emailAddress('het adres voor antwoorden'),
  colour: z.string().trim().toLowerCase().regex(/^#[0-9a-f]{6}$/, 'Kies een kleur, of vul hem in als #0b6b68.').nullable().default(null),
});
export type OrganisationInput = z.infer<typeof OrganisationInput>;

/** A person who will sign in. */
export const NewUser = z.object({ name: line('je naam', 80), email: emailAddress('je e-mailadres') });
export type NewUser = z.infer<typeof NewUser>;

/** A colleague to be added. */
export const NewMember = z.object({
  name: line('de naam van je collega', 80),
  email: emailAddress('het e-mailadres van je collega'),
  role: z.enum(['owner', 'organiser', 'viewer'], { error: 'Kies wat je collega mag.' }),
});
export type NewMember = z.infer<typeof NewMember>;

/** A token for a program. */
export const NewApiToken = z.object({
  name: line('de naam van het programma', 80),
  role: z.enum(['owner', 'organiser', 'viewer'], { error: 'Kies wat het programma mag.' }),
});
export type NewApiToken = z.infer<typeof NewApiToken>;
