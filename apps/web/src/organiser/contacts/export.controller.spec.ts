import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const STARTS = ['=', '+', '-', '@', '\t=', '\r=', '\n=', ' =', '＝', '＋'];
/** Two hundred texts that a spreadsheet would calculate, or worse. */
const DANGEROUS = STARTS.flatMap((start) => ['1+1', "cmd|'/c calc'!A0", 'HYPERLINK("https://example.org";"klik")', 'SUM(A1:A9)', '"";=2', 'x', '2+3', 'A1;B1', '0', 'IMPORTXML("https://example.org")', ' 1', '"1"', "'1", '(1)', '1\n=2', '1\r\n=2', '1,2', '=1', '+1', '@a'].map((rest) => `${start}${rest}`));
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

async function organiser() {
  const actor = await web.build.owner();
  return { actor, browser: await web.signIn(actor) };
}

async function dangerousContacts() {
  const { actor, browser } = await organiser();
  for (const [index, text] of DANGEROUS.entries()) await web.build.contact(actor, { surname: text, sort_name: `Naam ${String(index).padStart(3, '0')}`, note: text, email: null, email_key: null, email_hash: null });
  return { actor, browser };
}

describe('exporting contacts', () => {
  it('gives two hundred dangerous cells as CSV, and none comes back as a formula', async () => {
    const { browser } = await dangerousContacts();

    const file = await browser.post('/relaties/export.csv');
    const rows: string[][] = parse(file.rawPayload, { bom: true, delimiter: ';' });

    expect(DANGEROUS).toHaveLength(200);
    expect(file.statusCode).toBe(200);
    expect(file.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="relaties.csv"', 'x-content-type-options': 'nosniff' });
    expect(rows).toHaveLength(201);
    expect(rows.flat().filter((cell) => FORMULA.test(cell))).toEqual([]);
    expect(rows.slice(1).map((row) => row[5])).toEqual(DANGEROUS.map((text) => `'${text}`));
  });

  it('gives them as a workbook in which every cell is text', async () => {
    const { browser } = await dangerousContacts();

    const file = await browser.post('/relaties/export.xlsx');
    const rows = await readSheet(file.rawPayload, { trim: false });

    expect(file.statusCode).toBe(200);
    expect(file.headers['content-disposition']).toBe('attachment; filename="relaties.xlsx"');
    expect(rows).toHaveLength(201);
    expect(rows.flat().filter((cell) => cell !== null && typeof cell !== 'string')).toEqual([]);
    expect(rows.slice(1).map((row) => String(row[5]).replace(/\r\n?/g, '\n'))).toEqual(DANGEROUS.map((text) => text.replace(/\r\n?/g, '\n')));
  });

  it('gives what the list is narrowed to, of the own organisation, and writes down who took it', async () => {
    const { actor, browser } = await organiser();
    const other = await organiser();
    await browser.post('/relaties/nieuw', { surname: 'Berg', source: 'x', basis: 'y' });
    await browser.post('/relaties/nieuw', { surname: 'Jansen', source: 'x', basis: 'y', email: 'j@example.nl' });
    await other.browser.post('/relaties/nieuw', { surname: 'Geheim', source: 'x', basis: 'y' });

    const file = await browser.post('/relaties/export.csv', { withoutEmail: 'ja' });

    expect(file.body).toContain(';Berg;');
    expect(file.body).not.toMatch(/Jansen|Geheim/);
    expect(await web.sql(`select organisation_id, details->>'format' as format from audit_log where action = 'contacts.exported'`)).toEqual([{ organisation_id: actor.organisationId, format: 'csv' }]);
  });

  it('is asked for by a form, never by an address alone', async () => {
    const { browser } = await organiser();

    expect((await browser.get('/relaties/export.csv')).statusCode).toBe(404);
    expect(await web.sql(`select from audit_log where action = 'contacts.exported'`)).toEqual([]);
  });
});
