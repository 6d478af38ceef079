import { CONTACT_FUNCTIONS, readFullName } from '@bijeen/contacts';
import { parseEmail } from '@bijeen/mail';
import { z } from 'zod';

const Name = z.string({ error: 'Vul de naam in.' }).trim().min(2, 'Vul de naam in.').max(120, 'Houd de naam korter: hoogstens 120 tekens.').refine((text) => readFullName(text).surname !== '' && /\p{L}/u.test(text), 'Vul de naam in.');

const Email = z.string({ error: 'Vul het e-mailadres in.' }).transform((text, context) => {
  const parsed = parseEmail(text);
  if (parsed.ok) return parsed.address;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

/** What comes in when a guest sends somebody else. */
export const SendSubstitute = z.object({
  name: Name,
  email: Email,
  function: z.enum(CONTACT_FUNCTIONS, { error: 'Kies de functie.' }),
});
export type SendSubstitute = z.output<typeof SendSubstitute>;

/** Who comes along in a duo: a civil servant with somebody who knows it from experience, or the reverse. */
export const PARTNER_ROLES = ['expert', 'resident', 'civil-servant'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

/** Each as a guest chooses it. */
export const PARTNER_ROLE_TEXTS: Record<PartnerRole, string> = {
  'expert': 'Een ervaringsdeskundige',
  'resident': 'Een inwoner',
  'civil-servant': 'Een ambtenaar van de gemeente',
};

/** What comes in when a guest names a partner, so that they come as a duo. */
export const NamePartner = z.object({
  name: Name,
  email: Email,
  role: z.enum(PARTNER_ROLES, { error: 'Kies wie er meekomt.' }),
});
export type NamePartner = z.output<typeof NamePartner>;

/** What comes in to make a duo of two guests who each seek a partner. */
export const MatchDuo = z.object({
  one: z.uuid('Kies twee mensen.'),
  other: z.uuid('Kies twee mensen.'),
}).refine(({ one, other }) => one !== other, { path: ['other'], error: 'Kies twee verschillende mensen.' });
export type MatchDuo = z.output<typeof MatchDuo>;
