import { MOVE_KINDS } from '@bijeen/invitations';
import { addDays } from '@bijeen/platform';
import { z } from 'zod';

const Day = (missing: string) => z.string({ error: missing }).refine(isDay, { error: 'Deze datum bestaat niet. Schrijf een datum als 2027-03-11.' });
const Time = (missing: string) => z.string({ error: missing }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Vul een tijd in zoals 13:30.');
const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === null || value === '' ? undefined : value), schema);

const Reason = z.string({ error: 'Schrijf op waarom.' }).trim().min(1, 'Schrijf op waarom.').max(500, 'Houd het korter: hoogstens 500 tekens.');
const Schedule = {
  date: Day('Kies een datum.'),
  from: Time('Vul in hoe laat het begint.'),
  to: Time('Vul in hoe laat het eindigt.'),
  /** Left out: two weeks before the meeting, as for a new one. */
  answerBy: absent(Day('Kies een datum.').optional()),
};

/** What is wrong with times that are each right. */
function checkOrder({ date, from, to, answerBy }: { date: string; from: string; to: string; answerBy?: string | undefined }, context: z.RefinementCtx): void {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if (to <= from) wrong('to', 'De bijeenkomst eindigt voor ze begint. Kijk naar de tijden.');
  if (answerBy !== undefined && answerBy > date) wrong('answerBy', 'De uiterste antwoorddatum ligt na de bijeenkomst. Kies een eerdere dag.');
}

/** A date to look at before it is chosen. */
export const NewDate = z.object(Schedule).superRefine(checkOrder);
export type NewDate = z.output<typeof NewDate>;

/** What comes in to move a meeting to another date. Invitees do not read the reason. */
export const Reschedule = z.object({ ...Schedule, reason: Reason }).superRefine(checkOrder);
export type Reschedule = z.output<typeof Reschedule>;

/** What comes in to postpone or cancel a meeting. Invitees do not read the reason. */
export const StopMeeting = z.object({ reason: Reason });
export type StopMeeting = z.output<typeof StopMeeting>;

/** Which consequences to look at; a date and times belong to `reschedule`. */
export const PreviewMove = z.object({
  kind: z.enum(MOVE_KINDS, { error: 'Kies reschedule, postpone of cancel.' }),
  date: absent(Schedule.date.optional()), from: absent(Schedule.from.optional()), to: absent(Schedule.to.optional()), answerBy: Schedule.answerBy,
}).transform((wish, context): MoveWish => {
  if (wish.kind !== 'reschedule') return { kind: wish.kind };
  const date = NewDate.safeParse(wish);
  if (date.success) return { kind: wish.kind, ...date.data };
  for (const { path, message } of date.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

/** A move that somebody thinks of. */
export type MoveWish = ({ kind: 'reschedule' } & NewDate) | { kind: 'postpone' | 'cancel' };

function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text && text >= '2000-01-01' && text < '2100-01-01';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
