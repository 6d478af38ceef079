import { file, list, row, type TestFile } from './test-file.js';

const ZOE = 'Özdemir;zoe@zwolle.example.nl;wethouder;Súdwest-Fryslân';
const BERG = 'Berg;berg@zwolle.example.nl;wethouder;Zwolle';
const ACCENTS = list([ZOE, 'Daniëls;d@zwolle.example.nl;wethouder;Zwolle']);
const bytes = (text: string, map: Record<string, number>): Buffer => Buffer.from([...text].map((letter) => map[letter] ?? letter.charCodeAt(0)));
const WINDOWS = { Ö: 0xd6, ú: 0xfa, â: 0xe2, ë: 0xeb, é: 0xe9, '’': 0x92, '–': 0x96, '€': 0x80 };
const CP850 = { Ö: 0x99, ú: 0xa3, â: 0x83, ë: 0x89, é: 0x82 };
const MAC = { Ö: 0x85, ú: 0x9c, â: 0x89, ë: 0x91, é: 0x8e };
const utf16 = (text: string, swap: boolean): Buffer => (swap ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le'));

export const ENCODINGS: TestFile[] = [
  file('encoding', 'utf-8', ACCENTS, { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'utf-8 with mark', `\ufeff${ACCENTS}`, { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'utf-16 little endian with mark', utf16(`\ufeff${ACCENTS}`, false), { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'utf-16 big endian with mark', utf16(`\ufeff${ACCENTS}`, true), { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'utf-16 little endian without mark', utf16(ACCENTS, false), { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'utf-16 big endian without mark', utf16(ACCENTS, true), { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'windows-1252', bytes(ACCENTS, WINDOWS), { good: 2, names: ['Özdemir', 'Daniëls'] }),
  file('encoding', 'windows-1252 with curly apostrophe, dash and euro', bytes(list(['O’Brien–Smit;o@example.nl;wethouder € zaken;Zwolle']), WINDOWS), { good: 1, names: ['O’Brien–Smit'] }),
  file('encoding', 'cp850', bytes(ACCENTS, CP850), { refused: 'import.encoding-unsure' }),
  file('encoding', 'mac roman', bytes(list(['René;r@example.nl;wethouder;Zwolle']), MAC), { refused: 'import.encoding-unsure' }),
  file('encoding', 'bytes that windows-1252 does not have', Buffer.concat([Buffer.from(list([BERG])), Buffer.from([0x81, 0x8d, 0x0d, 0x0a])]), { refused: 'import.encoding-unsure' }),
  file('encoding', 'utf-8 and windows-1252 mixed', Buffer.concat([Buffer.from(list([ZOE])), bytes('Daniëls;d@example.nl;;Zwolle', WINDOWS)]), { refused: 'import.encoding-mixed' }),
  file('encoding', 'utf-32', Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from('A\0\0\0')]), { refused: 'import.encoding-unsure' }),
  file('encoding', 'utf-8 once read as windows-1252', list(['RenÃ©e;r@example.nl;wethouder;Zwolle', BERG]), { good: 1, problems: ['2 Achternaam: accent stukgegaan'] }),
];

export const SEPARATORS: TestFile[] = [
  file('separator', 'semicolon', list([BERG]), { good: 1 }),
  file('separator', 'comma', list(['Berg,b@example.nl,wethouder,Zwolle'], { separator: ',' }), { good: 1 }),
  file('separator', 'tab', list(['Berg\tb@example.nl\twethouder\tZwolle'], { separator: '\t' }), { good: 1 }),
  file('separator', 'pipe', list(['Berg|b@example.nl|wethouder|Zwolle'], { separator: '|' }), { good: 1 }),
  file('separator', 'sep= line, which is no row', `sep=;\r\n${list([BERG, 'Vos;vos@@example.nl;;Zwolle'])}`, { good: 1, problems: ['3 E-mail: apenstaartjes'] }),
  file('separator', 'sep= line that tells an unusual one', `sep=^\n${list(['Berg^b@example.nl^wethouder^Zwolle'], { separator: '^' })}`, { good: 1 }),
  file('separator', 'separators inside quotes', list(['"Berg";b@example.nl;"wethouder Zorg; Welzijn";Zwolle']), { good: 1 }),
  file('separator', 'commas in a semicolon list', list(['Berg;b@example.nl;wethouder Zorg, Jeugd, Wonen, Sport;Zwolle', 'Vos;v@example.nl;wethouder Werk, Inkomen, Cultuur, Groen;Kampen']), { good: 2 }),
  file('separator', 'doubled quotes', list(['Berg;b@example.nl;"wethouder ""Zorg""";Zwolle']), { good: 1 }),
  file('separator', 'line break inside quotes counts for one row', list(['Berg;b@example.nl;"wethouder\r\nZorg";Zwolle', 'Vos;vos@@example.nl;;Zwolle']), { good: 1, problems: ['3 E-mail: apenstaartjes'] }),
  file('separator', 'old Mac line ends', list([BERG, ZOE], { end: '\r' }), { good: 2 }),
  file('separator', 'Unix line ends', list([BERG, ZOE], { end: '\n' }), { good: 2 }),
  file('separator', 'mixed line ends', `Achternaam;E-mail;Functie;Gemeente\n${BERG}\r\n${ZOE}\rVos;v@example.nl;;Zwolle`, { good: 3 }),
  file('separator', 'quote that never closes', list(['"Berg;b@example.nl;wethouder;Zwolle', ZOE]), { refused: 'import.open-quote' }),
  file('separator', 'quote that swallows a row', list(['"Berg;b@example.nl;wethouder;Zwolle', '"Vos";v@example.nl;wethouder;Zwolle', ZOE]), { good: 1, problems: ['2 Achternaam: twee rijen in elkaar'] }),
  file('separator', 'quote in the middle of a cell', list(['Berg "de Beer";b@example.nl;wethouder;Zwolle']), { good: 1, names: ['Berg "de Beer"'] }),
  file('separator', 'empty lines between', list(['', BERG, ';;;', '   ;;;', ZOE, '']), { good: 2 }),
  file('separator', 'no line end at the end', `Achternaam;Gemeente\n${'Berg;Zwolle'}`, { good: 1 }),
  file('separator', 'empty cells behind every row', list([`${BERG};;;`, `${ZOE};;;`]), { good: 2 }),
  file('separator', 'rows that are too short', list(['Berg', 'Vos;v@example.nl']), { good: 2 }),
  file('separator', 'a separator too many', list([`Berg;;${'b@example.nl;wethouder;Zwolle'}`, ZOE]), { good: 1, problems: ['2 Hele rij: meer cellen'] }),
];

export const HEADERS: TestFile[] = [
  file('header', 'none at all', 'Berg;b@example.nl;wethouder;Zwolle\nVos;v@example.nl;wethouder;Zwolle\n', { missing: true }),
  file('header', 'doubled', row('Achternaam;E-mail;E-mail', 'Berg;b@example.nl;b@thuis.example.nl'), { good: 1, notes: ['doubled-headers'] }),
  file('header', 'in another order', row('Gemeente;Functie;E-mail;Achternaam', 'Zwolle;wethouder;b@example.nl;Berg'), { good: 1, names: ['Berg'] }),
  file('header', 'Dutch synonyms', row('Roepnaam;Tv;Familienaam;Mailadres;Rol;Instelling;Type organisatie', 'Anna;van der;Berg;a@example.nl;bestuurder;Parnassia;GGZ'), { good: 1, names: ['Anna van der Berg'] }),
  file('header', 'English synonyms', row('First Name,Last Name,Email Address,Job Title,Company', 'Anna,Berg,a@example.nl,Policy Officer,GGZ Oost'), { good: 1, names: ['Anna Berg'] }),
  file('header', '__proto__', row('__proto__;Achternaam;__proto__', 'x;Berg;y'), { good: 1 }),
  file('header', 'constructor and friends', row('constructor;toString;hasOwnProperty;Achternaam', 'x;y;z;Berg'), { good: 1 }),
  file('header', 'a title and a date above', `Relaties regio IJsselland;;;\r\nstand 1-11-2026;;;\r\n\r\n${list([BERG])}`, { good: 1 }),
  file('header', 'capitals, spaces and accents', row(' ACHTERNAAM ;É-mail adres; functie ', 'Berg;b@example.nl;'), { good: 1 }),
  file('header', 'no-break and zero-width spaces', row('\u200bAchter\u00adnaam\u00a0;E\u2011mail', 'Berg;b@example.nl'), { good: 1 }),
  file('header', 'an empty one in the middle', row('Achternaam;;E-mail', 'Berg;iets;b@example.nl'), { good: 1 }),
  file('header', 'addresses only', row('E-mail', 'b@example.nl'), { missing: true }),
  file('header', 'headers and no rows', 'Achternaam;E-mail\r\n', { good: 0 }),
  file('header', 'with a line break', '"Achter-\nnaam";"E-mail\nwerk"\nBerg;b@example.nl\n', { good: 1 }),
  file('header', 'unknown columns are left alone', row('Achternaam;Schoenmaat;Lievelingskleur', 'Berg;42;teal'), { good: 1 }),
  file('header', '<script> as header', row('Achternaam;<script>alert(1)</script>', 'Berg;x'), { good: 1 }),
];

export const NO_TABLES: TestFile[] = [
  file('no table', 'empty', '', { refused: 'import.empty' }),
  file('no table', 'only white space', ' \r\n\r\n  ', { refused: 'import.empty' }),
  file('no table', 'PDF', '%PDF-1.7\n%âãÏÓ', { refused: 'import.not-a-table' }),
  file('no table', 'PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), { refused: 'import.not-a-table' }),
  file('no table', 'HTML that calls itself xls', '<html><body><table><tr><td>Achternaam</td></tr></table></body></html>', { refused: 'import.not-a-table' }),
  file('no table', 'XML spreadsheet of 2003', '<?xml version="1.0"?><Workbook/>', { refused: 'import.not-a-table' }),
  file('no table', 'JSON', '[{"achternaam":"Berg"}]', { refused: 'import.not-a-table' }),
  file('no table', 'a visiting card', 'BEGIN:VCARD\nFN:Anna Berg\nEND:VCARD\n', { refused: 'import.not-a-table' }),
  file('no table', 'noise', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)), { refused: 'import.encoding-unsure' }),
  file('no table', 'zeros', Buffer.alloc(5000), { refused: 'import.not-a-table' }),
  file('no table', 'old xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]), { refused: 'import.old-spreadsheet' }),
];
