import { Module } from '@nestjs/common';
import { MailLedger } from './mail-ledger.js';
import { MailTexts } from './mail-texts.js';

/** The mail ledger and everything that sends from it. */
@Module({
  providers: [MailLedger, MailTexts],
  exports: [MailLedger, MailTexts],
})
export class MailModule {}
