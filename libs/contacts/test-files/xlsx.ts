import { type Member, zip } from './zip.js';

const X = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a workbook is made of; every part can be replaced by something strange. */
export interface Parts {
  sheet?: string;
  shared?: string;
  styles?: string;
  workbook?: string;
  rels?: string;
  extra?: Member[];
}

/** An XLSX file with one sheet, unless its parts say otherwise. */
export function xlsx(parts: Parts): Buffer {
  return zip(members(parts));
}

export function members({ sheet = sheetOf([]), shared, styles, workbook = WORKBOOK, rels = RELS, extra = [] }: Parts): Member[] {
  return [
    { name: '[Content_Types].xml', data: `${X}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: 'xl/workbook.xml', data: workbook },
    { name: 'xl/_rels/workbook.xml.rels', data: rels },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
    ...(shared === undefined ? [] : [{ name: 'xl/sharedStrings.xml', data: shared }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', data: styles }]),
    ...extra,
  ];
}

export const WORKBOOK = `${X}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`;
export const RELS = relsOf(['worksheets/sheet1.xml']);

/** A workbook with these sheets, by state ("visible", "hidden"). */
export function workbookOf(states: string[], properties = ''): string {
  return `${X}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets>${states.map((state, index) => `<sheet name="Blad${index + 1}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`;
}

export function relsOf(targets: string[], mode = ''): string {
  return `${X}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map((target, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="${target}"${mode}/>`).join('')}</Relationships>`;
}

/** A sheet out of rows of cells; a cell that begins with `<c` is taken as it is. */
export function sheetOf(rows: (string | number)[][], after = ''): string {
  const cell = (value: string | number, row: number, column: number): string => {
    const at = `r="${letters(column)}${row}"`;
    if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`;
    return value.startsWith('<c') ? value.replace('<c', `<c ${at}`) : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  const xml = rows.map((cells, index) => `<row r="${index + 1}">${cells.map((value, column) => (value === '' ? '' : cell(value, index + 1, column))).join('')}</row>`).join('');
  return wrapped(`<sheetData>${xml}</sheetData>${after}`);
}

export function wrapped(content: string): string {
  return `${X}<worksheet xmlns="${MAIN}">${content}</worksheet>`;
}

export function sharedOf(strings: string[]): string {
  return `${X}<sst xmlns="${MAIN}">${strings.map((text) => (text.startsWith('<') ? `<si>${text}</si>` : `<si><t>${escaped(text)}</t></si>`)).join('')}</sst>`;
}

/** Styles 0 (general), 1 (built-in date) and 2 (a date format of one's own). */
export const STYLES = `${X}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-413]d\\ mmmm\\ yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

export function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
