import type { InvitationLine } from '@bijeen/invitations';
import type { MailKind, MailState } from '@bijeen/mail';
import { clockTime, shortDate } from '@bijeen/platform';

/** "1 persoon", "1.234 mensen". */
export function people(amount: number): string {
  return amount === 1 ? '1 persoon' : `${number(amount)} mensen`;
}

/** "1.234" */
export function number(amount: number): string {
  return new Intl.NumberFormat('nl-NL').format(amount);
}

/** "1 mail", "3 mails" */
export function mails(amount: number): string {
  return amount === 1 ? '1 mail' : `${number(amount)} mails`;
}

/** "1 bijeenkomst", "3 bijeenkomsten" */
export function meetings(amount: number): string {
  return amount === 1 ? '1 bijeenkomst' : `${number(amount)} bijeenkomsten`;
}

/** "wo 18 nov 2026, 10.00 uur" */
export function moment(instant: Date): string {
  return `${shortDate(instant)}, ${clockTime(instant)} uur`;
}

/** "a, b en c" */
export function list(parts: string[]): string {
  return new Intl.ListFormat('nl').format(parts);
}

/** Each kind of mail as an organiser knows it. */
export const MAIL_KIND_NAMES: Record<MailKind, string> = {
  'invitation': 'Uitnodiging',
  'reminder-1': 'Eerste herinnering',
  'reminder-2': 'Tweede herinnering',
  'confirmation': 'Bevestiging van een antwoord',
  'change': 'Wijziging',
  'cancellation': 'Annulering',
  'postponement': 'Uitstel',
  'practical': 'Praktische mail',
  'follow-up': 'Aftermail',
  'call-to-action-reminder': 'Herinnering aan de vervolgstap',
  'decision': 'Vraag aan jezelf om te beslissen',
  'offer': 'Aangeboden plaats',
  'offer-over': 'Aanbod verlopen',
  'asked-again': 'Nieuwe datum, nieuwe vraag',
  'date-poll': 'Datumprikker',
  'registration': 'Aanmelding',
  'companion': 'Over een vervanger of duo-partner',
  'new-date': 'Nieuwe datum, voor de interesselijst',
  'sender-domain': 'Over jullie afzenderdomein',
  'secretariat-copy': 'Naast de mail aan het secretariaat',
  'test': 'Testmail',
};

/** How a state looks; the word beside it says it too. */
export const MAIL_STATE_TAGS: Record<MailState, string> = { draft: 'warning', queued: 'info', sending: 'info', sent: 'ok', deferred: 'warning', failed: 'error', uncertain: 'warning', withdrawn: 'none' };

/** How an answer looks; the word beside it says it too. */
export const ANSWER_TAGS: Record<InvitationLine['answer'], string> = { yes: 'yes', no: 'no', maybe: 'maybe', substitute: 'maybe', none: 'none' };
