import { instantInAmsterdam } from '@bijeen/platform';
import { z } from 'zod';
import { PLANNED_KINDS } from './mail-rules.js';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => value ?? undefined, schema);

/** A moment: an instant for programs, a day and a time on the clock of Amsterdam for people. */
const When = {
  dueAt: absent(z.iso.datetime({ offset: true, error: 'Schrijf een tijdstip met tijdzone, bijvoorbeeld 2027-03-10T09:00:00+01:00.' }).transform((text) => new Date(text)).optional()),
  date: absent(z.iso.date({ error: 'Kies een datum.' }).optional()),
  time: absent(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Vul een tijd in zoals 09:00.').optional()),
};

/** What comes in to change one mail of the plan: another moment, skipped or planned again, or sent this minute. */
export const ChangeMailPlan = z
  .object({
    kind: z.enum(PLANNED_KINDS, { error: 'Kies een mail uit het plan.' }),
    ...When,
    state: absent(z.enum(['planned', 'skipped'], { error: 'Kies overslaan of weer inplannen.' }).optional()),
    sendNow: z.preprocess((value) => value === true || value === 'ja', z.boolean()),
  })
  .superRefine(({ dueAt, date, time, state, sendNow }, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (date && !time) wrong('time', 'Vul ook een tijd in.');
    if (time && !date) wrong('date', 'Vul ook een datum in.');
    if (dueAt && date) wrong('dueAt', 'Geef een tijdstip, of een datum en een tijd. Niet allebei.');
    if (!dueAt && !date && !time && !state && !sendNow) wrong('kind', 'Geef een ander moment, een stand, of verstuur nu.');
    if (sendNow && (state || dueAt || date)) wrong('sendNow', 'Nu versturen gaat niet samen met een ander moment of een andere stand.');
    if (state === 'skipped' && (dueAt || date)) wrong('state', 'Een mail die wordt overgeslagen heeft geen moment nodig.');
  })
  .transform(({ kind, dueAt, date, time, state, sendNow }) => ({ kind, state, sendNow, moment: dueAt ?? (date && time ? { date, time } : undefined) }));
export type ChangeMailPlan = z.output<typeof ChangeMailPlan>;

/** The instant that was chosen. @throws DomainError `time.does-not-exist` or `time.exists-twice` (R14) */
export function momentIn(moment: Date | { date: string; time: string }): Date {
  return moment instanceof Date ? moment : instantInAmsterdam(moment.date, moment.time);
}
