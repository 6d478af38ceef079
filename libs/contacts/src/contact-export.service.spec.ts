import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { ContactExport } from './contact-export.service.js';
import { ContactFilter } from './contact-filter.js';
import { ContactImports } from './contact-imports.service.js';
import { SaveContact } from './contact-input.js';
import { ContactsModule } from './contacts.module.js';
import { ContactsService } from './contacts.service.js';
import { ImportInput } from './import-input.js';

const app = testApp(ContactsModule);
let actor: Actor;
beforeEach(async () => {
  actor = await app.build.owner();
});

const STARTS = ['=', '+', '-', '@', '\t=', ' =', '＝', '=cmd|’/c calc’!A0', '=HYPERLINK("https://example.org")', '@SUM(1+1)', '-2+3', '+31-38', '=1+1";=2'];
const DANGEROUS = STARTS.flatMap((start) => [`${start}x`, `${start}(A1)`, `${start} y`]);

const create = async (values: object): Promise<unknown> => app.get(ContactsService).create(actor, SaveContact.parse({ source: 'x', basis: 'y', ...values }));
const csv = async (of = actor): Promise<string> => all(app.get(ContactExport).csv(of, ContactFilter.parse({})));
const zwolle = { kind: 'MUNICIPALITY', municipality: 'Zwolle' };

describe('exporting contacts', () => {
  it('gives a CSV that Excel in Dutch opens, with everything about everyone', async () => {
    await create({ formOfAddress: 'mevrouw', initials: 'A.', infix: 'van der', surname: 'Berg', email: 'a@example.nl', phone: '+31 38 1234567', positions: [{ organisation: zwolle, function: 'ALDERMAN', portfolio: 'Zorg; Welzijn', from: '2022-06-01' }], secretariat: { name: 'Secr.', email: 's@example.nl' } });

    const text = await csv();

    expect(text.startsWith('\ufeffAanhef;Titels;')).toBe(true);
    expect(parse(text, { bom: true, delimiter: ';', columns: true })).toMatchObject([{ Aanhef: 'mevrouw', Tussenvoegsel: 'van der', Achternaam: 'Berg', Telefoon: "'+31 38 1234567", Functie: 'Wethouder', Portefeuille: 'Zorg; Welzijn', Gemeente: 'Zwolle', Vanaf: '2022-06-01', 'E-mail secretariaat': 's@example.nl' }]);
    expect(await app.sql(`select details from audit_log where action = 'contacts.exported'`)).toEqual([{ details: { format: 'csv', searched: false } }]);
  });

  it('lets no cell become a formula, in CSV nor in Excel', async () => {
    for (const [index, text] of DANGEROUS.entries()) await create({ surname: text, note: text, email: `a${index}@example.nl` });

    const rows: string[][] = parse(await csv(), { bom: true, delimiter: ';' });
    expect(rows.flat().filter((cell) => /^[\s]*[=+\-@\t\r＝]/u.test(cell))).toEqual([]);
    const file = await app.get(ContactExport).xlsx(actor, ContactFilter.parse({}));
    expect((await unzipped(file, 'xl/worksheets/sheet1.xml')).match(/<f[ >]/g)).toBeNull();
    expect((await readSheet(file)).slice(1).map((row) => row[5]).sort()).toEqual(DANGEROUS.map((text) => text.trim()).sort());
  });

  it('can be imported again: everyone is the same', async () => {
    await create({ formOfAddress: 'meneer', titles: 'drs.', initials: 'P.', firstName: 'Piet', surname: "'t Hart", email: 'p@example.nl', phone: '+31 38 1234567', note: '=1+1\ntwee', salutation: 'Beste Piet', positions: [{ organisation: { kind: 'GGZ', name: 'GGZ "Oost"; Zwolle', municipality: 'Zwolle' }, function: 'BOARD_MEMBER', title: 'Lid RvB', until: '2030-01-01', lastChecked: '2026-12-01' }] });
    await create({ surname: 'Zonder', positions: [{ organisation: zwolle, function: 'POLICY_OFFICER' }, { organisation: zwolle, function: 'STRATEGIST' }] });
    
    const again = await app.get(ContactImports).preview(actor, { name: 'export.csv', bytes: Buffer.from(await csv()) }, ImportInput.parse({ source: 'x', basis: 'y' }));

    expect(again.report!.rows.map(({ verdict, changed, problems }) => [verdict, changed, problems])).toEqual([['same', undefined, undefined], ['same', undefined, undefined]]);
  });

  it('holds nobody of another organisation', async () => {
    await create({ surname: 'Geheim' });

    expect(await csv(await app.build.owner())).not.toContain('Geheim');
  });
});

async function unzipped(file: Buffer, name: string): Promise<string> {
  const { fromBufferPromise } = await import('yauzl');
  const zip = await fromBufferPromise(file);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === name) return all((await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>);
  }
  throw new Error(`${name} is not there`);
}

async function all(pieces: AsyncIterable<string | Buffer>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece.toString();
  return text;
}
