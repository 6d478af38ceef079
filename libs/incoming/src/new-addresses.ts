import { reachContactAt, reachSecretariatAt } from '@bijeen/contacts';
import { InviteAgain } from '@bijeen/invitations';
import { addressHash, emailKey, MailLedger, parseEmail } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, Config, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { lockLost, type LostGuest, openAddress, readdress } from './lost-guests.queries.js';

/** A new address for a guest whose mail comes back. */
export const NewAddress = z.object({
  email: z.string({ error: 'Vul een e-mailadres in.' }).max(500, 'Dit e-mailadres is te lang.').transform((typed, context) => {
    const parsed = parseEmail(typed);
    if (parsed.ok) return parsed.address;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  }),
});
export type NewAddress = z.output<typeof NewAddress>;

/** Gives guests whose mail comes back another address, and mails them again. */
@Injectable()
export class NewAddresses {
  constructor(
    private readonly db: TenantDatabase,
    private readonly again: InviteAgain,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * The address of one guest, or of the secretariat between, becomes another; everybody who was lost with it is found again. Who has not
   * answered gets the invitation once more. The same address again means that it works after all. Says how many invitations leave.
   * @throws DomainError `invitation.not-found`, `incoming.not-lost`, `contact.email-taken`, `contact.erased-before`
   */
  async set(actor: Actor, { meetingId, invitationId }: { meetingId: string; invitationId: string }, { email }: NewAddress): Promise<{ invited: number }> {
    const invited = await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      const lost = isUuid(invitationId) ? await lockLost(tx, { organisationId: actor.organisationId, meetingId: meeting.id, invitationId }) : [];
      const guest = lost.find(({ id }) => id === invitationId);
      if (!guest) throw new DomainError('invitation.not-found');
      if (!guest.bounced) throw new DomainError('incoming.not-lost');
      await this.reach(tx, actor, guest, email);
      const found = lost.filter(({ bounced }) => bounced).map(({ id }) => id);
      await readdress(tx, { organisationId: actor.organisationId, ids: found, email });
      const mailed = await this.again.write(tx, actor, meeting, found);
      await audit(tx, actor, 'invitation.readdressed', { kind: 'invitation', id: invitationId }, { guests: found.length, invited: mailed.length });
      return mailed.length;
    });
    if (invited > 0) await this.ledger.wake(actor.organisationId);
    return { invited };
  }

  private async reach(tx: EntityManager, actor: Actor, { contactId, secretariatId, email: former }: LostGuest, email: string): Promise<void> {
    const { organisationId } = actor;
    const { secretKey } = this.config;
    await openAddress(tx, organisationId, addressHash(secretKey, emailKey(email)));
    if (emailKey(email) === former.toLowerCase()) return;
    if (secretariatId === null) await reachContactAt(tx, { organisationId, id: contactId }, email, { secretKey, now: this.clock.now() });
    else await reachSecretariatAt(tx, { organisationId, id: secretariatId }, email, secretKey);
  }
}
