import { DomainError, instantInAmsterdam } from '@bijeen/platform';
import { z } from 'zod';

const ONE_OF_THREE = 'Geef „now” als moment met tijdzone, bijvoorbeeld 2027-03-11T09:00:00Z. „nu” zet de klok terug.';

/** Where to travel: a moment with its zone, `nu` for the real present, or a day and a time as clocks in Amsterdam show them. */
export const Travel = z.union([
  z.object({ now: z.literal('nu') }).transform(() => null),
  z.object({ now: z.iso.datetime({ offset: true }) }).transform(({ now }) => new Date(now)),
  z.object({ day: z.iso.date(), time: z.string().regex(/^\d\d:\d\d$/) }).transform(({ day, time }) => instantInAmsterdam(day, time)),
], { error: ONE_OF_THREE });

/** @throws DomainError `input.invalid`, `time.does-not-exist` or `time.exists-twice` */
export function readTravel(body: unknown): Date | null {
  const result = Travel.safeParse(body);
  if (!result.success) throw new DomainError('input.invalid', {}, isForm(body) ? { day: 'Vul een dag en een tijd in.' } : { now: ONE_OF_THREE });
  return result.data;
}

function isForm(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'day' in body;
}
