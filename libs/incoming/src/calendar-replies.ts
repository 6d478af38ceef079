import { Injectable } from '@nestjs/common';
import type { IncomingMail, Judgement } from './incoming-mail.js';

/** The answers that calendars send: Accept, Tentative, Decline. */
@Injectable()
export class CalendarReplies {
  /** Looks at one reply. It may be asked about the same mail (`mail.id`) again, after a crash. */
  async take(mail: IncomingMail): Promise<Judgement> {
    return Promise.resolve({ verdict: 'kept', reason: `Een antwoord uit een agenda (${mail.email.attachments.length} bijlagen).` });
  }
}
