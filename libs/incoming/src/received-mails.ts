import { CONTACT_FUNCTIONS, isDecisionMaker } from '@bijeen/contacts';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, Clock, DomainError, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { RECEIVED_KINDS, VERDICTS } from './incoming-mail.js';
import { countIncoming, type IncomingCount, lostLines, type LostLine, lostOfContact } from './lost-guests.queries.js';
import { markSeen, type ReceivedLine, receivedLines, type ReceivedPage, type ReceivedText, receivedText } from './received.queries.js';

const DECIDING = CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each));
const MOST_LOST = 100;
const MOST_OF_GUEST = 5;
const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => value || undefined, schema);

/** How the list of mail that came in is narrowed. */
export const ReceivedQuery = z.object({
  kind: absent(z.enum(RECEIVED_KINDS, { error: 'Kies een soort uit de lijst.' }).optional()),
  verdict: absent(z.enum(VERDICTS, { error: 'Kies een uitkomst uit de lijst.' }).optional()),
  after: absent(z.uuid('Dit is geen geldige cursor.').optional()),
  limit: absent(z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vraag ten minste 1 regel.').max(200, 'Vraag ten hoogste 200 regels.').default(50)),
});
export type ReceivedQuery = z.output<typeof ReceivedQuery>;

const EVERYTHING: Omit<ReceivedPage, 'limit'> = { meetingId: null, invitationId: null, kind: null, verdict: null, after: null };

/** What came back, for those who organise. */
@Injectable()
export class ReceivedMails {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Part of what came in about a meeting, newest first, and the guests whose mail comes back. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, meetingId: string, { kind = undefined, verdict = undefined, after = undefined, limit }: ReceivedQuery): Promise<{ meeting: Meeting; items: ReceivedLine[]; next: string | null; lost: LostLine[] }> {
    const { organisationId } = actor;
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const found = await receivedLines(tx, organisationId, { ...EVERYTHING, meetingId: meeting.id, kind: kind ?? null, verdict: verdict ?? null, after: after ?? null, limit });
      return { meeting, ...pageOf(found, limit), lost: await lostLines(tx, { organisationId, meetingId: meeting.id, deciding: DECIDING, limit: MOST_LOST }) };
    });
  }

  /** What was put aside because it could not be read or contradicts itself, of all meetings. */
  async quarantined(actor: Tenant, { after, limit }: Pick<ReceivedQuery, 'after' | 'limit'>): Promise<{ items: ReceivedLine[]; next: string | null }> {
    return this.db.transaction(actor, async (tx) => pageOf(await receivedLines(tx, actor.organisationId, { ...EVERYTHING, verdict: 'quarantined', after: after ?? null, limit }), limit));
  }

  /** One mail as text. @throws DomainError `meeting.not-found`, `incoming.not-found` */
  async find(actor: Tenant, meetingId: string, id: string): Promise<{ meeting: Meeting; mail: ReceivedText }> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const mail = isUuid(id) ? await receivedText(tx, { organisationId: actor.organisationId, meetingId: meeting.id, id }) : undefined;
      if (!mail) throw new DomainError('incoming.not-found');
      return { meeting, mail };
    });
  }

  /** Somebody has read it. @throws DomainError as `find` */
  async seen(actor: Actor, meetingId: string, id: string): Promise<void> {
    await this.find(actor, meetingId, id);
    await this.db.transaction(actor, async (tx) => markSeen(tx, { organisationId: actor.organisationId, id }, this.clock.now()));
  }

  /** The last mails of or about one guest. */
  async ofGuest(actor: Tenant, invitationId: string): Promise<ReceivedLine[]> {
    return this.db.transaction(actor, async (tx) => receivedLines(tx, actor.organisationId, { ...EVERYTHING, invitationId, limit: MOST_OF_GUEST - 1 }));
  }

  /** What there is to do about it; one query. */
  async count(actor: Tenant, meetingId: string): Promise<IncomingCount> {
    return this.db.transaction(actor, async (tx) => countIncoming(tx, { organisationId: actor.organisationId, meetingId, deciding: DECIDING }));
  }

  /** The invitations of a contact that do not arrive. */
  async lostInvitations(actor: Tenant, contactId: string): Promise<{ meetingId: string; invitationId: string; title: string }[]> {
    return this.db.transaction(actor, async (tx) => lostOfContact(tx, actor.organisationId, contactId));
  }
}

function pageOf(found: ReceivedLine[], limit: number): { items: ReceivedLine[]; next: string | null } {
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? items.at(-1)!.id : null };
}
