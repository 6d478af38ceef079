import type { DataSource } from 'typeorm';

/** Counts the statements from now on (`set_config` included, begin and commit not); call what comes back to stop and hear how many. */
export function countQueries(db: DataSource): () => number {
  let queries = 0;
  const { logger } = db;
  const counting = Object.create(logger) as typeof logger;
  counting.logQuery = (sql: string): void => {
    if (!/^(START TRANSACTION|COMMIT)/.test(sql)) queries += 1;
  };
  Object.assign(db, { logger: counting });
  return () => {
    Object.assign(db, { logger });
    return queries;
  };
}
