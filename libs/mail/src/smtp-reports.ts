import type { MailReport, TakenMail } from './mail-sender.queries.js';
import { oneLine } from './mail-pieces.js';
import { refusalOfAddress } from './refused-address.js';
import { patientDelay, retryDelay, unreachableDelay } from './retry-delays.js';
import type { SmtpOutcome } from './smtp-line.js';

/** Every SMTP outcome of a mail has one right reaction (R21). */
export function reportOn(outcome: SmtpOutcome, { deferrals, address }: Pick<TakenMail, 'deferrals' | 'address'>): Omit<MailReport, 'id' | 'attempt'> {
  switch (outcome.kind) {
    case 'accepted':
      return { to: 'sent' };
    case 'late':
      return { to: 'queued' };
    case 'not-sent':
      return { to: 'deferred', delay: unreachableDelay(), reason: `De mailserver is niet bereikbaar: ${plain(outcome.reply)}` };
    case 'unknown':
      return { to: 'sending', reason: `De mailserver gaf geen antwoord na de mail: ${plain(outcome.reply)}` };
    case 'refused': {
      const delay = outcome.ofUs ? patientDelay(deferrals) : outcome.temporary ? retryDelay(deferrals) : undefined;
      if (delay !== undefined) return { to: 'deferred', delay, deferrals: 1, reason: `De mailserver nam de mail nog niet aan: ${plain(outcome.reply)}` };
      const refusal = outcome.recipient && !outcome.temporary ? refusalOfAddress(plain(outcome.reply), address) : undefined;
      return { to: 'failed', reason: `De mailserver weigert deze mail: ${plain(outcome.reply)}`, ...(refusal && { refusal }) };
    }
  }
}

/** What a server says is hostile input: one line, without control characters, not endless. */
function plain(reply: string): string {
  return oneLine(reply).slice(0, 300);
}
