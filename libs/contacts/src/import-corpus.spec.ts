import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, DomainError, stopwatch } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { CORPUS } from '../test-files/index.js';
import type { TestFile } from '../test-files/test-file.js';
import { ContactImports } from './contact-imports.service.js';
import { ContactsModule } from './contacts.module.js';
import { ImportInput } from './import-input.js';
import type { ImportReport } from './import-report.js';

const app = testApp(ContactsModule);
const input = ImportInput.parse({ source: 'corpus', basis: 'test' });

describe('the corpus of lists', () => {
  let actor: Actor;
  beforeAll(() => undefined);

  const read = async (file: TestFile): Promise<ImportReport | { refusal: { code: string } }> => {
    actor = await app.build.owner();
    try {
      return (await app.get(ContactImports).preview(actor, { name: file.name, bytes: file.bytes() }, input)).report!;
    } catch (error) {
      if (error instanceof DomainError) return { refusal: { code: error.code } };
      throw error;
    }
  };

  it('has a file of every class, and good ones in a tenth at least', () => {
    const good = CORPUS.filter((file) => file.good !== undefined && file.problems === undefined);

    expect(CORPUS.length).toBeGreaterThanOrEqual(160);
    expect(new Set(CORPUS.map((file) => `${file.class}: ${file.name}`)).size).toBe(CORPUS.length);
    expect(good.length).toBeGreaterThan(CORPUS.length / 10);
  });

  it.each(CORPUS.map((file) => [file.class, file.name, file] as const))('%s: %s', async (_class, _name, file) => {
    const start = stopwatch();
    const report = await read(file);

    expect(stopwatch() - start).toBeLessThan(10_000);
    if (file.refused !== undefined) return expect(report).toMatchObject({ refusal: { code: file.refused } });
    if ('refusal' in report && report.refusal) throw new Error(`refused with ${report.refusal.code}`);
    const { counts, rows, notes, missing } = report as ImportReport;
    if (file.missing) return expect(missing).toEqual(['surname']);
    const told = rows.flatMap((row) => (row.problems ?? []).map(({ column, message }) => `${row.row} ${column}: ${message}`));
    expect(told).toEqual((file.problems ?? []).map((problem) => expect.stringMatching(pattern(problem))));
    expect(counts.new).toBe(file.good);
    expect(notes).toEqual(file.notes ?? []);
    if (file.names) expect(rows.flatMap((row) => row.name ?? [])).toEqual(file.names);
    return undefined;
  });
});

/** "2 E-mail: adres" → row and column to the letter, and the words somewhere in the sentence. */
function pattern(problem: string): RegExp {
  const [place = '', words = ''] = problem.split(': ');
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal(place)}: .*${literal(words)}`);
}
