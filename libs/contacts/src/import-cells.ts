import { addressHash, parseEmail } from '@bijeen/mail';
import { cleanLine, cleanLines } from './clean-text.js';
import type { ImportField, Mapping } from './import-columns.js';
import { readDay, readPhone, type Reading } from './read-values.js';

/** An address as the database keeps it. */
export interface ReadAddress {
  email: string;
  key: string;
  /** Hexadecimal. */
  hash: string;
}

const MOST: Partial<Record<ImportField, number>> = { titles: 40, initials: 30, firstName: 60, infix: 30, surname: 100, name: 200, salutation: 120, email: 320, phone: 60, title: 150, function: 150, portfolio: 200, organisation: 150, note: 2000 };
const SPREADSHEET_ERROR = /^#(N\/A|N\/B|NB|REF!|VERW!|VALUE!|WAARDE!|DIV\/0!|DEEL\/0!|NAME\?|NAAM\?|NULL!|LEEG!|NUM!|GETAL!|SPILL!|OVERLOOP!|CALC!)$/;

/** The cells of one row, by field. Collects what is wrong, so that a person can mend a row in one go. */
export class RowCells {
  readonly problems: { field: ImportField | 'row'; message: string }[] = [];
  private cells: string[] = [];

  constructor(
    private readonly mapping: Mapping,
    private readonly separator: string | null,
    private readonly secretKey: string,
  ) {}

  /** Turns to another row. */
  turnTo(cells: string[]): void {
    this.cells = cells;
    this.problems.length = 0;
  }

  refuse(field: ImportField | 'row', message: string): null {
    this.problems.push({ field, message });
    return null;
  }

  /** The clean text of a field, or null when there is none. */
  text(field: ImportField): string | null {
    const column = this.mapping[field];
    const raw = unquoted(column === undefined ? '' : (this.cells[column] ?? ''));
    if (raw === '') return null;
    if (SPREADSHEET_ERROR.test(raw)) return this.refuse(field, `Hier staat een foutmelding van het rekenblad (${raw}). Vul de juiste waarde in.`);
    if (this.separator !== null && raw.includes('\n') && raw.includes(this.separator)) return this.refuse(field, 'Hier lopen waarschijnlijk twee rijen in elkaar over. Kijk of er een aanhalingsteken mist.');
    const { text, problem } = field === 'note' ? cleanLines(raw) : cleanLine(raw);
    if (problem !== null) return this.refuse(field, problem);
    const most = MOST[field] ?? 150;
    if (text.length > most) return this.refuse(field, `Deze tekst is te lang: hoogstens ${most} tekens.`);
    return text === '' ? null : text;
  }

  day(field: ImportField): string | null {
    return this.read(field, readDay);
  }

  phone(field: ImportField): string | null {
    return this.read(field, readPhone);
  }

  /** One address. What mail programs and spreadsheets put around it goes; two addresses in one cell are refused. */
  address(field: ImportField): ReadAddress | null {
    const text = this.text(field);
    if (text === null) return null;
    const parsed = parseEmail(bareAddress(text));
    if (!parsed.ok) return this.refuse(field, parsed.problem);
    return { email: parsed.address, key: parsed.key, hash: addressHash(this.secretKey, parsed.key).toString('hex') };
  }

  /** Where something stands to the right of the last header: a separator too many shifts everything. */
  get tooWide(): boolean {
    return this.cells.length > this.width;
  }

  /** The number of headers, set once they are known. */
  width = Infinity;

  private read(field: ImportField, reader: (text: string) => Reading): string | null {
    const text = this.text(field);
    if (text === null) return null;
    const result = reader(text);
    return 'value' in result ? result.value : this.refuse(field, result.problem);
  }
}

/** "Anna <a@x.nl>", "mailto:a@x.nl", "a@x.nl#mailto:a@x.nl#", "a@x.nl." → "a@x.nl" */
function bareAddress(text: string): string {
  if (!/[<#.;,\s]$|[<#>]|^mailto:/i.test(text)) return text;
  const inBrackets = /^[^<>@]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return inBrackets.trim().replace(/^mailto:/i, '').replace(/#(mailto:)?.*#$/i, '').replace(/[.,;]$/, '');
}

/** An export puts an apostrophe before what a spreadsheet would take for a formula; here it goes again. */
function unquoted(cell: string): string {
  return cell.startsWith("'") && /^'\s*[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}
