import { Clock, TenantDatabase } from '@bijeen/platform';
import { Inject, Injectable } from '@nestjs/common';
import { ComposedMailings } from './composed-mailings.js';
import { DomainPace } from './domain-pace.js';
import { Relay } from './relay.js';
import { SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';

/** What a sending run works with. */
@Injectable()
export class SendingTools {
  constructor(
    readonly db: TenantDatabase,
    readonly clock: Clock,
    readonly relay: Relay,
    readonly mailings: ComposedMailings,
    readonly pace: DomainPace,
    @Inject(SENDER_SETTINGS) readonly settings: SenderSettings,
  ) {}
}
