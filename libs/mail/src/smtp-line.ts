import { Readable, type Transform } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import SMTPConnection, { type SMTPConnectionAuth, type SMTPConnectionOptions, type SMTPEnvelopeDsn } from 'nodemailer/lib/smtp-connection';
import { type RefusalOfUs, refusalOfUs } from './refusal-of-us.js';
import { returnToken } from './return-addresses.js';

/** One mail as SMTP sees it: exactly one recipient, and bytes that are not looked at. */
export interface SmtpMessage {
  from: string;
  to: string;
  mime: Buffer;
  /** Asked at the very last moment, before the first byte of the message; `false` leaves the mail unsent. */
  mayGo: () => boolean;
}

/**
 * What became of a mail. `accepted` and `refused` are the relay's own words, `recipient` says that they answer the one address; `not-sent` is certain too: not one byte of the message
 * left; `late` the same, because `mayGo` said no. `unknown`: the message left and the answer never came (RFC 1047), so only the
 * relay can tell. `ofUs` says that a refusal is about us, whoever the mail is for; it is never final.
 */
export type SmtpOutcome =
  | { kind: 'accepted' }
  | { kind: 'refused'; temporary: boolean; recipient: boolean; reply: string; ofUs?: RefusalOfUs | undefined }
  | { kind: 'not-sent'; reply: string; ofUs?: RefusalOfUs | undefined }
  | { kind: 'late' }
  | { kind: 'unknown'; reply: string };

/** Where the relay is, how to sign in there, and, where certificates are not enough, how to know it. */
export type SmtpAddress = SMTPConnectionOptions & { auth?: SMTPConnectionAuth; trusts?: (socket: TLSSocket) => boolean };

/** What nodemailer puts on its errors. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/**
 * One SMTP connection that stays open for the next mail. It speaks to nodemailer's connection directly, below its address parser:
 * the envelope is what stands in `SmtpMessage`, literally, and afterwards the relay must have taken exactly that address (R9).
 */
export class SmtpLine {
  private connection: SMTPConnection | undefined;

  constructor(private readonly address: () => Promise<SmtpAddress>) {}

  /** Sends one mail; opens the connection when needed, once more when a kept one turns out to be gone. */
  async send(message: SmtpMessage): Promise<SmtpOutcome> {
    const kept = this.connection !== undefined;
    const outcome = await this.attempt(message);
    return kept && outcome.kind === 'not-sent' && this.connection === undefined ? this.attempt(message) : outcome;
  }

  /** Says goodbye when nothing is under way. */
  quit(): void {
    this.connection?.quit();
    this.connection = undefined;
  }

  /** Hangs up, also in the middle of a message. */
  hangUp(): void {
    this.connection?.close();
    this.connection = undefined;
  }

  private async attempt(message: SmtpMessage): Promise<SmtpOutcome> {
    let connection: SMTPConnection;
    try {
      connection = this.connection ??= await this.open();
    } catch (error) {
      return { kind: 'not-sent', reply: text(error), ofUs: ofUs(error as SmtpError) };
    }
    const content = new Content(message);
    const error = await transmit(connection, message, content);
    if (error === undefined) return { kind: 'accepted' };
    const outcome: SmtpOutcome = content.late ? { kind: 'late' } : judge(error, content.begun);
    if (outcome.kind === 'refused' && error.responseCode !== 421) await this.reset(connection);
    else this.hangUp();
    return outcome;
  }

  private async open(): Promise<SMTPConnection> {
    const { auth, trusts, ...options } = await this.address();
    const connection = new SMTPConnection(options);
    connection.once('end', () => {
      if (this.connection === connection) this.connection = undefined;
    });
    try {
      await greet(connection, auth, trusts);
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  /** After a refusal the connection itself is fine. */
  private async reset(connection: SMTPConnection): Promise<void> {
    const failed = await new Promise<boolean>((resolve) => {
      const ended = (): void => resolve(true);
      connection.once('end', ended);
      connection.reset((error) => {
        connection.off('end', ended);
        resolve(Boolean(error));
      });
    });
    if (failed) this.hangUp();
  }
}

/** Waits for the greeting and, where the address says so, looks whom it speaks with and signs in. */
async function greet(connection: SMTPConnection, auth: SMTPConnectionAuth | undefined, trusts: SmtpAddress['trusts']): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('De verbinding is verbroken.')));
    const signedIn = (error?: Error | null): void => (error ? reject(error) : resolve());
    connection.connect((error) => {
      if (!error && trusts && !trusts(connection._socket as TLSSocket)) reject(new Error('Het certificaat van de mailserver is niet dat van zijn DANE-record.'));
      else if (error || !auth) signedIn(error);
      else connection.login(auth, signedIn);
    });
  });
}

/**
 * The message as nodemailer takes it: a stream that it connects to the open `DATA`, at the very last moment. What goes in there is what SMTP
 * wants already, so it is pushed through as it is: nodemailer's own look at every byte cost a third of a mail (G4).
 */
class Content extends Readable {
  begun = false;
  late = false;

  constructor(private readonly message: SmtpMessage) {
    super();
  }

  override pipe<Target extends NodeJS.WritableStream>(data: Target): Target {
    if (this.message.mayGo()) {
      this.begun = true;
      (data as unknown as Transform).push(dataLines(this.message.mime));
      data.end();
    } else {
      this.late = true;
      this.destroy(new Error('De beurt is verlopen voordat de mail verstuurd was.'));
    }
    return data;
  }

  override _read(): void {}
}

const BARE = /(?<!\r)\n|\r(?!\n)/;

/**
 * A message between `DATA` and the final dot (RFC 5321 4.1.1.4, 4.5.2): every line ends with CRLF, so that nobody smuggles a second mail in,
 * a dot at the start of a line is doubled, and the last line end is left to who adds the final dot.
 */
export function dataLines(mime: Buffer): Buffer {
  const text = mime.toString('latin1');
  const lines = BARE.test(text) ? text.replace(/\r\n?|\n/g, '\r\n') : text;
  const end = lines.endsWith('\r\n') ? lines.length - 2 : lines.length;
  const dotted = lines.startsWith('.') || lines.includes('\r\n.');
  if (!dotted && lines === text) return mime.subarray(0, end);
  return Buffer.from(`\r\n${lines.slice(0, end)}`.replaceAll('\r\n.', '\r\n..').slice(2), 'latin1');
}

/** Resolves with the error, or with nothing when the relay took the mail for this one address. */
async function transmit(connection: SMTPConnection, { from, to }: SmtpMessage, content: Content): Promise<SmtpError | undefined> {
  return new Promise((resolve) => {
    connection.send({ from, to: [to], dsn: reportsWanted(from) }, content, (error, info) => {
      if (error) return resolve(error);
      const accepted = info?.accepted ?? [];
      if (accepted.length !== 1 || accepted[0] !== to) return resolve(new Error(`The relay took the mail for ${accepted.length} addresses`));
      return resolve(undefined);
    });
  });
}

/**
 * What a relay that can (DSN, RFC 3461) should put into a report: the token of the return address once more, as ENVID, and only the headers. Of
 * failure and delay we want to hear, of success not. nodemailer leaves it out where the relay does not offer DSN.
 */
function reportsWanted(from: string): SMTPEnvelopeDsn | undefined {
  const token = returnToken(from);
  return token === undefined ? undefined : { ret: 'HDRS', envid: token, notify: ['FAILURE', 'DELAY'] };
}

/** Reads an error by what the relay answered and by whether it had the message (RFC 5321 4.2.1). */
function judge(error: SmtpError, begun: boolean): SmtpOutcome {
  const code = error.responseCode ?? 0;
  const about = error.code === 'EENVELOPE' || error.code === 'EMESSAGE' || (code === 421 && !begun);
  const said = { reply: text(error), ofUs: ofUs(error) };
  if (about && code >= 400 && code < 600) return { kind: 'refused', temporary: said.ofUs !== undefined || !isFinal(error, code), recipient: error.command === 'RCPT TO', ...said };
  return begun ? { kind: 'unknown', reply: said.reply } : { kind: 'not-sent', ...said };
}

function ofUs(error: SmtpError): RefusalOfUs | undefined {
  return refusalOfUs({ command: error.command, code: error.responseCode ?? 0, words: text(error) });
}

/** 5xx is final, but not when the relay refuses us as a sender or lost the order of commands: that is not about the recipient. */
function isFinal({ command }: SmtpError, code: number): boolean {
  return code >= 500 && code !== 503 && command !== 'MAIL FROM';
}

function text(error: unknown): string {
  const { response, message } = error as SmtpError;
  return response ?? message;
}
