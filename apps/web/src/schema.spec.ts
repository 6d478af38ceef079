import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { testWeb } from './testing/test-web.js';

const web = testWeb();

/**
 * What TypeORM would still change before the tables are as the entities say. It may want to drop constraints and indexes: migrations hold
 * rules that entities cannot or need not say (checks, references with the organisation, partial and covering indexes). Primary keys count.
 */
const STRICTER_IN_THE_DATABASE = [/^ALTER TABLE "\w+" DROP CONSTRAINT "\w+(?<!_pkey)"$/, /^DROP INDEX "public"\."\w+"$/];
const UNIQUE = /^ALTER TABLE "(\w+)" ADD CONSTRAINT "UQ_\w+" UNIQUE \(([^)]+)\)$/;

async function differences(): Promise<string[]> {
  const { upQueries } = await web.app.get(DataSource, { strict: false }).driver.createSchemaBuilder().log();
  const queries = upQueries.map(({ query }) => query).filter((query) => !STRICTER_IN_THE_DATABASE.some((pattern) => pattern.test(query)));
  const different: string[] = [];
  for (const query of queries) if (!(await isThereUnderAnotherName(query))) different.push(query);
  return different;
}

/** A unique constraint counts by its columns; the migration gave it a name of its own. */
async function isThereUnderAnotherName(query: string): Promise<boolean> {
  const [, table, columns] = UNIQUE.exec(query) ?? [];
  if (!table || !columns) return false;
  const found = await web.sql(
    `select from pg_constraint con where contype = 'u' and conrelid = $1::regclass
       and (select array_agg(a.attname::text order by a.attname) from pg_attribute a where a.attrelid = con.conrelid and a.attnum = any(con.conkey)) = $2::text[]`,
    [table, columns.replaceAll('"', '').split(', ').sort()],
  );
  return found.length === 1;
}

describe('the tables that the migrations make', () => {
  it('are the ones that the entities describe', async () => {
    expect(web.app.get(DataSource, { strict: false }).entityMetadatas.length).toBeGreaterThan(10);
    expect(await differences()).toEqual([]);
  });

  it.each([
    ['a column that may suddenly be empty', 'alter table region alter column name drop not null', 'alter table region alter column name set not null'],
    ['a column of another type', 'alter table meeting alter column capacity type bigint', 'alter table meeting alter column capacity type int'],
    ['a column that no entity knows', 'alter table contact add column colour text', 'alter table contact drop column colour'],
    ['a column that is gone', 'alter table invitation rename column remark to gone', 'alter table invitation rename column gone to remark'],
    ['another default', `alter table meeting alter column state set default 'planned'`, `alter table meeting alter column state set default 'draft'`],
  ])('differ by %s, and that is noticed', async (_what, change, back) => {
    await web.sql(change);
    const found = await differences();
    await web.sql(back);

    expect(found.length).toBeGreaterThan(0);
    expect(await differences()).toEqual([]);
  });
});
