import { MailModule } from '@bijeen/mail';
import { Module } from '@nestjs/common';
import { Alignment, KEY_RESOLVER, keyResolver } from './alignment.js';
import { CalendarReplies } from './calendar-replies.js';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingFile } from './incoming-file.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingReader } from './incoming-reader.js';

/** What comes back: reports, complaints, automatic answers, and the replies of calendars. */
@Module({
  imports: [MailModule],
  providers: [IncomingMailStore, IncomingDesk, IncomingReader, IncomingFile, Alignment, CalendarReplies, { provide: KEY_RESOLVER, useFactory: keyResolver }],
  exports: [IncomingMailStore, IncomingDesk],
})
export class IncomingModule {}
