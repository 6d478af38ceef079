import { z } from 'zod';

/** How a list is read, piece by piece: at most `limit` items, after the cursor `next` of the piece before. */
export const ListQuery = z.object({
  after: z.string().max(300, 'Dit is geen geldige cursor.').optional(),
  limit: z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vraag ten minste 1 regel.').max(200, 'Vraag ten hoogste 200 regels.').default(50),
});
