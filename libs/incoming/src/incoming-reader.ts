import { ReturnAddresses } from '@bijeen/mail';
import { Injectable } from '@nestjs/common';
import type { Email } from 'postal-mime';
import { Alignment } from './alignment.js';
import { isAutomatic } from './automatic.js';
import { CalendarReplies } from './calendar-replies.js';
import type { Filing } from './incoming-file.js';
import type { IncomingMail, Whose } from './incoming-mail.js';
import type { TakenIn } from './incoming.queries.js';
import { readIncoming, Unreadable, writtenText } from './read-incoming.js';

const MOST_SHOWN = 10_000;

/** Decides what a mail is, and what is kept of it. */
@Injectable()
export class IncomingReader {
  constructor(
    private readonly addresses: ReturnAddresses,
    private readonly calendarReplies: CalendarReplies,
    private readonly alignment: Alignment,
  ) {}

  /** Never fails on what a stranger wrote: what cannot be read is put aside with the reason. */
  async read(taken: TakenIn, about: Whose): Promise<Filing> {
    let mail: IncomingMail;
    try {
      mail = await this.open(taken, about);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { kind: 'unreadable', verdict: 'quarantined', reason: error.message, from: null, subject: null, body: null, absentUntil: null };
    }
    const shown = { from: mail.from, subject: cut(mail.email.subject ?? '', 200), body: cut(writtenText(mail.email), MOST_SHOWN), absentUntil: null };
    if (this.addresses.read(mail.to)?.purpose === 'reply' && hasCalendar(mail.email)) return { kind: 'calendar-reply', ...shown, ...(await this.calendarReplies.take(mail)) };
    return { kind: 'message', verdict: 'kept', reason: 'Een bericht van of namens de genodigde.', ...shown };
  }

  private async open({ id, raw, recipient, envelopeFrom, receivedAt }: TakenIn, about: Whose): Promise<IncomingMail> {
    const email = await readIncoming(raw);
    const from = email.from?.address?.toLowerCase() ?? null;
    const date = new Date(email.date ?? '');
    return {
      id, receivedAt, envelopeFrom, to: recipient, from, email, about,
      date: Number.isNaN(date.getTime()) ? null : date,
      aligned: await this.alignment.holds(raw),
      sender: isAutomatic(email, envelopeFrom) ? 'auto' : 'person',
    };
  }
}

function hasCalendar({ attachments }: Email): boolean {
  return attachments.some(({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics');
}

/** At most so many characters, without what PostgreSQL cannot keep. */
function cut(text: string, most: number): string {
  const kept = text.slice(0, most).replace(/[\0\p{Cs}]/gu, '').trim();
  return text.length > most ? `${kept}…` : kept;
}
