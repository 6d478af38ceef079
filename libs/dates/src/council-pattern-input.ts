import { z } from 'zod';
import { LAST_WEEK, PATTERN_KINDS } from './council-pattern.entity.js';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema);
const Time = absent(z.string({ error: 'Vul een tijd in zoals 19:30.' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Vul een tijd in zoals 19:30.').optional());
const WEEK = 'Kies weken uit de lijst.';

/** What comes in to say when a council, a college or a committee meets; forms and programs alike. */
export const SaveCouncilPattern = z
  .object({
    municipalityCode: z.string({ error: 'Kies een gemeente.' }).regex(/^GM\d{4}$/, 'Kies een gemeente uit de lijst.'),
    kind: z.enum(PATTERN_KINDS, { error: 'Kies wie er vergadert.' }),
    weekday: z.coerce.number({ error: 'Kies een dag.' }).int('Kies een dag.').min(1, 'Kies een dag.').max(7, 'Kies een dag.'),
    /** Empty means every week; 5 is the last of the month. */
    weeks: z.preprocess((value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]), z.array(z.coerce.number({ error: WEEK }).int(WEEK).min(1, WEEK).max(LAST_WEEK, WEEK)).max(LAST_WEEK, WEEK))
      .transform((weeks) => [...new Set(weeks)].sort()),
    from: Time,
    to: Time,
    note: absent(z.string({ error: 'Vul hier tekst in.' }).trim().max(200, 'Houd het korter: hoogstens 200 tekens.').optional()),
  })
  .superRefine(({ from, to }, context) => {
    if (from !== undefined && to === undefined) context.addIssue({ code: 'custom', path: ['to'], message: 'Vul ook in tot hoe laat het duurt, of laat beide tijden leeg.' });
    if (from === undefined && to !== undefined) context.addIssue({ code: 'custom', path: ['from'], message: 'Vul ook in hoe laat het begint, of laat beide tijden leeg.' });
    if (from !== undefined && to !== undefined && to <= from) context.addIssue({ code: 'custom', path: ['to'], message: 'De vergadering eindigt voor ze begint. Kijk naar de tijden.' });
  });
export type SaveCouncilPattern = z.output<typeof SaveCouncilPattern>;
