import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Dane } from './dane.js';
import { Dns } from './dns.js';
import { DnsChecks } from './dns-checks.js';
import { PlatformKeys } from './platform-keys.js';
import { SenderCheckup } from './sender-checkup.js';
import { SenderClock } from './sender-clock.js';
import { SenderDomain } from './sender-domain.entity.js';
import { SenderDomains } from './sender-domains.service.js';
import { SenderIdentities } from './sender-identities.js';

/** Who mail comes from, and whether the DNS says so too. */
@Module({
  imports: [TypeOrmModule.forFeature([SenderDomain])],
  providers: [Dns, Dane, DnsChecks, PlatformKeys, SenderIdentities, SenderDomains, SenderCheckup, SenderClock],
  exports: [Dns, Dane, DnsChecks, PlatformKeys, SenderIdentities, SenderDomains, SenderCheckup],
})
export class SendersModule {}
