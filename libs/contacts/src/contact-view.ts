import { type Day, dayInAmsterdam } from '@bijeen/platform';
import type { ContactFilter } from './contact-filter.js';
import { displayName, type NameParts, salutation } from './dutch-name.js';
import { needsCheck } from './elections.js';
import type { ContactFunction } from './functions.js';
import type { OrganisationKind } from './organisation-kinds.js';

/** A position as pages and programs see it. */
export interface PositionView {
  id: string;
  function: ContactFunction;
  title: string | null;
  portfolio: string | null;
  organisation: { id: string; kind: OrganisationKind; name: string; municipality: { code: string; name: string } | null };
  from: Day | null;
  until: Day | null;
  lastChecked: Day | null;
  /** On this day the person said that the subject does not fit this position. */
  doubtedOn: Day | null;
  /** The term has begun and has not ended. */
  current: boolean;
  /** Last checked before the last municipal election, or doubted by the person. */
  needsCheck: boolean;
}

/** A contact as pages and programs see it, with everything that belongs to it. */
export interface ContactView extends NameParts {
  id: string;
  displayName: string;
  sortName: string;
  /** The organiser's own salutation, or null. */
  salutation: string | null;
  /** How a letter begins. */
  greeting: string;
  email: string | null;
  phone: string | null;
  secretariat: { id: string; name: string; email: string; phone: string | null } | null;
  /** The colleague who knows this person. */
  owner: { id: string; name: string } | null;
  source: string;
  basis: string;
  note: string | null;
  positions: PositionView[];
  needsCheck: boolean;
  /** Opted out of everything this organisation sends. */
  unsubscribed: boolean;
  createdAt: Date;
  updatedAt: Date;
}

/** A piece of the list. `next` is the cursor of the following piece. */
export interface ContactPage {
  items: ContactView[];
  next: string | null;
}

/** A contact as the query gives it. */
export interface ContactRow extends NameParts {
  id: string;
  sortName: string;
  salutation: string | null;
  email: string | null;
  phone: string | null;
  source: string;
  basis: string;
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
  secretariat: ContactView['secretariat'];
  owner: ContactView['owner'];
  unsubscribed: boolean;
}
export type PositionRow = Omit<PositionView, 'current' | 'needsCheck'> & { contactId: string };

/** Puts the positions of all contacts with them, the current ones first, and fills in what follows from the day of today. */
export function contactViews(contacts: ContactRow[], positions: PositionRow[], today: Day): ContactView[] {
  return contacts.map((contact) => {
    const added = dayInAmsterdam(contact.createdAt);
    const own = positions.filter(({ contactId }) => contactId === contact.id).map((row) => positionView(row, added, today)).sort((a, b) => Number(b.current) - Number(a.current));
    const current = own.filter((position) => position.current);
    const doubtful = current.length > 0 ? current.some((position) => position.needsCheck) : needsCheck(added, today);
    return { ...contact, displayName: displayName(contact), greeting: salutation(contact, current[0]?.function, contact.salutation), positions: own, needsCheck: doubtful };
  });
}

function positionView({ contactId: _, ...row }: PositionRow, added: Day, today: Day): PositionView {
  const current = (row.from === null || row.from <= today) && (row.until === null || row.until >= today);
  return { ...row, current, needsCheck: current && (row.doubtedOn !== null || needsCheck(row.lastChecked ?? added, today)) };
}

/** Where a list goes on: after this name and id. */
export interface Cursor {
  sortName: string;
  id: string;
}

/** The cursor as it stands in an address. */
export function writeCursor({ sortName, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sortName, id])).toString('base64url');
}

/** A cursor from outside; one that was mangled starts the list anew. */
export function readCursor(text: ContactFilter['after']): Cursor | null {
  try {
    const [sortName, id] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as unknown[];
    return typeof sortName === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { sortName, id } : null;
  } catch {
    return null;
  }
}
