import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { ContactImports } from './contact-imports.service.js';
import { ContactsModule } from './contacts.module.js';
import { ImportInput } from './import-input.js';

const app = testApp(ContactsModule);
let actor: Actor;
beforeEach(async () => {
  actor = await app.build.owner();
});

const input = ImportInput.parse({ source: 'lijst', basis: 'belang' });
const people = (count: number): { name: string; bytes: Buffer } => ({
  name: 'lijst.csv',
  bytes: Buffer.from(`Achternaam;E-mail;Functie;Gemeente;E-mail secretariaat\n${Array.from({ length: count }, (_, index) => `Berg${index};b${index}@example.nl;wethouder;Zwolle;s${index % 7}@example.nl\n`).join('')}`),
});
const written = async (): Promise<number[]> => {
  const [row] = await app.sql<Record<string, number>>(`select (select count(*)::int from contact) a, (select count(*)::int from position) b, (select count(*)::int from contact_organisation) c, (select count(*)::int from secretariat) d`);
  return Object.values(row!);
};

/** Makes the `nth` statement of this kind on this table fail, as a full disk or a bug would. */
async function failAt(operation: string, table: string): Promise<void> {
  await app.sql(`create or replace function fail() returns trigger language plpgsql as $$ begin raise exception 'out of luck'; end $$`);
  await app.sql(`create trigger fail before ${operation} on ${table} for each statement execute function fail()`);
}

describe('an import that goes wrong on the way', () => {
  it.each([['insert', 'contact_organisation'], ['insert', 'secretariat'], ['insert', 'contact'], ['insert', 'position'], ['insert', 'audit_log']])('keeps nothing when the %s on %s fails, and can be done again', async (operation, table) => {
    const { id } = await app.get(ContactImports).preview(actor, people(50), input);
    await failAt(operation, table);

    await expect(app.get(ContactImports).apply(actor, id)).rejects.toThrow('out of luck');
    expect(await written()).toEqual([0, 0, 0, 0]);
    await app.sql(`drop trigger fail on ${table}`);

    expect(await app.get(ContactImports).apply(actor, id)).toMatchObject({ state: 'applied', report: { counts: { new: 50 } } });
    expect(await written()).toEqual([50, 50, 1, 7]);
  });

  it.each(['copy staged', 'insert into contact ', 'insert into position'])('keeps nothing when the connection dies during "%s"', async (statement) => {
    const { id } = await app.get(ContactImports).preview(actor, people(4000), input);
    const applying = app.get(ContactImports).apply(actor, id).then(() => 'applied', () => 'failed');
    let killed = 0;
    let outcome = '';
    void applying.then((how) => (outcome = how));
    while (killed === 0 && outcome === '') {
      const rows = await app.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and query ilike $1`, [`${statement}%`]);
      killed += rows.length;
    }

    expect(await applying).toBe(killed > 0 ? 'failed' : 'applied');
    expect((await written())[0]).toBe(killed > 0 ? 0 : 4000);
  });

  it('does not keep others waiting: the event loop stays free', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await app.get(ContactImports).applyNow(actor, people(10_000), input);
    delay.disable();

    expect(await written()).toEqual([10_000, 10_000, 1, 7]);
    expect(delay.percentile(99) / 1e6).toBeLessThan(300);
  });

  it('writes down how far it is, and finishes before the process stops', async () => {
    const begun = await app.get(ContactImports).begin(actor, people(3000), input);
    await app.get(ContactImports).beforeApplicationShutdown();

    expect(await app.get(ContactImports).find(actor, begun.id)).toMatchObject({ state: 'previewed', report: { counts: { new: 3000 } } });
  });
});
