import { displayName } from '@bijeen/contacts';
import { addressHash, parseEmail } from '@bijeen/mail';
import { Config, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { addressesOf, listStops, type StopPlace, type StopRow, stopsOfAddresses } from './stops.queries.js';
import { type OptOutScope, STOP_ORIGINS } from './unsubscribe.js';

/** Somebody who wants no mail, as organisers see it. */
export interface StopLine {
  id: string;
  scope: OptOutScope;
  at: Date;
  /** How, in words. */
  how: string;
  /** About which meeting; null for the wider scopes. */
  meeting: { id: string; title: string } | null;
  /** Null when nobody with this address is among the contacts (any more). */
  contact: { id: string; name: string } | null;
  /** The name of the secretariat whose address it is. */
  secretariat: string | null;
}

/** How the list is read, piece by piece. */
export const StopQuery = z.object({
  after: z.string().max(300, 'Dit is geen geldige cursor.').optional(),
  limit: z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vraag ten minste 1 regel.').max(200, 'Vraag ten hoogste 200 regels.').default(50),
});
export type StopQuery = z.output<typeof StopQuery>;

/**
 * Who stopped what, for organisers to see. There is nothing here to change it with: only the person can, by the link under every mail
 * (`UnsubscribeService`).
 */
@Injectable()
export class StopsService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly config: Config,
  ) {}

  /** The newest first. One query, however long the page is. */
  async list(actor: Tenant, { after, limit }: StopQuery): Promise<{ items: StopLine[]; next: string | null }> {
    const rows = await this.db.transaction(actor, async (tx) => listStops(tx, actor.organisationId, { after: readPlace(after), limit }));
    const shown = rows.slice(0, limit);
    return { items: shown.map(stopLine), next: rows.length > limit ? writePlace(shown.at(-1)!) : null };
  }

  /** What this contact, or the secretariat through which it is invited, wants no mail about. */
  async ofContact(actor: Tenant, contactId: string): Promise<StopLine[]> {
    if (!isUuid(contactId)) return [];
    const { organisationId } = actor;
    const rows = await this.db.transaction(actor, async (tx) => stopsOfAddresses(tx, organisationId, await addressesOf(tx, organisationId, contactId)));
    return rows.map(stopLine);
  }

  /** What the address of an invitation wants no mail about, in this organisation: about that meeting or wider. */
  async ofAddress(actor: Tenant, address: string, meetingId: string): Promise<StopLine[]> {
    const parsed = parseEmail(address);
    if (!parsed.ok) return [];
    const rows = await this.db.transaction(actor, async (tx) => stopsOfAddresses(tx, actor.organisationId, [addressHash(this.config.secretKey, parsed.key)]));
    return rows.filter(({ meeting }) => meeting === null || meeting.id === meetingId).map(stopLine);
  }
}

/** Of a stop of everything only the day is shown and never the way: it may have been made with the mail of somebody else. */
function stopLine({ id, scope, at, origin, meeting, contact, secretariat }: StopRow): StopLine {
  const how = scope === 'everything' ? STOP_ORIGINS['page']! : (STOP_ORIGINS[origin] ?? 'op verzoek');
  return { id, scope, at, how, meeting, contact: contact && { id: contact.id, name: displayName(contact) }, secretariat };
}

function writePlace({ at, id }: StopPlace): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** A cursor from outside; one that was mangled starts the list anew. */
function readPlace(text: string | undefined): StopPlace | null {
  try {
    const [at, id] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as unknown[];
    const moment = new Date(String(at));
    return typeof id === 'string' && isUuid(id) && !Number.isNaN(moment.getTime()) ? { at: moment, id } : null;
  } catch {
    return null;
  }
}
