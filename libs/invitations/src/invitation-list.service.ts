import { CONTACT_FUNCTIONS, type ContactFunction, isDecisionMaker } from '@bijeen/contacts';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { DomainError, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { companyOf, type CompanyOf } from './company.queries.js';
import { filterChoices, invitationLine, type InvitationLine, invitationLines } from './invitation-list.queries.js';

const absent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => value ?? undefined, schema);

/** How the guest list is narrowed; what is left out narrows nothing. `DECIDING` stands for every function that decides. */
export const InvitationQuery = z.object({
  answer: absent(z.enum(['none', 'yes', 'no', 'maybe', 'substitute'], { error: 'Kies een antwoord uit de lijst.' }).optional()),
  function: absent(z.enum(['DECIDING', ...CONTACT_FUNCTIONS], { error: 'Kies een functie uit de lijst.' }).optional()),
  municipality: absent(z.string().regex(/^GM\d{4}$/, 'Gebruik de code van het CBS, zoals GM0193.').optional()),
  after: absent(z.string().max(100, 'Dit is geen geldige cursor.').optional()),
  limit: absent(z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vraag ten minste 1 regel.').max(500, 'Vraag ten hoogste 500 regels.').default(50)),
});
export type InvitationQuery = z.output<typeof InvitationQuery>;

/** The guest list: who was invited, what they answered, and whether the mail arrived. */
@Injectable()
export class InvitationList {
  constructor(private readonly db: TenantDatabase) {}

  /** Part of the list, by name. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, meetingId: string, query: InvitationQuery): Promise<{ meeting: Meeting; items: InvitationLine[]; next: string | null }> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const after = query.after && isUuid(query.after) ? query.after : null;
      const found = await invitationLines(tx, actor.organisationId, meeting.id, { answer: query.answer ?? null, functions: functionsIn(query.function), municipality: query.municipality ?? null, after, limit: query.limit });
      const items = found.slice(0, query.limit);
      return { meeting, items, next: found.length > query.limit ? items.at(-1)!.id : null };
    });
  }

  /** One invitee. @throws DomainError `invitation.not-found`, `meeting.not-found` */
  async find(actor: Tenant, meetingId: string, id: string): Promise<{ meeting: Meeting; line: InvitationLine; company: CompanyOf }> {
    return this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId);
      const line = isUuid(id) ? await invitationLine(tx, actor.organisationId, meeting.id, id) : undefined;
      if (!line) throw new DomainError('invitation.not-found');
      return { meeting, line, company: await companyOf(tx, actor.organisationId, line.id) };
    });
  }

  /** What occurs on the list, to choose from. */
  async choices(actor: Tenant, meetingId: string): Promise<{ functions: ContactFunction[]; municipalities: { code: string; name: string }[] }> {
    return this.db.transaction(actor, async (tx) => filterChoices(tx, actor.organisationId, meetingId));
  }
}

function functionsIn(asked: InvitationQuery['function']): ContactFunction[] | null {
  if (asked === undefined) return null;
  return asked === 'DECIDING' ? CONTACT_FUNCTIONS.filter((each) => isDecisionMaker(each)) : [asked];
}
