import { z } from 'zod';

/** What a guest can answer. `none` and `substitute` are states of an invitation, not answers to this form. */
export const COMING = ['yes', 'no', 'maybe'] as const;
export type Coming = (typeof COMING)[number];

/** Why somebody does not come. Declining this date is not declining the subject (product.md). */
export const DECLINE_REASONS = ['date', 'not-my-subject', 'someone-else', 'visit', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** How an answer reached us. */
export const ANSWER_ORIGINS = ['link', 'api', 'organiser', 'phone', 'secretariat', 'calendar'] as const;
export type AnswerOrigin = (typeof ANSWER_ORIGINS)[number];

/** What a yes becomes: a place, a place that is held for a while, a place on the waiting list, or an offer that went by. */
export const PLACES = ['confirmed', 'offered', 'waiting', 'lapsed'] as const;
export type Place = (typeof PLACES)[number];

/** A yes without a place, as a list shows it. */
export const PLACE_TEXTS: Record<Exclude<Place, 'confirmed'>, string> = { offered: 'heeft een aanbod', waiting: 'op de wachtlijst', lapsed: 'aanbod verlopen' };

/** Each answer as a list shows it. */
export const COMING_TEXTS: Record<Coming | 'none' | 'substitute', string> = { none: 'nog geen antwoord', yes: 'komt', no: 'komt niet', maybe: 'weet het nog niet', substitute: 'stuurt een vervanger' };

/** Each reason as a guest chooses it. */
export const DECLINE_REASON_TEXTS: Record<DeclineReason, string> = {
  'date': 'Ik kan niet op deze datum',
  'not-my-subject': 'Dit onderwerp past niet bij mijn werk',
  'someone-else': 'Iemand anders gaat hierover',
  'visit': 'Ik kom liever een keer op werkbezoek',
  'other': 'Een andere reden',
};

const text = (most: number) =>
  z.preprocess(
    tidy,
    z.string({ error: 'Vul hier tekst in.' }).max(most, `Houd het korter: hoogstens ${new Intl.NumberFormat('nl-NL').format(most)} tekens.`).optional(),
  );

/**
 * What comes in when somebody answers, by form and by API alike. A reason belongs to "no", wishes belong to "yes"; elsewhere they fall
 * away, and "no" erases the wishes there were. What is left empty stays as it was while the answer itself stays the same, because the form never shows earlier texts (R11).
 */
export const Answer = z
  .object({
    coming: z.enum(COMING, { error: 'Kies of u komt.' }),
    reason: z.preprocess((value) => value ?? undefined, z.enum(DECLINE_REASONS, { error: 'Kies een reden uit de lijst.' }).optional()),
    reasonText: text(500),
    remark: text(1000),
    /** Food the guest cannot or will not eat; kept apart and erased soon (R35). */
    diet: text(500),
    /** What the guest needs to take part; kept apart and erased soon (R35). */
    access: text(500),
    /** Erases the wishes that were given earlier. */
    forgetWishes: z.preprocess((value) => value === 'ja' || value === true, z.boolean()),
  })
  .transform(({ coming, reason, reasonText, remark, diet, access, forgetWishes }) => ({
    coming,
    remark: remark ?? null,
    reason: coming === 'no' ? (reason ?? (reasonText ? ('other' as const) : null)) : null,
    reasonText: coming === 'no' ? (reasonText ?? null) : null,
    diet: coming === 'yes' ? (diet ?? null) : null,
    access: coming === 'yes' ? (access ?? null) : null,
    forgetWishes: forgetWishes || coming === 'no',
  }));
export type Answer = z.output<typeof Answer>;

/** Without what is invisible; line ends are one kind; a text of nothing but space is no text. Other things than text go on to be refused. */
function tidy(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'string') return value;
  const clean = value.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/\p{Cs}/gu, '\u{FFFD}').replace(/(?![\n\t])\p{Cc}/gu, '').trim();
  return /[^\p{C}\p{Z}\s]/u.test(clean) ? clean : undefined;
}
