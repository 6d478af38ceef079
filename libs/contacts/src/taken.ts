import { QueryFailedError } from 'typeorm';

/** The table in which a unique index refused a row (SQLSTATE 23505), or null when that is not what went wrong. */
export function takenIn(error: unknown): string | null {
  if (!(error instanceof QueryFailedError)) return null;
  const { code, table } = error.driverError as { code?: string; table?: string };
  return code === '23505' ? (table ?? '') : null;
}
