import type { Email } from 'postal-mime';
import { header, headers } from './read-incoming.js';

/** Subjects with which Outlook, Exchange and others announce an automatic answer, in Dutch, English and German. */
const AUTOMATIC_SUBJECT = /^\s*(automatisch antwoord|automatic reply|automatische antwort|auto(matic)?[- ]?(reply|response)|out of (the )?office|afwezig(heid(sassistent|sbericht)?)?\b|niet aanwezig|buiten kantoor|abwesen(d|heit)|autosvar|r[ée]ponse automatique)/i;

/** Whether no person wrote this mail (RFC 3834; what Exchange and mailing lists say instead). To such a mail nobody ever answers. */
export function isAutomatic(email: Email, envelopeFrom: string): boolean {
  const submitted = header(email, 'auto-submitted').trim().toLowerCase();
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply'].some((name) => headers(email, name).length > 0)) return true;
  if (/mailbox rules agent/i.test(header(email, 'x-ms-exchange-generated-message-source'))) return true;
  if (/^(auto_reply|bulk|junk|list)$/i.test(header(email, 'precedence').trim())) return true;
  return envelopeFrom === '' || AUTOMATIC_SUBJECT.test(email.subject ?? '');
}
