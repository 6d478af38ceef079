import type { MailKind } from './mail-content.js';

/** Where a mail in the ledger stands. `draft` and `uncertain` wait for a person; `deferred` is tried again by itself. */
export const MAIL_STATES = ['draft', 'queued', 'sending', 'sent', 'deferred', 'failed', 'uncertain', 'withdrawn'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** Each state as a person reads it. */
export const MAIL_STATE_TEXTS: Record<MailState, string> = {
  draft: 'concept',
  queued: 'wacht',
  sending: 'wordt verstuurd',
  sent: 'verstuurd',
  deferred: 'wordt later opnieuw geprobeerd',
  failed: 'mislukt',
  uncertain: 'onzeker',
  withdrawn: 'ingetrokken',
};

/** Each kind of mail as a person reads it. */
export const MAIL_KIND_TEXTS: Record<MailKind, string> = {
  'invitation': 'uitnodiging',
  'reminder-1': 'eerste herinnering',
  'reminder-2': 'tweede herinnering',
  'confirmation': 'bevestiging',
  'change': 'wijziging',
  'cancellation': 'afzegging',
  'postponement': 'uitstel',
  'practical': 'praktische mail',
  'follow-up': 'aftermail',
  'call-to-action-reminder': 'herinnering aan de vraag',
  'decision': 'vraag om een besluit',
  'offer': 'aangeboden plaats',
  'offer-over': 'verlopen aanbod',
  'asked-again': 'nieuwe datum, nieuwe vraag',
  'date-poll': 'datumprikker',
  'registration': 'aanmelding',
  'companion': 'bericht over een vervanger of duo-partner',
  'new-date': 'nieuwe datum voor wie daarop wachtte',
  'sender-domain': 'bericht over het afzenderdomein',
  'secretariat-copy': 'bericht naast dat aan het secretariaat',
  'test': 'proefmail',
};

/** Why a mail was withdrawn: the answers of the SQL function `mail_stop_reason`; or why it waits (`blocked`). */
const STOP_REASONS: Record<string, string> = {
  'unsubscribed': 'Deze persoon wil geen mail meer.',
  'unsubscribed-everything': 'Deze persoon wil helemaal geen mail via Bijeen, ook niet over een wijziging.',
  'undeliverable': 'Mail naar dit adres komt terug. Zoek het nieuwe adres.',
  'meeting-cancelled': 'De bijeenkomst gaat niet door.',
  'meeting-postponed': 'De bijeenkomst is uitgesteld.',
  'meeting-moved': 'De bijeenkomst heeft een andere datum gekregen.',
  'meeting-not-cancelled': 'De bijeenkomst gaat toch door.',
  'meeting-not-postponed': 'De bijeenkomst is niet meer uitgesteld.',
  'already-answered': 'Deze persoon had al geantwoord.',
  'too-late': 'De bijeenkomst was al begonnen.',
  'not-coming': 'Deze persoon komt niet.',
  'newer-answer': 'Er is een nieuwer antwoord.',
  'not-invited-yet': 'De uitnodiging was nog niet weg, en zegt zelf hoe het nu is.',
  'blocked': 'Er staat nog een fout in deze mail.',
  'offer-over': 'De aangeboden plaats is al aangenomen of verlopen.',
};

/** What it means that a mail came back, as a person reads it. */
export const BOUNCE_TEXTS = { hard: 'kwam terug: het adres werkt niet', soft: 'kwam terug: nu niet bezorgd', policy: 'geweigerd door de mailserver', unknown: 'kwam terug' } as const;

/** The kept reason as a Dutch sentence; what the mail server said stays as it is. */
export function reasonText(reason: string | null): string | null {
  return reason === null ? null : (STOP_REASONS[reason] ?? reason);
}

/** One line of the ledger, for pages and the API. */
export interface LedgerLine {
  id: string;
  kind: MailKind;
  invitationId: string | null;
  name: string;
  address: string;
  state: MailState;
  /** Dutch sentence for failed, deferred, uncertain and withdrawn mail. */
  reason: string | null;
  attempt: number;
  createdAt: Date;
  sentAt: Date | null;
  nextTryAt: Date;
  messageId: string;
  /** Why the mail came back after the relay took it; null when it did not, as far as we know. */
  bounceKind: keyof typeof BOUNCE_TEXTS | null;
  /** What the mail server said then. Written by a stranger. */
  bounceText: string | null;
}

/** Which part of the ledger to read. `after` is the id of the last line already read. */
export interface LedgerPage {
  after?: string | null | undefined;
  /** At most 200; 50 when absent. */
  limit?: number | undefined;
  kind?: MailKind | null | undefined;
  state?: MailState | null | undefined;
  /** Part of a name or an address. */
  person?: string | null | undefined;
}

/** Per kind, how many mails stand in which state. Kinds and states without mail are absent. */
export type MailTally = Partial<Record<MailKind, Partial<Record<MailState, number>>>>;

/** One counter of `mail_tally`. */
export interface MailKindCount {
  kind: MailKind;
  state: MailState;
  mails: number;
}
