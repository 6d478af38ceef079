import { DECLINE_REASONS } from '@bijeen/invitations';
import { z } from 'zod';
import { CALL_OUTCOMES } from './call-attempt.entity.js';
import { AUDIENCES, POINT_WORDS, unknownWords } from './talking-points.js';

const MOST_POINTS = 8;
const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema);
const Note = absent(z.string({ error: 'Vul hier tekst in.' }).trim().max(500, 'Houd het korter: hoogstens 500 tekens.').transform((text) => text.replace(/\r\n?/g, '\n')).optional());

/** What comes in to say how a call went. A reason belongs to "no", a day to "call-again"; elsewhere they fall away. */
export const RecordCall = z
  .object({
    outcome: z.enum(CALL_OUTCOMES, { error: 'Kies hoe het ging.' }),
    reason: absent(z.enum(DECLINE_REASONS, { error: 'Kies een reden uit de lijst.' }).optional()),
    callAgainOn: absent(z.iso.date({ error: 'Kies een datum.' }).optional()),
    /** For colleagues; the invitee does not get it. */
    note: Note,
  })
  .superRefine(({ outcome, callAgainOn }, context) => {
    if (outcome === 'call-again' && callAgainOn === undefined) context.addIssue({ code: 'custom', path: ['callAgainOn'], message: 'Kies de dag waarop je terugbelt.' });
  })
  .transform(({ outcome, reason, callAgainOn, note }) => ({ outcome, reason: outcome === 'no' ? reason : undefined, callAgainOn: outcome === 'call-again' ? callAgainOn! : null, note: note ?? null }));
export type RecordCall = z.output<typeof RecordCall>;

/** What comes in to put somebody on the list by hand. */
export const AskForCall = z.object({ note: Note }).transform(({ note }) => ({ note: note ?? null }));
export type AskForCall = z.output<typeof AskForCall>;

/** What comes in to tell one kind of people another story: one point per line. */
export const SaveTalkingPoints = z.object({
  audience: z.enum(AUDIENCES, { error: 'Kies voor wie deze punten zijn.' }),
  points: z.string({ error: 'Schrijf ten minste één punt op.' }).transform((text, context) => {
    const points = text.split(/\r\n?|\n/).map((line) => line.replace(/^\s*[-•*]\s+/, '').trim()).filter(Boolean);
    for (const message of problems(points)) context.addIssue({ code: 'custom', message });
    return points;
  }),
});
export type SaveTalkingPoints = z.output<typeof SaveTalkingPoints>;

function problems(points: string[]): string[] {
  const unknown = [...new Set(points.flatMap(unknownWords))];
  return [
    ...(points.length === 0 ? ['Schrijf ten minste één punt op.'] : []),
    ...(points.length > MOST_POINTS ? [`Kies hoogstens ${MOST_POINTS} punten. Meer onthoudt niemand tijdens het bellen.`] : []),
    ...(points.some((point) => point.length > 300) ? ['Houd elk punt korter: hoogstens 300 tekens.'] : []),
    ...(unknown.length > 0 ? [`Dit kunnen we niet invullen: ${unknown.join(', ')}. Je kunt gebruiken: ${POINT_WORDS.map((word) => `{${word}}`).join(', ')}.`] : []),
  ];
}
