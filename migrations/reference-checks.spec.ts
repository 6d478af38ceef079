import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';

interface Reference {
  target: string;
  columns: string[];
}

describe('checking a reference to another row', () => {
  const app = testApp();

  it('finds that row by its whole key, also in a database that was empty a moment ago', async () => {
    const references = await app.sql<Reference>(
      `select distinct c.confrelid::regclass::text as target, array_agg(a.attname::text order by k.place) as columns
       from pg_constraint c, unnest(c.confkey) with ordinality as k (column_number, place), pg_attribute a
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.attrelid = c.confrelid and a.attnum = k.column_number
       group by c.oid, c.confrelid`,
    );
    expect(references.length).toBeGreaterThan(8);

    const slow: string[] = [];
    for (const { target, columns } of references) {
      // The statement with which PostgreSQL itself checks (ri_triggers.c); its plan is kept for as long as the connection lives.
      const condition = columns.map((column, index) => `${column} operator(pg_catalog.=) $${index + 1}`).join(' and ');
      const CHECK = `explain (generic_plan, format text) select 1 from only ${target} x where ${condition} for key share of x`;
      const plan = (await app.sql<{ 'QUERY PLAN': string }>(CHECK)).map((line) => line['QUERY PLAN']).join('\n');
      if (plan.includes('Filter:') || plan.includes('Seq Scan')) slow.push(`${target} (${columns.join(', ')})\n${plan}`);
    }
    expect(slow).toEqual([]);
  });
});
