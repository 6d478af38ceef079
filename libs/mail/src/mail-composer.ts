import type { LinkPurpose } from '@bijeen/platform';
import { parseEmail } from './email-address.js';
import type { MailContent, MailKind, MailRecipient } from './mail-content.js';
import { type MailLogo, withLogo } from './mail-logo.js';
import { fill, isShown, oneLine, type Filling, type Piece } from './mail-pieces.js';
import { base64Lines, dateHeader, mailboxHeader, quotedPrintable, textHeader } from './mime-encoding.js';
import { type CalendarMethod, mimeStructure, type MimeStructure } from './mime-structure.js';
import { fillingOf, mailPieces, subjectLine } from './render-mail.js';

/** What the composer needs to know of a mailing. */
export interface ComposedMailing {
  organisationId: string;
  kind: MailKind | 'sign-in';
  content: MailContent;
  /** The address in From: what DKIM and DMARC are about. */
  from: string;
  /** The platform's own domain, by which programs know a list (RFC 2919). */
  mailDomain: string;
  /** The organisation's logo; absent for mail about signing in. */
  logo?: MailLogo | null;
}

/** One person's mail, on the way to bytes. */
export interface ComposedRecipient extends Pick<MailRecipient, 'address' | 'name' | 'values' | 'calendar'> {
  messageId: string;
  date: Date;
  /** Ready addresses. */
  links: Partial<Record<LinkPurpose, string>>;
}

export type Compose = (recipient: ComposedRecipient) => Buffer;

/**
 * Prepares a mailing once and returns the function that splices in what differs per person (performance.md lesson 1). Personal texts
 * stand between soft line breaks, so fixed lines never have to be wrapped again. nodemailer's own composer is the reference in the tests.
 */
export async function compose(mailing: ComposedMailing): Promise<Compose> {
  const logo = mailing.logo ?? null;
  const { subject, html, text } = mailPieces(withLogo(mailing.content, logo, 'mail'));
  const bodies = { html: segments(html), text: segments(text) };
  const common = commonHeaders(mailing);
  const structures = await structuresWith(logo?.type ?? null);
  const picture = logo ? base64Lines(logo.bytes) : '';
  return (recipient) => {
    const filling = fillingOf(mailing.content, recipient.values, recipient.links);
    const calendar = recipient.calendar ? base64Lines(recipient.calendar.ics) : '';
    const parts = [common, personalHeaders(recipient, subjectLine(subject, filling), mailing.content.unsubscribe)];
    for (const part of structures[recipient.calendar?.method ?? 'NONE']) {
      if ('fixed' in part) parts.push(part.fixed);
      else if (part.mark === 'calendar') parts.push(calendar);
      else if (part.mark === 'logo') parts.push(picture);
      else splice(bodies[part.mark], filling, parts);
    }
    return Buffer.from(parts.join(''), 'latin1');
  };
}

async function structuresWith(logo: MailLogo['type'] | null): Promise<Record<'NONE' | CalendarMethod, MimeStructure>> {
  const [NONE, REQUEST, CANCEL, PUBLISH] = await Promise.all([mimeStructure(null, logo), mimeStructure('REQUEST', logo), mimeStructure('CANCEL', logo), mimeStructure('PUBLISH', logo)]);
  return { NONE, REQUEST, CANCEL, PUBLISH };
}

/** The headers that are alike for all: who sends it, and that a program did (RFC 3834, RFC 2919). */
function commonHeaders({ organisationId, kind, content, from, mailDomain }: ComposedMailing): string {
  const name = oneLine(content.sender.name);
  const replyTo = content.sender.replyTo ? parseEmail(content.sender.replyTo) : null;
  return [
    mailboxHeader('From', name, from),
    replyTo?.ok ? mailboxHeader('Reply-To', name, replyTo.address) : '',
    'Auto-Submitted: auto-generated\r\n',
    'X-Auto-Response-Suppress: OOF, AutoReply\r\n',
    `List-Id: <${organisationId}.bijeenkomsten.${mailDomain}>\r\n`,
    `X-Bijeen-Kind: ${kind}\r\n`,
  ].join('');
}

function personalHeaders({ address, name, messageId, date, links }: ComposedRecipient, subject: string, unsubscribe: boolean): string {
  const optOut = unsubscribe ? `List-Unsubscribe:\r\n <${links.unsubscribe}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n` : '';
  return `${mailboxHeader('To', oneLine(name), address)}${textHeader('Subject', subject)}Message-ID: ${messageId}\r\n${dateHeader(date)}${optOut}`;
}

/** Fixed pieces are encoded once; gaps stay pieces. */
type Segment = { encoded: string; when?: Piece['when'] } | { gap: Piece };

function segments(pieces: Piece[]): Segment[] {
  return pieces.map((piece) => ('fixed' in piece ? { encoded: quotedPrintable(piece.fixed), when: piece.when } : { gap: piece }));
}

/** Adds a body to `parts`. Between any two segments stands a soft line break, which a reader joins again (RFC 2045 6.7 rule 5). */
function splice(all: Segment[], filling: Filling, parts: string[]): void {
  let between = '';
  for (const segment of all) {
    const part = 'gap' in segment ? encodedGap(segment.gap, filling) : encodedFixed(segment, filling);
    if (part === '') continue;
    parts.push(between, part);
    between = '=\r\n';
  }
}

function encodedGap(gap: Piece, filling: Filling): string {
  return isShown(gap, filling) ? quotedPrintable(fill(gap, filling)) : '';
}

function encodedFixed({ encoded, when }: { encoded: string; when?: Piece['when'] }, { values }: Filling): string {
  return when === undefined || values[when] ? encoded : '';
}
