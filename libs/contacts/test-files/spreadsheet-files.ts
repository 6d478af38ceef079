import { file, type TestFile } from './test-file.js';
import { letters, relsOf, sharedOf, sheetOf, STYLES, workbookOf, wrapped, xlsx } from './xlsx.js';
import { zip } from './zip.js';

const HEADER = ['Achternaam', 'E-mail', 'Functie', 'Gemeente'];
const BERG = ['Berg', 'b@example.nl', 'wethouder', 'Zwolle'];
const GOOD = sheetOf([HEADER, BERG]);
const formula = (value: string): string => `<c t="str"><f>CONCATENATE("B","erg")</f>${value}</c>`;

export const SPREADSHEETS: TestFile[] = [
  file('spreadsheet', 'plain', xlsx({ sheet: GOOD }), { good: 1, names: ['Berg'] }),
  file('spreadsheet', 'shared texts', xlsx({ sheet: sheetOf([['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>'], ['<c t="s"><v>2</v></c>', '<c t="s"><v>3</v></c>']]), shared: sharedOf(['Achternaam', 'Gemeente', 'Özdemir & Zn', 'Zwolle']) }), { good: 1, names: ['Özdemir & Zn'] }),
  file('spreadsheet', 'text in several styles, with a phonetic hint', xlsx({ sheet: sheetOf([['Achternaam'], ['<c t="s"><v>0</v></c>']]), shared: sharedOf(['<r><t>Be</t></r><r><rPr><b/></rPr><t>rg</t></r><rPh sb="0" eb="1"><t>xx</t></rPh>']) }), { good: 1, names: ['Berg'] }),
  file('spreadsheet', 'formula with its value', xlsx({ sheet: sheetOf([HEADER, [formula('<v>Berg</v>'), 'b@example.nl', '', 'Zwolle']]) }), { good: 1, names: ['Berg'] }),
  file('spreadsheet', 'formula without a value', xlsx({ sheet: sheetOf([HEADER, [formula(''), 'b@example.nl', '', 'Zwolle']]) }), { good: 0, problems: ['2 Achternaam: achternaam'] }),
  file('spreadsheet', 'formula as text', xlsx({ sheet: sheetOf([HEADER, ['=1+1 Berg', 'b@example.nl', '', 'Zwolle']]) }), { good: 1, names: ['=1+1 Berg'] }),
  file('spreadsheet', 'error', xlsx({ sheet: sheetOf([HEADER, ['Berg', '<c t="e"><f>NA()</f><v>#N/A</v></c>', '', 'Zwolle']]) }), { good: 0, problems: ['2 E-mail: foutmelding'] }),
  file('spreadsheet', 'days', xlsx({ sheet: sheetOf([['Achternaam', 'Gemeente', 'Vanaf', 'Laatst gecontroleerd'], ['Berg', 'Zwolle', '<c s="1"><v>44713</v></c>', '<c s="2"><v>46082.5</v></c>']]), styles: STYLES }), { good: 1 }),
  file('spreadsheet', 'days counted from 1904', xlsx({ workbook: workbookOf(['visible'], '<workbookPr date1904="1"/>'), sheet: sheetOf([['Achternaam', 'Gemeente', 'Vanaf'], ['Berg', 'Zwolle', '<c s="1"><v>43251</v></c>']]), styles: STYLES }), { good: 1 }),
  file('spreadsheet', 'numbers: a telephone that lost its 0', xlsx({ sheet: sheetOf([['Achternaam', 'Telefoon'], ['Berg', 612345678], ['Vos', '<c><v>6.12345678E8</v></c>']]) }), { good: 2 }),
  file('spreadsheet', 'truth values', xlsx({ sheet: sheetOf([['Achternaam', 'Opmerking'], ['Berg', '<c t="b"><v>1</v></c>']]) }), { good: 1 }),
  file('spreadsheet', 'merged cells', xlsx({ sheet: sheetOf([HEADER, BERG, ['Vos', 'v@example.nl']], '<mergeCells count="1"><mergeCell ref="D2:D3"/></mergeCells>') }), { good: 2, notes: ['merged-cells'] }),
  file('spreadsheet', 'first sheet hidden', xlsx({ workbook: workbookOf(['hidden', 'visible']), rels: relsOf(['worksheets/sheet1.xml', '/xl/worksheets/sheet2.xml']), sheet: sheetOf([['geheim'], ['x']]), extra: [{ name: 'xl/worksheets/sheet2.xml', data: GOOD }] }), { good: 1, names: ['Berg'] }),
  file('spreadsheet', 'more sheets', xlsx({ workbook: workbookOf(['visible', 'visible']), rels: relsOf(['worksheets/sheet1.xml', 'worksheets/sheet2.xml']), sheet: GOOD, extra: [{ name: 'xl/worksheets/sheet2.xml', data: GOOD }] }), { good: 1, notes: ['more-sheets'] }),
  file('spreadsheet', 'hidden rows', xlsx({ sheet: GOOD.replace('<row r="2">', '<row r="2" hidden="1">') }), { good: 1, notes: ['hidden-rows'] }),
  file('spreadsheet', 'something in column XFD', xlsx({ sheet: wrapped(`<sheetData><row r="1"><c r="A1" t="str"><v>Achternaam</v></c><c r="XFD1" t="str"><v>x</v></c></row></sheetData>`) }), { refused: 'import.too-many-columns' }),
  file('spreadsheet', '16,384 empty cells in every row', () => xlsx({ sheet: wrapped(`<sheetData>${[1, 2].map((row) => `<row r="${row}"><c r="A${row}" t="str"><v>${row === 1 ? 'Achternaam' : 'Berg'}</v></c>${Array.from({ length: 16_383 }, (_, index) => `<c r="${letters(index + 1)}${row}" s="0"/>`).join('')}</row>`).join('')}</sheetData>`) }), { good: 1 }),
  file('spreadsheet', '1,048,576 empty rows', () => xlsx({ sheet: GOOD.replace('</sheetData>', `${Array.from({ length: 1_048_574 }, (_, index) => `<row r="${index + 3}" s="1"/>`).join('')}</sheetData>`) }), { good: 1 }),
  file('spreadsheet', 'macros', xlsx({ sheet: GOOD, extra: [{ name: 'xl/vbaProject.bin', data: 'macro' }] }), { good: 1, notes: ['macros-ignored'] }),
  file('spreadsheet', 'names with a prefix', xlsx({ sheet: GOOD.replaceAll(/<(\/?)(worksheet|sheetData|row|c|is|t)\b/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=') }), { good: 1, names: ['Berg'] }),
  file('spreadsheet', 'cells without addresses', xlsx({ sheet: GOOD.replaceAll(/ r="[^"]*"/g, '') }), { good: 1 }),
  file('spreadsheet', 'escaped characters', xlsx({ sheet: sheetOf([HEADER, ['Berg_x0020_Smit &#65;', 'b@example.nl']]).replace('&amp;#65;', '&#65;') }), { good: 1, names: ['Berg Smit A'] }),
  file('spreadsheet', 'character data and comments', xlsx({ sheet: GOOD.replace('>Berg<', '><![CDATA[Berg]]><').replace('<sheetData>', '<!-- <row r="9"> --><sheetData>') }), { good: 1, names: ['Berg'] }),
  file('spreadsheet', 'rows start lower down, under a title', xlsx({ sheet: sheetOf([['Relaties'], [], HEADER, BERG]) }), { good: 1 }),
  file('spreadsheet', 'OpenDocument', zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 }, { name: 'content.xml', data: '<office/>' }]), { refused: 'import.other-spreadsheet' }),
  file('spreadsheet', 'binary workbook', zip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'xl/workbook.bin', data: 'x' }]), { refused: 'import.other-spreadsheet' }),
  file('spreadsheet', 'Word document', zip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'word/document.xml', data: '<w/>' }]), { refused: 'import.not-a-table' }),
];
