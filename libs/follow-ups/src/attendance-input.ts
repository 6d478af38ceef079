import { z } from 'zod';

/** Most invitations that one call can tick. */
const MOST = 5000;

const Tick = z.object({
  invitationId: z.uuid('Dit is geen uitnodiging.'),
  /** null takes the tick back: not known. */
  attended: z.boolean({ error: 'Vul true, false of null in.' }).nullable(),
});

/** Who was there: a list of ticks, or in one go everybody who said yes and of whom nothing is noted yet. */
export const Attendance = z
  .object({
    items: z.array(Tick, { error: 'Geef een lijst van uitnodigingen.' }).max(MOST, `Geef hoogstens ${MOST} uitnodigingen tegelijk.`).optional(),
    all: z.literal('yes-came', { error: 'Gebruik "yes-came".' }).optional(),
  })
  .refine(({ items, all }) => (items === undefined) !== (all === undefined), { error: 'Geef een lijst van uitnodigingen, of all: "yes-came".', path: ['items'] });
export type Attendance = z.output<typeof Attendance>;
