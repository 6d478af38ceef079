import { Clock, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { ComposedMailings } from './composed-mailings.js';
import { DomainPace } from './domain-pace.js';
import { Relay } from './relay.js';
import type { SenderSettings } from './sender-settings.js';

/** What a sending run works with. */
@Injectable()
export class SendingTools {
  constructor(
    readonly db: TenantDatabase,
    readonly clock: Clock,
    readonly relay: Relay,
    readonly mailings: ComposedMailings,
    readonly pace: DomainPace,
  ) {}

  get settings(): SenderSettings {
    return this.relay.settings;
  }
}
