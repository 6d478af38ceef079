import { MailModule } from '@bijeen/mail';
import { ContactsModule } from '@bijeen/contacts';
import { InvitationsModule } from '@bijeen/invitations';
import { Module } from '@nestjs/common';
import { Alignment, KEY_RESOLVER, keyResolver } from './alignment.js';
import { Bounces } from './bounces.js';
import { CalendarDesk } from './calendar-desk.js';
import { CalendarReplies } from './calendar-replies.js';
import { Complaints } from './complaints.js';
import { IncomingCleaner } from './incoming-cleaner.js';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingFile } from './incoming-file.js';
import { IncomingImap } from './incoming-imap.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingReader } from './incoming-reader.js';
import { IncomingSmtp } from './incoming-smtp.js';
import { NewAddresses } from './new-addresses.js';
import { ReceivedMails } from './received-mails.js';
import { Reports } from './reports.js';

/** What comes back: reports, complaints, automatic answers, and the replies of calendars. */
@Module({
  imports: [MailModule, ContactsModule, InvitationsModule],
  providers: [
    Alignment, Bounces, CalendarDesk, CalendarReplies, Complaints, IncomingCleaner, IncomingDesk, IncomingFile, IncomingImap, IncomingMailStore, IncomingReader, IncomingSmtp,
    NewAddresses, ReceivedMails, Reports, { provide: KEY_RESOLVER, useFactory: keyResolver },
  ],
  exports: [CalendarDesk, IncomingDesk, IncomingImap, IncomingMailStore, IncomingSmtp, NewAddresses, ReceivedMails],
})
export class IncomingModule {}
