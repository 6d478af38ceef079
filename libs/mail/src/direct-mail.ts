import { randomUUID } from 'node:crypto';
import { Clock, Config, Logger } from '@bijeen/platform';
import { SenderIdentities } from '@bijeen/senders';
import { Injectable } from '@nestjs/common';
import { parseEmail } from './email-address.js';
import { compose } from './mail-composer.js';
import { Relay } from './relay.js';

/** A mail about signing in: text with placeholders, and at most one button. */
export interface DirectMailContent {
  to: { address: string; name: string };
  subject: string;
  /** Blank lines separate paragraphs. */
  before: string;
  button?: { label: string; url: string };
  after?: string;
  /** Placeholder name → text; names of people and organisations come in this way, so that a brace in them stays a brace. */
  values?: Record<string, string>;
}

/**
 * Mail to our own people about signing in. It goes out at once and outside the ledger: ten minutes later it is worthless, so it must
 * not be kept, tried again or sent twice, and its link may not stand in the database.
 */
@Injectable()
export class DirectMail {
  constructor(
    private readonly relay: Relay,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly logger: Logger,
    private readonly identities: SenderIdentities,
  ) {}

  /** Whether the relay took the mail. Never fails: whoever waits for it asks again. */
  async send(mail: DirectMailContent): Promise<boolean> {
    const line = await this.relay.line();
    try {
      const { from, signer } = await this.identities.platform();
      const mime = await signer.sign(await this.bytes(mail, from));
      const outcome = await line.send({ from, to: oneAddress(mail.to.address), mime, mayGo: () => true });
      await this.relay.noteOutcome(outcome, this.config.mailDomain);
      if (outcome.kind !== 'accepted') this.logger.warn(`A mail about signing in was not taken: ${'reply' in outcome ? outcome.reply : outcome.kind}`, 'DirectMail');
      return outcome.kind === 'accepted';
    } catch (error) {
      this.logger.error('A mail about signing in could not be sent', error, 'DirectMail');
      return false;
    } finally {
      this.relay.release(line);
    }
  }

  private async bytes({ to, subject, before, button, after, values = {} }: DirectMailContent, from: string): Promise<Buffer> {
    const { mailDomain } = this.config;
    const content = {
      subject,
      preheader: '',
      blocks: [
        { kind: 'text' as const, text: before },
        ...(button ? [{ kind: 'buttons' as const, buttons: [{ label: button.label, address: button.url, style: 'primary' as const }] }] : []),
        ...(after ? [{ kind: 'small' as const, text: after }] : []),
      ],
      sender: { name: 'Bijeen', replyTo: null, colour: null },
      unsubscribe: false,
      values,
    };
    const splice = await compose({ organisationId: 'inloggen', kind: 'sign-in', content, from, mailDomain });
    return splice({ ...to, values: { waarom_u: '', bron: '' }, calendar: null, links: {}, messageId: `<${randomUUID()}@${mailDomain}>`, date: this.clock.now() });
  }
}

function oneAddress(address: string): string {
  const parsed = parseEmail(address);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.address;
}
