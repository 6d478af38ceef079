import { Module } from '@nestjs/common';
import { MailLedger } from './mail-ledger.js';

/** The mail ledger and everything that sends from it. */
@Module({
  providers: [MailLedger],
  exports: [MailLedger],
})
export class MailModule {}
