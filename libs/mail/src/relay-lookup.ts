import type { MailCatcher } from './mail-catcher.js';
import type { SenderSettings } from './sender-settings.js';

/** Whether the relay took a mail with this Message-ID, as far as anybody can tell. */
export type RelayVerdict = 'accepted' | 'not-accepted' | 'cannot-tell';

/** A mail whose answer never came. */
export interface AskedMail {
  messageId: string;
  /** When its message was about to leave: milliseconds since 1970, by the database's clock. */
  attemptedAt: number;
  /** Milliseconds since nobody works on it any more, by the same clock. */
  age: number;
}

/**
 * Asks the relay what became of mails whose answer never came. This is what turns "never lost, sometimes twice" into "never lost,
 * never twice" (R4; docs/decisions/0017-asking-the-relay.md).
 */
export abstract class RelayLookup {
  /** Milliseconds after the end of the lease before which "not accepted" may still become "accepted". */
  abstract readonly quiet: number;
  /** Milliseconds after the end of the lease until which "cannot tell" may still become something better. */
  abstract readonly patience: number;
  /** Whether this relay can be asked at all. A relay that can is believed: what it cannot tell, a person decides. */
  abstract readonly canBeAsked: boolean;

  abstract ask(mails: AskedMail[]): Promise<Map<string, RelayVerdict>>;
}

/** The catcher keeps a log of all it accepted, written before it says so. */
export class CatcherLog extends RelayLookup {
  readonly quiet: number;
  readonly patience: number;
  readonly canBeAsked = true;

  constructor(
    private readonly catcher: MailCatcher,
    settings: SenderSettings,
  ) {
    super();
    this.quiet = this.patience = settings.lease / 2;
  }

  async ask(mails: AskedMail[]): Promise<Map<string, RelayVerdict>> {
    const accepted = await this.catcher.acceptedIds();
    return new Map(mails.map(({ messageId }) => [messageId, accepted.has(messageId) ? 'accepted' : 'not-accepted']));
  }
}

/** A relay that cannot be asked. After its own time-out is over and some, nobody will know more. */
export class CannotTell extends RelayLookup {
  readonly quiet: number;
  readonly patience: number;
  readonly canBeAsked = false;

  constructor(settings: SenderSettings) {
    super();
    this.quiet = this.patience = settings.dataTimeout + 60_000;
  }

  async ask(mails: AskedMail[]): Promise<Map<string, RelayVerdict>> {
    return new Map(mails.map(({ messageId }) => [messageId, 'cannot-tell']));
  }
}
