import { parseEmail, ReturnAddresses } from '@bijeen/mail';
import { dayInAmsterdam } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { Email } from 'postal-mime';
import { Alignment } from './alignment.js';
import { isAutomatic } from './automatic.js';
import { CalendarReplies } from './calendar-replies.js';
import type { Filing } from './incoming-file.js';
import type { IncomingMail, Whose } from './incoming-mail.js';
import type { TakenIn } from './incoming.queries.js';
import { readIncoming, Unreadable, writtenText } from './read-incoming.js';
import { Reports } from './reports.js';
import { absenceOf } from './absence.js';

const MOST_SHOWN = 10_000;

/** Decides what a mail is, and what is kept of it. */
@Injectable()
export class IncomingReader {
  constructor(
    private readonly addresses: ReturnAddresses,
    private readonly reports: Reports,
    private readonly calendarReplies: CalendarReplies,
    private readonly alignment: Alignment,
  ) {}

  /** Never fails on what a stranger wrote: what cannot be read is put aside with the reason. */
  async read(taken: TakenIn, about: Whose): Promise<Filing> {
    try {
      return await this.judge(await this.open(taken, about));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { kind: 'unreadable', verdict: 'quarantined', reason: error.message, from: null, subject: null, body: null, absentUntil: null };
    }
  }

  private async judge(mail: IncomingMail): Promise<Filing> {
    const { email, from } = mail;
    const written = writtenText(email);
    const shown = { from, subject: cut(email.subject ?? '', 200), body: cut(written, MOST_SHOWN), absentUntil: null };
    const isReply = this.addresses.read(mail.to)?.purpose === 'reply';
    const report = isReply ? undefined : this.reports.read(mail, shown);
    if (report) return report;
    if (isReply && hasCalendar(email)) return { kind: 'calendar-reply', ...shown, ...(await this.calendarReplies.take(mail)) };
    if (mail.sender === 'auto') return { kind: 'auto-reply', ...shown, ...absenceOf(email.subject ?? '', written, dayInAmsterdam(mail.receivedAt)) };
    return { kind: 'message', verdict: 'kept', reason: 'Een bericht van of namens de genodigde.', ...shown };
  }

  private async open({ id, raw, bytes, recipient, envelopeFrom, receivedAt }: TakenIn, about: Whose): Promise<IncomingMail> {
    const email = await readIncoming(raw, bytes);
    const from = comparable(email.from?.address);
    const date = new Date(email.date ?? '');
    return {
      id, receivedAt, envelopeFrom, to: recipient, from, email, about,
      date: Number.isNaN(date.getTime()) ? null : date,
      aligned: await this.alignment.holds(raw),
      sender: isAutomatic(email, envelopeFrom) ? 'auto' : 'person',
    };
  }
}

/** An address as contacts have it, so that what somebody wrote is found when they are erased. */
function comparable(address: string | undefined): string | null {
  if (!address) return null;
  const parsed = parseEmail(address);
  return parsed.ok ? parsed.key : address.toLowerCase().slice(0, 320);
}

function hasCalendar({ attachments }: Email): boolean {
  return attachments.some(({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics');
}

/** At most so many characters, without what PostgreSQL cannot keep. */
function cut(text: string, most: number): string {
  const kept = text.slice(0, most).replace(/[\0\p{Cs}]/gu, '').trim();
  return text.length > most ? `${kept}…` : kept;
}
