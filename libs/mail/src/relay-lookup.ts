import type { MailCatcher } from './mail-catcher.js';
import type { SenderSettings } from './sender-settings.js';

/** Whether the relay took a mail with this Message-ID, as far as anybody can tell. */
export type RelayVerdict = 'accepted' | 'not-accepted' | 'cannot-tell';

/**
 * Asks the relay what became of mails whose answer never came. This is what turns "never lost, sometimes twice" into "never lost,
 * never twice" (R4).
 */
export abstract class RelayLookup {
  /** Milliseconds after the attempt before which "not accepted" may still become "accepted". */
  abstract readonly quiet: number;

  abstract ask(messageIds: string[]): Promise<Map<string, RelayVerdict>>;
}

/** The catcher keeps a log of all it accepted, written before it says so. */
export class CatcherLog extends RelayLookup {
  readonly quiet: number;

  constructor(
    private readonly catcher: MailCatcher,
    settings: SenderSettings,
  ) {
    super();
    this.quiet = settings.lease;
  }

  async ask(messageIds: string[]): Promise<Map<string, RelayVerdict>> {
    const accepted = await this.catcher.acceptedIds();
    return new Map(messageIds.map((id) => [id, accepted.has(id) ? 'accepted' : 'not-accepted']));
  }
}

/** A relay that cannot be asked. After its own time-out is over and some, nobody will know more. */
export class CannotTell extends RelayLookup {
  readonly quiet: number;

  constructor(settings: SenderSettings) {
    super();
    this.quiet = settings.dataTimeout + 60_000;
  }

  async ask(messageIds: string[]): Promise<Map<string, RelayVerdict>> {
    return new Map(messageIds.map((id) => [id, 'cannot-tell']));
  }
}
