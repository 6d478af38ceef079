import { addDays } from '@bijeen/platform';
import { z } from 'zod';
import { VOTES } from './date-poll.entity.js';

export const FEWEST_DATES = 2;
export const MOST_DATES = 8;

const optional = (most: number) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), z.string({ error: 'Vul hier tekst in.' }).trim().max(most, `Houd het korter: hoogstens ${new Intl.NumberFormat('nl-NL').format(most)} tekens.`).optional());
const Day = z.string({ error: 'Kies een datum.' }).refine(isDay, { error: 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.' });
const Time = (missing: string) => z.string({ error: missing }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Vul een tijd in zoals 13:30.');

/** A date with times, as clocks in Amsterdam show them. */
export const DateSlot = z.object({ day: Day, from: Time('Vul in hoe laat het begint.'), to: Time('Vul in hoe laat het eindigt.') });

/** What comes in to ask guests for dates. Whether the days are still to come, and the deadline before them, is checked by the service. */
export const AskDates = z
  .object({
    options: z.preprocess((value) => value ?? [], z.array(DateSlot).min(FEWEST_DATES, 'Kies ten minste twee data. Met één datum valt er niets te kiezen.').max(MOST_DATES, `Kies hoogstens ${MOST_DATES} data. Meer kiezen kost de ander te veel tijd.`)),
    /** Answers are welcome until the end of this day. */
    deadline: Day,
    /** Left out: only those who decide. */
    everyone: z.preprocess((value) => value === 'ja' || value === true, z.boolean()),
    introduction: optional(1000),
  })
  .superRefine(({ options }, context) => {
    options.forEach(({ day, from, to }, place) => {
      if (to <= from) context.addIssue({ code: 'custom', path: ['options', place, 'to'], message: 'De bijeenkomst eindigt voor ze begint. Kijk naar de tijden.' });
      if (options.slice(0, place).some((other) => other.day === day && other.from < to && from < other.to)) context.addIssue({ code: 'custom', path: ['options', place, 'day'], message: 'Deze datum staat er twee keer in. Kies een andere, of laat hem weg.' });
    });
  });
export type AskDates = z.output<typeof AskDates>;

/** What comes in from a guest: what each date is, by its id. That none is missing is checked by the service. */
export const CastVotes = z.object({
  votes: z.record(z.string(), z.enum(VOTES, { error: 'Kies ja, als het moet, of nee.' })),
  remark: optional(1000),
});
export type CastVotes = z.output<typeof CastVotes>;

/** A day that exists, in a year that people mean. */
export function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text && text >= '2000-01-01' && text < '2100-01-01';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
