import { Injectable } from '@nestjs/common';
import { type Actor, audit, DomainError, TenantDatabase } from '@bijeen/platform';
import { ContactFilter } from './contact-filter.js';
import type { ContactView, PositionView } from './contact-view.js';
import { ContactsService } from './contacts.service.js';
import { FUNCTION_LABELS } from './functions.js';
import { ORGANISATION_KIND_LABELS } from './organisation-kinds.js';

const ROWS_AT_ONCE = 200;
/** A spreadsheet is made in memory; longer lists leave as CSV, which streams. */
const MOST_SHEET_ROWS = 20_000;

/** The columns of an export: readable by people, and by our own import. */
const COLUMNS: [string, (contact: ContactView, position: PositionView | undefined) => string | null | undefined][] = [
  ['Aanhef', (contact) => contact.formOfAddress],
  ['Titels', (contact) => contact.titles],
  ['Voorletters', (contact) => contact.initials],
  ['Voornaam', (contact) => contact.firstName],
  ['Tussenvoegsel', (contact) => contact.infix],
  ['Achternaam', (contact) => contact.surname],
  ['Eigen aanhef', (contact) => contact.salutation],
  ['E-mailadres', (contact) => contact.email],
  ['Telefoon', (contact) => contact.phone],
  ['Functie', (_contact, position) => position && FUNCTION_LABELS[position.function]],
  ['Functie in eigen woorden', (_contact, position) => position?.title],
  ['Portefeuille', (_contact, position) => position?.portfolio],
  ['Organisatie', (_contact, position) => position?.organisation.name],
  ['Soort organisatie', (_contact, position) => position && ORGANISATION_KIND_LABELS[position.organisation.kind]],
  ['Gemeente', (_contact, position) => position?.organisation.municipality?.name],
  ['Vanaf', (_contact, position) => position?.from],
  ['Tot en met', (_contact, position) => position?.until],
  ['Laatst gecontroleerd', (_contact, position) => position?.lastChecked],
  ['Secretariaat', (contact) => contact.secretariat?.name],
  ['E-mail secretariaat', (contact) => contact.secretariat?.email],
  ['Telefoon secretariaat', (contact) => contact.secretariat?.phone],
  ['Opmerking', (contact) => contact.note],
  ['Bron', (contact) => contact.source],
  ['Grondslag', (contact) => contact.basis],
  ['Afgemeld', (contact) => (contact.unsubscribed ? 'ja' : '')],
  ['Andere functies', (contact) => contact.positions.slice(1).map((one) => `${one.title ?? FUNCTION_LABELS[one.function]}, ${one.organisation.name}`).join('; ')],
];

/** Gives contacts away as a file: only the own ones, harmless in a spreadsheet, and written down (R32). */
@Injectable()
export class ContactExport {
  constructor(
    private readonly db: TenantDatabase,
    private readonly contacts: ContactsService,
  ) {}

  /** CSV as Excel in Dutch reads it: UTF-8 with mark, semicolons. Piece by piece, whatever the number of contacts. */
  async *csv(actor: Actor, filter: ContactFilter): AsyncGenerator<string> {
    await this.writeDown(actor, 'csv', filter);
    yield `\ufeff${csvLine(COLUMNS.map(([header]) => header))}`;
    for await (const contacts of this.pages(actor, filter)) yield contacts.map((contact) => csvLine(cellsOf(contact))).join('');
  }

  /** An Excel file in which every cell is text. @throws DomainError `export.too-long` for more than 20,000 contacts: take CSV */
  async xlsx(actor: Actor, filter: ContactFilter): Promise<Buffer> {
    const { default: writeExcelFile } = await import('write-excel-file/node');
    await this.writeDown(actor, 'xlsx', filter);
    const rows = [COLUMNS.map(([value]) => ({ type: String, value, fontWeight: 'bold' as const }))];
    for await (const contacts of this.pages(actor, filter)) {
      for (const contact of contacts) rows.push(cellsOf(contact).map((value) => ({ type: String, value })) as (typeof rows)[number]);
      if (rows.length > MOST_SHEET_ROWS) throw new DomainError('export.too-long', { most: MOST_SHEET_ROWS });
    }
    return writeExcelFile(rows, { sheet: 'Relaties', stickyRowsCount: 1 }).toBuffer();
  }

  private async *pages(actor: Actor, filter: ContactFilter): AsyncGenerator<ContactView[]> {
    let after: string | null | undefined;
    while (after !== null) {
      const page = await this.contacts.list(actor, { ...filter, limit: ROWS_AT_ONCE, after });
      yield page.items;
      after = page.next;
    }
  }

  private async writeDown(actor: Actor, format: string, { search, after: _after, limit: _limit, ...filter }: ContactFilter): Promise<void> {
    await this.db.transaction(actor, async (tx) => audit(tx, actor, 'contacts.exported', { kind: 'contact', id: null }, { format, searched: search !== undefined, ...filter }));
  }
}

function cellsOf(contact: ContactView): string[] {
  return COLUMNS.map(([, read]) => read(contact, contact.positions[0]) ?? '');
}

function csvLine(cells: string[]): string {
  return `${cells.map((cell) => quoted(harmless(cell))).join(';')}\r\n`;
}

/** A spreadsheet takes a cell that begins with one of these for a formula (ASVS 1.2.10); an apostrophe makes it text. Our import takes it off again. */
export function harmless(cell: string): string {
  return /^\s*[=+\-@\t\r\0＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[";\r\n,\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
