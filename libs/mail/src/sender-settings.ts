/** The measures of the sender. Times are in milliseconds; tests use shorter ones. */
export interface SenderSettings {
  /** SMTP connections of this process, and so the most mails in flight (performance.md B1: more than 20 buys nothing); `?maxConnections=` in SMTP_URL makes it fewer. */
  lines: number;
  /** How long a taken mail is left alone without a sign of life. The database's clock counts. */
  lease: number;
  /** How long a relay may take to answer after the message (RFC 5321 4.5.3.2: ten minutes). */
  dataTimeout: number;
  /** How long an open connection waits for the next mail. */
  idle: number;
  /** How long mails in flight may take at shutdown. */
  drain: number;
  /** How long a relay that cannot be reached is left alone: from the first failure on, doubling. */
  pause: { first: number; longest: number };
  /** At most so often is written that the relay refuses us. */
  betweenNotes: number;
}

export const SENDER_SETTINGS = Symbol('SENDER_SETTINGS');

export const DEFAULT_SENDER_SETTINGS: SenderSettings = { lines: 20, lease: 10_000, dataTimeout: 600_000, idle: 3_000, drain: 30_000, pause: { first: 1_000, longest: 60_000 }, betweenNotes: 60_000 };
