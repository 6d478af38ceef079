import { MAIL_KINDS } from '@bijeen/mail';
import { z } from 'zod';
import { ListQuery } from '../list-query.js';

const Kind = z.enum(MAIL_KINDS, { error: 'Deze soort mail bestaat niet.' });

/** Which drafts to read. */
export const DraftsQuery = ListQuery.extend({ after: z.uuid('Dit is geen geldige cursor.').optional(), kind: Kind.optional() });

/** Which drafts to let go: these, those of a kind, or all. Saying nothing lets nothing go. */
export const ReleaseDrafts = z
  .object({
    ids: z.preprocess((value) => (value === undefined || value === null ? undefined : [value].flat()), z.array(z.uuid('Dit is geen mail.')).min(1, 'Vink eerst aan welke mails mogen vertrekken.').max(500, 'Kies er hoogstens 500 tegelijk.').optional()),
    kind: z.preprocess((value) => value ?? undefined, Kind.optional()),
    all: z.preprocess((value) => value === true || value === 'ja', z.boolean()),
  })
  .refine(({ ids, all }) => ids !== undefined || all, { path: ['ids'], message: 'Vink eerst aan welke mails mogen vertrekken.' })
  .transform(({ ids, kind }) => ({ ids, kind }));
