import type { TestWeb } from './test-web.js';

/**
 * A fingerprint of every table, queues included; a row that was written again with the same values counts as changed.
 * Two equal dumps mean that nothing was written in between (R1). Waits until what was started before has been written.
 */
export async function databaseDump(web: Pick<TestWeb, 'sql'>): Promise<Record<string, string>> {
  let [before, now] = [await dump(web), await dump(web)];
  for (let tries = 0; tries < 50 && JSON.stringify(before) !== JSON.stringify(now); tries += 1) [before, now] = [now, await dump(web)];
  return now;
}

async function dump(web: Pick<TestWeb, 'sql'>): Promise<Record<string, string>> {
  const tables = await web.sql<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'bullmq') and tablename not in ('municipality', 'municipality_change', 'division', 'postcode', 'migrations')`);
  const parts = tables.map(({ name }) => `select '${name}' as name, count(*) || ' rows ' || md5(coalesce(string_agg(t.xmin::text || t::text, '|' order by t::text), '')) as print from ${name} t`);
  const prints = await web.sql<{ name: string; print: string }>(parts.join(' union all '));
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}
