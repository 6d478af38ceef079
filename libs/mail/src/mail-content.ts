import type { LinkPurpose } from '@bijeen/platform';

/** Every kind of mail that Bijeen writes into its ledger. */
export const MAIL_KINDS = [
  'invitation', 'reminder-1', 'reminder-2', 'confirmation', 'change', 'cancellation', 'postponement',
  'practical', 'follow-up', 'call-to-action-reminder', 'decision', 'offer', 'offer-over', 'asked-again', 'date-poll', 'registration',
  'companion', 'secretariat-copy', 'new-date', 'sender-domain', 'test',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * A button that opens the recipient's personal page, where `query` only preselects (R1, R2), or one page for everybody: an address that is
 * written out, never with {placeholders}.
 */
export type MailButton = { label: string; style: 'primary' | 'secondary' } & ({ link: LinkPurpose; query?: string } | { address: string });

/** A mail is content, not markup: HTML and text are made from the same blocks, so neither can lack anything. */
export type MailBlock =
  /** Blank lines separate paragraphs; lines that start with "- " become a list; {placeholders} are filled per person. */
  | { kind: 'text'; text: string }
  /** What an organiser wrote: the same, with the small markup of `parseRich`. */
  | { kind: 'rich'; text: string }
  | { kind: 'facts'; facts: { label: string; text: string }[] }
  | { kind: 'buttons'; buttons: MailButton[] }
  | { kind: 'small'; text: string };

/** One mailing, frozen when it is written: what is the same for all its recipients. Any text may hold {placeholders}. */
export interface MailContent {
  subject: string;
  /** The line that mail programs show behind the subject. */
  preheader: string;
  blocks: MailBlock[];
  /** Who sends it: display name, where replies go, and the organisation's colour when it has one. The logo comes when the mail is made (`withLogo`). */
  sender: { name: string; replyTo: string | null; colour: string | null; logo?: { src: string; width: number; height: number } };
  /** Ends with an opt-out line and carries the List-Unsubscribe headers (RFC 8058); recipients then need an `unsubscribe` link. */
  unsubscribe: boolean;
  /** Placeholder name → text, for what is the same for everybody (titel, datum, programma …); never substitute it yourself. */
  values?: Record<string, string>;
}

/** One person in a mailing. */
export interface MailRecipient {
  /** Absent for a test mail. */
  invitationId: string | null;
  /** Part of the logical key: the contact's id, or something as stable. */
  recipientKey: string;
  address: string;
  name: string;
  /** Placeholder name → text, for what differs per person. */
  values: Record<string, string>;
  /** Nonces of the personal links (see PersonalLinks), base64. */
  links: Partial<Record<LinkPurpose, string>>;
  /** A calendar file, fixed byte for byte, with its iTIP method (RFC 5546). */
  calendar: { method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; ics: string } | null;
  /** Rises with every new message of this kind to this person for this meeting; 0 for the first. */
  revision: number;
}

/** A mailing to write into the ledger. */
export interface Mailing {
  meetingId: string | null;
  kind: MailKind;
  /** Which text: '' or for instance 'came', 'stayed-away', 'declined'. */
  variant: string;
  content: MailContent;
  recipients: MailRecipient[];
  /** The mails wait until then; at once when absent. */
  notBefore?: Date | undefined;
  /** They wait as drafts, because of a certain mistake in them (`CheckedMails`). */
  held?: boolean;
}
