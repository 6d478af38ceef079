import { type Actor, audit, Clock, Config, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { addressHash, parseEmail } from './email-address.js';
import { insertCopy, isUndeliverable, type MailRow, mailRow, withdrawMail } from './mail-desk.queries.js';
import { lockMeeting } from './mail-drafts.queries.js';
import { MailLedger } from './mail-ledger.js';
import { type MailState, reasonText } from './outgoing-mail.js';
import { type MailLogo, mailLogo } from './mail-logo.js';
import { LINKS_TO_NOWHERE, type OwnText, ownTextOf, richTexts } from './own-text.js';
import { renderMail, type RenderedMail } from './render-mail.js';

/** What comes in to withdraw a mail. */
export const WithdrawMail = z.object({ reason: z.string({ error: 'Schrijf op waarom.' }).trim().min(3, 'Schrijf in een paar woorden op waarom.').max(300, 'Houd het korter: hoogstens 300 tekens.') });

/** A copy of one of these would say nothing, or the wrong thing. */
const NO_COPY = ['test', 'decision', 'sender-domain', 'offer-over'];
const WITHDRAWABLE: readonly MailState[] = ['draft', 'queued', 'deferred'];
const SETTLED: readonly MailState[] = ['sent', 'failed', 'withdrawn'];

/** One mail of a meeting, or of none, with all that is known of it, and what can be done with it. */
export interface LedgerMail extends Omit<MailRow, 'content' | 'values' | 'calendar' | 'stop' | 'key'> {
  /** As it looks; its links lead nowhere. Null when its text can no longer be filled in. */
  rendered: RenderedMail | null;
  ownText: OwnText;
  /** Which of its texts know our small markup. */
  rich: boolean[];
  calendar: 'REQUEST' | 'CANCEL' | 'PUBLISH' | null;
  /** Dutch sentence: why it may not leave as things are now. */
  stop: string | null;
  mayWithdraw: boolean;
  mayResend: boolean;
}

/** One mail on the desk of an organiser: looking at it, taking it back, sending it once more. */
@Injectable()
export class MailDesk {
  constructor(
    private readonly db: TenantDatabase,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @param meetingId null for a mail that belongs to no meeting @throws DomainError `not-found` */
  async find(actor: Tenant, meetingId: string | null, mailId: string): Promise<LedgerMail> {
    const { row, logo } = await this.db.transaction(actor, async (tx) => ({ row: await mailRow(tx, actor.organisationId, { meetingId, mailId, now: this.clock.now() }), logo: await mailLogo(tx, actor.organisationId) }));
    if (!row) throw new DomainError('not-found');
    const { content, values: _values, key: _key, calendar, stop, ...rest } = row;
    return {
      ...rest, reason: reasonText(row.reason), stop: reasonText(stop), rendered: rendered(row, logo), ownText: content.blocks ? ownTextOf(content) : { subject: '', texts: [] }, rich: content.blocks ? richTexts(content) : [], calendar: calendar?.method ?? null,
      acts: row.acts.map((act) => ({ ...act, at: new Date(act.at) })), mayWithdraw: WITHDRAWABLE.includes(row.state), mayResend: whyNoCopy(row) === null,
    };
  }

  /** Takes back a mail that has not left. @throws DomainError `not-found`, `mail.already-left` */
  async withdraw(actor: Actor, meetingId: string | null, mailId: string, reason: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const mail = await mailRow(tx, actor.organisationId, { meetingId, mailId, now: this.clock.now(), lock: true });
      if (!mail) throw new DomainError('not-found');
      if (!WITHDRAWABLE.includes(mail.state)) throw new DomainError('mail.already-left');
      await withdrawMail(tx, actor.organisationId, mailId, `Ingetrokken door ${actor.name}: ${reason}`);
      await audit(tx, actor, 'mail.withdrawn', { kind: 'mail', id: mailId }, { reason });
    });
  }

  /**
   * Sends a mail once more, as a mail of its own with its own Message-ID, to the address that the person has now. Stop rules count. Pressing twice
   * makes one: `seen` is the number of copies that the page knew of. Gives the id of the copy.
   * @throws DomainError `not-found`, `mail.no-copy` with the reason, `mail.copied-already`
   */
  async sendCopy(actor: Actor, meetingId: string, mailId: string, seen: number): Promise<string> {
    const id = await this.db.transaction(actor, async (tx) => {
      await lockMeeting(tx, actor.organisationId, meetingId);
      const mail = await mailRow(tx, actor.organisationId, { meetingId, mailId, now: this.clock.now(), lock: true });
      if (!mail) throw new DomainError('not-found');
      const refusal = whyNoCopy(mail);
      if (refusal !== null) throw new DomainError('mail.no-copy', { reason: refusal });
      if (mail.copies !== seen) throw new DomainError('mail.copied-already');
      const copied = await this.insert(tx, actor, mail);
      await audit(tx, actor, 'mail.sent-once-more', { kind: 'mail', id: mailId }, { copy: copied });
      return copied;
    });
    await this.ledger.wake(actor.organisationId);
    return id;
  }

  private async insert(tx: EntityManager, { organisationId }: Tenant, mail: MailRow): Promise<string> {
    const parsed = parseEmail(mail.presentAddress!);
    if (!parsed.ok) throw new DomainError('mail.no-copy', { reason: parsed.problem });
    const hash = addressHash(this.config.secretKey, parsed.key);
    if (await isUndeliverable(tx, organisationId, hash)) throw new DomainError('mail.no-copy', { reason: `Mail naar ${parsed.address} komt terug. Vul bij de relatie eerst het nieuwe adres in.` });
    const copy = mail.copies + 1;
    const messageId = this.ledger.messageId([organisationId, ...mail.key, copy]);
    return insertCopy(tx, organisationId, mail.id, { copy, messageId, address: parsed.address, hash, now: this.clock.now() });
  }
}

/** Dutch sentence: why this mail cannot be sent once more; null when it can. */
function whyNoCopy({ kind, state, stop, address, presentAddress }: Pick<MailRow, 'kind' | 'state' | 'stop' | 'address' | 'presentAddress'>): string | null {
  if (!SETTLED.includes(state)) return 'Deze mail is nog onderweg.';
  if (NO_COPY.includes(kind)) return 'Deze soort mail heeft geen tweede keer zin.';
  // What came back from the old address may go to the new one: that is what a copy is for.
  const movedHouse = stop === 'undeliverable' && presentAddress !== null && presentAddress.toLowerCase() !== address.toLowerCase();
  if (stop !== null && !movedHouse) return reasonText(stop);
  return presentAddress === null ? 'Er is geen e-mailadres meer van deze persoon.' : null;
}

function rendered({ content, values }: MailRow, logo: MailLogo | null): RenderedMail | null {
  try {
    return renderMail(content, { values }, LINKS_TO_NOWHERE, logo);
  } catch {
    return null;
  }
}
