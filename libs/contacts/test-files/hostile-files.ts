import { file, type TestFile } from './test-file.js';
import { members, relsOf, sheetOf, wrapped, xlsx } from './xlsx.js';
import { zip } from './zip.js';

const HEADER = ['Achternaam', 'E-mail', 'Functie', 'Gemeente'];
const GOOD = sheetOf([HEADER, ['Berg', 'b@example.nl', 'wethouder', 'Zwolle']]);
const plain = members({ sheet: GOOD });
const sheetWith = (change: object) => plain.map((member) => (member.name.endsWith('sheet1.xml') ? { ...member, ...change } : member));
const broken = { refused: 'import.broken-file' };
const doctype = (declaration: string, use: string): Buffer => xlsx({ sheet: GOOD.replace('<worksheet', `<!DOCTYPE worksheet [${declaration}]><worksheet`).replace('>Berg<', `>${use}<`) });

export const HOSTILE: TestFile[] = [
  file('hostile', '300 MB of zeros in one part', () => xlsx({ sheet: GOOD, extra: [{ name: 'xl/media/image1.png', data: Buffer.alloc(300 * 1024 * 1024) }] }), { refused: 'import.unpacks-too-large' }),
  file('hostile', 'a sheet of 300 MB that says it has 1 KB', () => zip(sheetWith({ data: Buffer.concat([Buffer.from(GOOD.slice(0, 200)), Buffer.alloc(300 * 1024 * 1024, 32)]), declaredSize: 1024 })), broken),
  file('hostile', 'texts of 90 MB', () => xlsx({ sheet: GOOD, shared: `<sst>${`<si><t>${'x'.repeat(1000)}</t></si>`.repeat(90_000)}</sst>` }), { refused: 'import.unpacks-too-large' }),
  file('hostile', 'ten million cells', () => xlsx({ sheet: GOOD.replace('</sheetData>', `${`<row>${'<c><v>1</v></c>'.repeat(100)}</row>`.repeat(60_000)}</sheetData>`) }), { refused: 'import.too-many-rows' }),
  file('hostile', 'an archive in the archive', () => xlsx({ sheet: GOOD, extra: [{ name: 'xl/embeddings/bomb.zip', data: zip([{ name: 'zeros', data: Buffer.alloc(30 * 1024 * 1024) }]) }] }), { good: 1 }),
  file('hostile', 'a path out of the archive', xlsx({ sheet: GOOD, extra: [{ name: '../../../etc/passwd', data: 'x' }] }), broken),
  file('hostile', 'an absolute path', xlsx({ sheet: GOOD, extra: [{ name: '/etc/passwd', data: 'x' }] }), broken),
  file('hostile', 'a path with backslashes', xlsx({ sheet: GOOD, extra: [{ name: '..\\..\\x', data: 'x' }] }), broken),
  file('hostile', 'a sheet that lies outside', xlsx({ sheet: GOOD, rels: relsOf(['http://169.254.169.254/latest/meta-data'], ' TargetMode="External"') }), broken),
  file('hostile', 'a sheet in the file system', xlsx({ sheet: GOOD, rels: relsOf(['/etc/passwd']) }), broken),
  file('hostile', 'XXE', doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;'), broken),
  file('hostile', 'billion laughs', doctype('<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', '&b;'), broken),
  file('hostile', 'entity nobody declared', xlsx({ sheet: GOOD.replace('>Berg<', '>Berg&xxe;<') }), { good: 1, names: ['Berg&xxe;'] }),
  file('hostile', 'text number out of range', xlsx({ sheet: sheetOf([HEADER, ['<c t="s"><v>999999999</v></c>']]) }), { good: 0, problems: ['2 Achternaam: foutmelding'] }),
  file('hostile', 'text number below zero', xlsx({ sheet: sheetOf([HEADER, ['<c t="s"><v>-1</v></c>']]) }), { good: 0, problems: ['2 Achternaam: foutmelding'] }),
  file('hostile', 'text named __proto__', xlsx({ sheet: sheetOf([HEADER, ['<c t="s"><v>__proto__</v></c>']]) }), { good: 0, problems: ['2 Achternaam: foutmelding'] }),
  file('hostile', 'the same part twice', zip([...plain, { name: 'XL/Worksheets/Sheet1.xml', data: GOOD }]), broken),
  file('hostile', 'half a file', () => xlsx({ sheet: GOOD }).subarray(0, 700), broken),
  file('hostile', 'the last byte missing', () => xlsx({ sheet: GOOD }).subarray(0, -1), broken),
  file('hostile', 'wrong checksum', zip(sheetWith({ crc: 12345 })), broken),
  file('hostile', 'damaged data', () => damaged(xlsx({ sheet: GOOD }), 'xl/worksheets/sheet1.xml'), broken),
  file('hostile', 'password on the parts', zip(sheetWith({ flags: 1 })), { refused: 'import.old-spreadsheet' }),
  file('hostile', 'a compression nobody knows', zip(sheetWith({ method: 99 })), broken),
  file('hostile', 'nothing in it', zip([]), { refused: 'import.not-a-table' }),
  file('hostile', 'only the letters PK', Buffer.from('PK\x03\x04 nothing more'), broken),
  file('hostile', '3,000 parts', () => zip([...plain, ...Array.from({ length: 3000 }, (_, index) => ({ name: `xl/x${index}`, data: '' }))]), broken),
  file('hostile', 'a sheet that stops halfway', xlsx({ sheet: GOOD.slice(0, -80) }), broken),
  file('hostile', 'a tag without end', () => xlsx({ sheet: GOOD.replace('<sheetData>', `<sheetData ${'a'.repeat(200_000)}`) }), broken),
  file('hostile', 'a sheet that is no UTF-8', zip(sheetWith({ data: Buffer.concat([Buffer.from(GOOD.slice(0, 300)), Buffer.from([0xff, 0xfe, 0xc0])]) })), broken),
  file('hostile', 'a sheet in UTF-16', zip(sheetWith({ data: Buffer.from(`\ufeff${GOOD}`, 'utf16le') })), broken),
  file('hostile', 'row numbers that go back', xlsx({ sheet: GOOD.replace('<row r="2">', '<row r="1">') }), broken),
  file('hostile', 'row numbers without end', xlsx({ sheet: GOOD.replace('<row r="2">', '<row r="1e300">') }), broken),
  file('hostile', 'cells that go back', xlsx({ sheet: GOOD.replace('r="B2"', 'r="A2"') }), broken),
  file('hostile', 'a million nested tags', () => xlsx({ sheet: wrapped('<x>'.repeat(1_000_000)) }), { refused: 'import.empty' }),
  file('hostile', 'a number that is none', xlsx({ sheet: sheetOf([['Achternaam', 'Telefoon'], ['Berg', '<c><v>1e999</v></c>']]) }), { good: 0, problems: ['2 Telefoon: foutmelding'] }),
  file('hostile', 'a day after the end of time', xlsx({ sheet: sheetOf([['Achternaam', 'Gemeente', 'Vanaf'], ['Berg', 'Zwolle', '<c s="1"><v>99999999999</v></c>']]), styles: '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>' }), { good: 0, problems: ['2 Vanaf: foutmelding'] }),
];

/** Turns over some bits in the middle of a member's data. */
function damaged(archive: Buffer, name: string): Buffer {
  const at = archive.indexOf(name) + name.length + 20;
  for (let index = at; index < at + 10; index += 1) archive[index] = archive[index]! ^ 0xff;
  return archive;
}
