import { SendersModule } from '@bijeen/senders';
import { type DynamicModule, Module } from '@nestjs/common';
import { CheckedMails } from './checked-mails.js';
import { ComposedMailings } from './composed-mailings.js';
import { DirectMail } from './direct-mail.js';
import { DomainPace } from './domain-pace.js';
import { MailCatcher } from './mail-catcher.js';
import { MailDesk } from './mail-desk.js';
import { MailDrafts } from './mail-drafts.js';
import { MailDoctor } from './mail-doctor.js';
import { MailLedger } from './mail-ledger.js';
import { MailPreflight } from './mail-preflight.js';
import { MailRecovery } from './mail-recovery.js';
import { MailReviews } from './mail-reviews.js';
import { MailSender } from './mail-sender.js';
import { MailTexts } from './mail-texts.js';
import { RefusedAddresses } from './refused-addresses.js';
import { Relay } from './relay.js';
import { RelayAddress } from './relay-address.js';
import { RelayRefusals } from './relay-refusals.js';
import { RestoreGuard } from './restore-guard.js';
import { ReturnAddresses } from './return-addresses.js';
import { DEFAULT_SENDER_SETTINGS, SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';
import { SendingTools } from './sending-tools.js';
import { SpamMeter } from './spam-meter.js';

/** The mail ledger and everything that sends from it. Nothing is sent until somebody asks `MailSender`: the worker does. */
@Module({
  imports: [SendersModule],
  providers: [
    CheckedMails, ComposedMailings, DirectMail, DomainPace, MailCatcher, MailDesk, MailDoctor, MailDrafts, MailLedger, MailPreflight, MailRecovery, MailReviews, MailSender, MailTexts,
    RefusedAddresses, Relay, RelayAddress, RelayRefusals, RestoreGuard, ReturnAddresses, SendingTools, SpamMeter, { provide: SENDER_SETTINGS, useValue: DEFAULT_SENDER_SETTINGS },
  ],
  exports: [CheckedMails, ComposedMailings, DirectMail, MailCatcher, MailDesk, MailDoctor, MailDrafts, MailLedger, MailPreflight, MailReviews, MailSender, MailTexts, RelayRefusals, RestoreGuard, ReturnAddresses],
})
export class MailModule {
  /** With other measures than the usual ones. */
  static with(settings: Partial<SenderSettings>): DynamicModule {
    return { module: MailModule, providers: [{ provide: SENDER_SETTINGS, useValue: { ...DEFAULT_SENDER_SETTINGS, ...settings } }] };
  }
}
