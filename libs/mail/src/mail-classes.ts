import type { MailKind } from './mail-content.js';

/**
 * What a stop does to a kind of mail (docs/decisions/0020). The SQL function `mail_class` says the same, because the claim asks it.
 *
 * - `news`: we write first. Every stop holds it back.
 * - `agreed`: about what somebody agreed to. It still goes to who said yes or has the item in the calendar, unless that person stopped everything.
 * - `own-act`: the answer to what the person did just now: nobody changes an answer in silence (R11). Also after "everything", when the
 *   person acted after that.
 * - `colleague`: goes to the people of the organisation itself, who were not invited but work here. No stop of a guest is about it.
 *
 * Mails about signing in are outside the ledger; they answer an act of that minute, and no stop is about them.
 */
export const MAIL_CLASSES = {
  'invitation': 'news',
  'reminder-1': 'news',
  'reminder-2': 'news',
  'practical': 'news',
  'follow-up': 'news',
  'call-to-action-reminder': 'news',
  'date-poll': 'news',
  'new-date': 'news',
  'change': 'agreed',
  'cancellation': 'agreed',
  'postponement': 'agreed',
  'asked-again': 'agreed',
  'offer': 'agreed',
  'offer-over': 'agreed',
  'companion': 'agreed',
  'secretariat-copy': 'agreed',
  'confirmation': 'own-act',
  'registration': 'own-act',
  'decision': 'colleague',
  'sender-domain': 'colleague',
  'test': 'colleague',
} as const satisfies Record<MailKind, 'news' | 'agreed' | 'own-act' | 'colleague'>;

export type MailClass = (typeof MAIL_CLASSES)[MailKind];
