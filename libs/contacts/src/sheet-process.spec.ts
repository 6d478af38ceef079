import { describe, expect, it } from '@jest/globals';
import { GUARD, readSheet, type SheetFile, UPLOAD_LIMITS } from './sheet-process.js';

async function rowsOf(file: SheetFile, guard = GUARD): Promise<unknown[]> {
  const messages = [];
  for await (const message of readSheet(file, UPLOAD_LIMITS, guard)) messages.push(message);
  return messages;
}

describe('reading a list in a process of its own', () => {
  it('gives header and rows with their numbers', async () => {
    expect(await rowsOf(Buffer.from('Relaties 2026\r\n\r\nAchternaam;E-mail\r\nBerg;a@example.nl\r\n\r\n"Vries;\r\nde";b@example.nl'))).toEqual([
      { kind: 'header', row: 3, cells: ['Achternaam', 'E-mail'], format: 'CSV, utf-8, puntkomma', separator: ';', notes: [] },
      { kind: 'rows', rows: [[4, ['Berg', 'a@example.nl']], [6, ['Vries;\r\nde', 'b@example.nl']]] },
      { kind: 'notes', notes: [] },
    ]);
  });

  it('refuses what is no table', async () => {
    await expect(rowsOf(Buffer.from('%PDF-1.7 …'))).rejects.toMatchObject({ code: 'import.not-a-table' });
    await expect(rowsOf(Buffer.alloc(0))).rejects.toMatchObject({ code: 'import.empty' });
  });

  it('gives up a child that takes too much or says nothing for too long', async () => {
    const list = Buffer.from(`Achternaam\n${'Berg\n'.repeat(9000)}`);

    await expect(rowsOf(list, { ...GUARD, megabytes: 1 })).rejects.toMatchObject({ code: 'import.took-too-much-memory' });
    await expect(rowsOf(list, { ...GUARD, patience: 1 })).rejects.toMatchObject({ code: 'import.took-too-long' });
  });
});
