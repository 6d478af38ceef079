import type { EntityManager } from 'typeorm';

/** A statement that PostgreSQL parses and plans once per connection. The name belongs to the text: another text needs another name. */
export interface Prepared {
  name: string;
  text: string;
}

/** As much of a `pg` client as this file needs. */
interface Client {
  query(statement: Prepared & { values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * Runs a prepared statement in the transaction of `tx`. For hot paths with large statements, where planning costs several times
 * what running does (measured on the answer of an invitation: 0.4 ms against 0.1 ms); elsewhere `tx.query` is plainer.
 */
export async function runPrepared<Row>(tx: EntityManager, { name, text }: Prepared, values: unknown[]): Promise<Row[]> {
  if (!tx.queryRunner) throw new Error('A prepared statement runs in a transaction.');
  const client = (await tx.queryRunner.connect()) as Client;
  const { rows } = await client.query({ name, text, values });
  return rows as Row[];
}
