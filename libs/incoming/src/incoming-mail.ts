import type { Email } from 'postal-mime';

/** How a mail was handed to us: by SMTP to our own listener, or out of a mailbox. */
export type Via = 'smtp' | 'imap';

/** The envelope of a mail that came in. */
export interface Envelope {
  /** Empty for reports and automatic answers (RFC 5321 4.5.5). */
  from: string;
  /** One of our return addresses. */
  to: string;
  via: Via;
}

/** Whom a mail is about: what the token in its recipient proves. */
export interface Whose {
  organisationId: string;
  meetingId: string | null;
  invitationId: string | null;
  /** The mail of ours that this is a report on; null for what came to a reply address. */
  outgoingMailId: string | null;
  /** Where that mail went; null for what came to a reply address. */
  address: string | null;
}

/** A mail that came in, taken apart. Everything in it was written by a stranger, except `about`. */
export interface IncomingMail {
  id: string;
  receivedAt: Date;
  envelopeFrom: string;
  /** Our return address that it was sent to. */
  to: string;
  /** The address in From; null when there is none. */
  from: string | null;
  /** The Date header; null when there is none that can be read. */
  date: Date | null;
  email: Email;
  /** A DKIM signature of a domain aligned with From holds. */
  aligned: boolean;
  sender: 'auto' | 'person';
  about: Whose;
}

/** What became of a mail that came in. */
export const VERDICTS = ['applied', 'kept', 'to-confirm', 'proposal', 'ignored', 'quarantined'] as const;
export type IncomingVerdict = (typeof VERDICTS)[number];

/** A verdict with its reason, a Dutch sentence for the organiser. */
export interface Judgement {
  verdict: IncomingVerdict;
  reason: string;
}

/** What a mail that came in is. */
export const RECEIVED_KINDS = ['bounce', 'delay', 'complaint', 'auto-reply', 'calendar-reply', 'message', 'unreadable'] as const;
export type ReceivedKind = (typeof RECEIVED_KINDS)[number];
