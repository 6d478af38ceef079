import { SendersModule } from '@bijeen/senders';
import { type DynamicModule, Module } from '@nestjs/common';
import { ComposedMailings } from './composed-mailings.js';
import { DirectMail } from './direct-mail.js';
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
import { Relay } from './relay.js';
import { RelayAddress } from './relay-address.js';
import { RestoreGuard } from './restore-guard.js';
import { ReturnAddresses } from './return-addresses.js';
import { DEFAULT_SENDER_SETTINGS, SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';
import { SendingTools } from './sending-tools.js';
import { SpamMeter } from './spam-meter.js';

/** The mail ledger and everything that sends from it. Nothing is sent until somebody asks `MailSender`: the worker does. */
@Module({
  imports: [SendersModule],
  providers: [SpamMeter, MailLedger, MailReviews, MailDrafts, MailDesk, MailPreflight, MailDoctor, DirectMail, MailSender, MailTexts, MailRecovery, SendingTools, ComposedMailings, Relay, RelayAddress, ReturnAddresses, MailCatcher, { provide: SENDER_SETTINGS, useValue: DEFAULT_SENDER_SETTINGS }],
  exports: [MailLedger, MailReviews, MailDrafts, MailDesk, MailPreflight, MailDoctor, ComposedMailings, DirectMail, MailSender, MailTexts, MailCatcher, ReturnAddresses],
  providers: [MailLedger, MailReviews, MailDrafts, MailDesk, MailDoctor, DirectMail, MailSender, MailTexts, MailRecovery, RestoreGuard, SendingTools, ComposedMailings, Relay, RelayAddress, ReturnAddresses, MailCatcher, { provide: SENDER_SETTINGS, useValue: DEFAULT_SENDER_SETTINGS }],
  exports: [MailLedger, RestoreGuard, MailReviews, MailDrafts, MailDesk, MailDoctor, DirectMail, MailSender, MailTexts, MailCatcher, ReturnAddresses],
})
export class MailModule {
  /** With other measures than the usual ones. */
  static with(settings: Partial<SenderSettings>): DynamicModule {
    return { module: MailModule, providers: [{ provide: SENDER_SETTINGS, useValue: { ...DEFAULT_SENDER_SETTINGS, ...settings } }] };
  }
}
