import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { CORPUS } from '../test-files/index.js';
import type { Expected, TestFile } from '../test-files/test-file.js';
import { ContactImports } from './contact-imports.service.js';
import { ContactsModule } from './contacts.module.js';
import { ImportInput } from './import-input.js';
import { GUARD } from './sheet-process.js';

const app = testApp(ContactsModule);
const input = ImportInput.parse({ source: 'corpus', basis: 'test' });
const CLASSES = [...new Set(CORPUS.map((file) => file.class))];
/** Enough for the slowest machine: a verdict must not depend on what else runs. How fast it goes is for the bench. */
GUARD.patience = 60_000;

/** What became of a file, in the words of the manifest. */
async function verdictOn(file: TestFile): Promise<Expected> {
  const actor = await app.build.owner();
  return app.get(ContactImports).preview(actor, { name: file.name, bytes: file.bytes() }, input).then(({ report }) => read(report!), refusal);
}

function read({ refusal: refused, counts, rows, notes, missing }: NonNullable<Awaited<ReturnType<ContactImports['preview']>>['report']>): Expected {
  if (refused) return { refused: refused.code };
  if (missing.length > 0) return { missing: true };
  const problems = rows.flatMap((row) => (row.problems ?? []).map(({ column, message }) => `${row.row} ${column}: ${message}`));
  return { good: counts.new, problems, notes, names: rows.flatMap((row) => row.name ?? []) };
}

function refusal(error: unknown): Expected {
  if (error instanceof DomainError) return { refused: error.code };
  throw error;
}

/** The manifest's words, to compare with: "2 E-mail: adres" stands for that row and column, with the word somewhere in the sentence. */
function expected({ refused, good, problems = [], notes = [], names, missing }: TestFile): object {
  if (refused !== undefined) return { refused };
  if (missing) return { missing };
  return { good, problems: problems.map((problem) => expect.stringMatching(pattern(problem)) as unknown), notes, names: names ?? (expect.any(Array) as unknown) };
}

function pattern(problem: string): RegExp {
  const [place = '', words = ''] = problem.split(': ');
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal(place)}: .*${literal(words)}`);
}

describe('the corpus of lists', () => {
  it('has a file of every class, and good ones in a tenth at least', () => {
    const good = CORPUS.filter((file) => file.good !== undefined && file.problems === undefined);

    expect(CORPUS.length).toBeGreaterThanOrEqual(160);
    expect(new Set(CORPUS.map((file) => `${file.class}: ${file.name}`)).size).toBe(CORPUS.length);
    expect(good.length).toBeGreaterThan(CORPUS.length / 10);
  });

  it.each(CLASSES)('gets the right verdict on every %s', async (kind) => {
    const files = CORPUS.filter((file) => file.class === kind);
    const verdicts: [string, Expected][] = [];
    const waiting = [...files];
    const work = async (): Promise<void> => {
      for (let file = waiting.shift(); file; file = waiting.shift()) verdicts.push([file.name, await verdictOn(file)]);
    };
    await Promise.all([work(), work(), work()]);

    expect(Object.fromEntries(verdicts)).toEqual(Object.fromEntries(files.map((file) => [file.name, expected(file)])));
  }, 180_000);
});
