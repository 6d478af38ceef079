import { Clock, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { MailKind } from './mail-content.js';
import { rescueMails, strandedMails, type Rescue, type StrandedMail } from './mail-recovery.queries.js';
import { Relay } from './relay.js';
import type { RelayVerdict } from './relay-lookup.js';
import { retryDelay } from './retry-delays.js';

/** Where the relay cannot be asked, missing one of these is worse than getting it twice: they are sent again once, with the same Message-ID. */
const AGAIN: readonly MailKind[] = ['invitation', 'confirmation', 'change', 'cancellation', 'postponement', 'sender-domain'];
const AT_A_TIME = 500;
/** A mail that is lost on the way to the relay more often than this waits longer and longer; in the end some hours, in milliseconds. */
const SWIFT_TRIES = 3;
const LONG = 4 * 60 * 60 * 1000;

/** Decides what becomes of mails whose sender died, froze, or never heard an answer (R4, R21). */
@Injectable()
export class MailRecovery {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly relay: Relay,
  ) {}

  /** Settles what can be settled now for one organisation; says how many mails that were. */
  async recover(organisationId: string): Promise<number> {
    const stranded = await this.db.transaction({ organisationId }, async (tx) => strandedMails(tx, organisationId, AT_A_TIME));
    if (stranded.length === 0) return 0;
    const verdicts = await this.relay.lookup.ask(stranded);
    const rescues = stranded.map((mail) => this.decide(mail, verdicts.get(mail.messageId) ?? 'cannot-tell')).filter((rescue) => rescue !== undefined);
    if (rescues.length === 0) return 0;
    return this.db.transaction({ organisationId }, async (tx) => rescueMails(tx, organisationId, rescues, this.clock.now()));
  }

  /** Nothing while the first attempt may still be answered: never a second one beside it. */
  private decide(mail: StrandedMail, verdict: RelayVerdict): Rescue | undefined {
    const rescue = (state: Rescue['state'], rest: Partial<Rescue> = {}): Rescue => ({ id: mail.id, attempt: mail.attempt, state, reason: null, delay: 0, deferrals: 0, again: false, ...rest });
    if (verdict === 'accepted') return rescue('sent');
    const { quiet, patience, canBeAsked } = this.relay.lookup;
    if (mail.age < (verdict === 'cannot-tell' ? patience : quiet)) return undefined;
    if (verdict === 'not-accepted') return rescue('queued', { deferrals: 1, delay: mail.deferrals < SWIFT_TRIES ? 0 : (retryDelay(mail.deferrals - SWIFT_TRIES) ?? LONG) });
    if (!canBeAsked && AGAIN.includes(mail.kind) && !mail.sentAgain) return rescue('queued', { again: true, reason: 'Het is niet zeker of de eerste poging aankwam. Daarom gaat deze mail nog één keer uit.' });
    return rescue('uncertain', { reason: 'De mailserver gaf geen antwoord. Het is niet zeker of deze mail aankwam.' });
  }
}
