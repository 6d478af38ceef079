import { createHmac } from 'node:crypto';
import { audit, base32, Clock, Config, DomainError, Queues, TenantDatabase, type Actor, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addressHash, parseEmail } from './email-address.js';
import type { Mailing, MailRecipient } from './mail-content.js';
import { countWithoutMeeting, insertMailing, ledgerLag, ledgerLines, type LedgerRow } from './mail-ledger.queries.js';
import { SENDING_GATE } from './mail-sender.queries.js';
import { reasonText, type LedgerLine, type LedgerPage, type MailKindCount, type MailState, type MailTally } from './outgoing-mail.js';

/**
 * The ledger of outgoing mail: what stands in it is sent once, what does not stand in it is never sent (R3, R6). Services write
 * into it in their own transaction and wake the sender after the commit.
 */
@Injectable()
export class MailLedger {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly queues: Queues,
  ) {}

  /**
   * Writes a mailing and all its recipients, set-based. Rows that are there already (same organisation, meeting, recipient, kind and
   * revision) are left alone and not counted, so a second click is harmless.
   */
  async write(tx: EntityManager, tenant: Tenant, mailing: Mailing): Promise<{ written: number }> {
    if (mailing.recipients.length === 0) return { written: 0 };
    const { meetingId, kind, variant, content } = mailing;
    const now = this.clock.now();
    const rows = mailing.recipients.map((recipient) => this.row(tenant, mailing, recipient));
    const written = await insertMailing(tx, { organisationId: tenant.organisationId, meetingId, kind, variant, content, now, notBefore: mailing.notBefore ?? now, held: mailing.held ?? false }, rows);
    return { written };
  }

  /**
   * From here until the end of the transaction no mail of this organisation is taken to be sent: for who decides on what stands in the
   * ledger, such as who has had an invitation. Call it before locking any row; what is on its way already goes on.
   */
  async hold(tx: EntityManager, tenant: Tenant): Promise<void> {
    await this.db.closeGate(tx, tenant, SENDING_GATE);
  }

  /** Tells the sender that there is mail; call it after the commit. Never fails: without a queue the worker's clock finds the rows. */
  async wake(organisationId: string): Promise<void> {
    await this.queues.wake('mail', organisationId);
  }

  /** A meeting's ledger in the order of writing, by key; null is the mails that belong to no meeting. */
  async list(actor: Tenant, meetingId: string | null, page: LedgerPage = {}): Promise<{ items: LedgerLine[]; next: string | null }> {
    const limit = Math.min(Math.max(page.limit ?? 50, 1), 200);
    const { after = null, kind = null, state = null, person = null } = page;
    const found = await this.db.transaction(actor, async (tx) => ledgerLines(tx, actor.organisationId, meetingId, { after, limit, kind, state, person }));
    const items = found.slice(0, limit).map((line) => ({ ...line, reason: reasonText(line.reason) }));
    return { items, next: found.length > limit ? items.at(-1)!.id : null };
  }

  /** How many mails of each kind stand in which state, from counters that are kept with every change of a meeting's mails. */
  async tally(actor: Tenant, meetingId: string | null): Promise<MailTally> {
    const sql = 'select kind, state, mails from mail_tally where organisation_id = $1 and meeting_id = $2 and mails > 0 order by kind, state';
    const rows = await this.db.transaction<MailKindCount[]>(actor, async (tx) => (meetingId === null ? countWithoutMeeting(tx, actor.organisationId) : tx.query(sql, [actor.organisationId, meetingId])));
    const tally: MailTally = {};
    for (const { kind, state, mails } of rows) (tally[kind] ??= {})[state] = mails;
    return tally;
  }

  /** Seconds that the oldest due mail of all organisations waits, for /health/ready. */
  async lag(): Promise<number> {
    return this.db.asWorker(async (tx) => ledgerLag(tx, this.clock.now()));
  }

  /** A person judged that an uncertain mail did not arrive: it is sent again, with the same Message-ID. */
  async resend(actor: Actor, mailId: string): Promise<void> {
    await this.settle(actor, mailId, { state: 'queued', action: 'mail.resent' });
    await this.wake(actor.organisationId);
  }

  /** A person judged that an uncertain mail did arrive. */
  async markArrived(actor: Actor, mailId: string): Promise<void> {
    await this.settle(actor, mailId, { state: 'sent', action: 'mail.marked-arrived' });
  }

  private async settle(actor: Actor, mailId: string, { state, action }: { state: 'queued' | 'sent'; action: string }): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const found: { state: MailState }[] = await tx.query('select state from outgoing_mail where organisation_id = $1 and id = $2 for update', [actor.organisationId, mailId]);
      if (!found[0]) throw new DomainError('not-found');
      if (found[0].state !== 'uncertain') throw new DomainError('mail.not-uncertain');
      await tx.query(
        `with settled as (
           update outgoing_mail set state = $3, reason = null, attempted_at = null, next_try_at = $4, sent_at = case when $3 = 'sent' then $4::timestamptz end
           where organisation_id = $1 and id = $2 returning state, kind, invitation_id
         )
         update invitation i set state = 'sent' from settled s
         where s.kind = 'invitation' and s.state = 'sent' and i.organisation_id = $1 and i.id = s.invitation_id and i.state = 'queued'`,
        [actor.organisationId, mailId, state, this.clock.now()],
      );
      await audit(tx, actor, action, { kind: 'mail', id: mailId });
    });
  }

  /** An address that cannot be mailed fails alone, with the reason; the others go out. */
  private row(tenant: Tenant, mailing: Mailing, recipient: MailRecipient): LedgerRow {
    const parsed = parseEmail(recipient.address);
    const key = parsed.ok ? parsed.key : recipient.address;
    return {
      invitation_id: recipient.invitationId,
      recipient_key: recipient.recipientKey,
      revision: recipient.revision,
      to_address: parsed.ok ? parsed.address : recipient.address,
      to_name: recipient.name,
      address_hash: addressHash(this.config.secretKey, key).toString('hex'),
      values: recipient.values,
      links: recipient.links,
      calendar: recipient.calendar,
      message_id: this.messageId([tenant.organisationId, mailing.meetingId, recipient.recipientKey, mailing.kind, recipient.revision]),
      state: parsed.ok ? 'queued' : 'failed',
      reason: parsed.ok ? null : parsed.problem,
    };
  }

  /** Fixed per logical mail (its key: organisation, meeting, recipient, kind, revision, and for a copy its number), so that whatever is sent twice can be recognised (R4; RFC 5322 3.6.4). */
  messageId(logicalKey: (string | number | null)[]): string {
    const name = createHmac('sha256', this.config.secretKey).update(`message-id:${JSON.stringify(logicalKey)}`).digest().subarray(0, 20);
    return `<${base32(name)}@${this.config.mailDomain}>`;
  }
}
