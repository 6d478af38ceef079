import { DomainError } from '@bijeen/platform';
import type { z } from 'zod';

/** Field name → Dutch sentence. Fields inside lists are named `steps.0.label`. */
export type FormErrors = Record<string, string>;

/** What came out of a form: the value when all is well, else what was typed and what is wrong with it. */
export type FormResult<T> = { valid: true; value: T; errors: FormErrors } | { valid: false; typed: Record<string, unknown>; errors: FormErrors };

/**
 * Reads a form (or JSON) against a schema; the first problem of each field counts. Empty text fields count as not filled in.
 * Only fields of the schema are read, so `__proto__` and strangers fall away.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): FormResult<z.output<Schema>> {
  const typed = Object.fromEntries(Object.entries(Object(body)).map(([name, value]) => [name, value === '' ? undefined : value]));
  const result = schema.safeParse(typed);
  if (result.success) return { valid: true, value: result.data, errors: {} };
  const errors: FormErrors = {};
  for (const { path, message } of result.error.issues) errors[path.join('.') || 'form'] ??= message;
  return { valid: false, typed, errors };
}

/** The same for programs. @throws DomainError `input.invalid` with a sentence per field. */
export function readInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = readForm(schema, body);
  if (!result.valid) throw new DomainError('input.invalid', {}, result.errors);
  return result.value;
}
