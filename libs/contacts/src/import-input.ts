import { z } from 'zod';
import { cleanLine } from './clean-text.js';
import { IMPORT_FIELDS } from './import-columns.js';
import type { ColumnWish } from './import-report.js';

const line = (message: string) =>
  z.string({ error: message }).transform((raw, context) => {
    const { text, problem } = cleanLine(raw);
    if (problem !== null || text === '' || text.length > 200) context.addIssue({ code: 'custom', message: problem ?? (text === '' ? message : 'Maak deze tekst niet langer dan 200 tekens.') });
    return text;
  });

/** Column wishes as JSON text (a form) or as an object (a program): field → header, column number (the first is 1), or null. */
const Columns = z.preprocess((given, context) => {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'De kolomkeuze is geen geldige JSON.' });
    return z.NEVER;
  }
}, z.partialRecord(z.enum(IMPORT_FIELDS, { error: 'Deze soort kolom kennen we niet.' }), z.union([z.string().max(4000), z.int().min(1).max(16384), z.null()], { error: 'Noem de kolomkop, het nummer van de kolom, of null.' }))) as z.ZodType<ColumnWish>;

/** What has to be said about every list (R30, AVG art. 14): where it comes from and why it may be used. */
export const ImportInput = z.object({
  source: line('Schrijf op waar deze lijst vandaan komt. Dat staat ook onder de uitnodiging.'),
  basis: line('Kies de grondslag: waarom mag je deze mensen benaderen?'),
  mapping: Columns.nullish().transform((value) => value ?? null),
});
export type ImportInput = z.infer<typeof ImportInput>;

/** A list as it was uploaded. */
export interface UploadedList {
  name: string;
  bytes: Buffer;
}
