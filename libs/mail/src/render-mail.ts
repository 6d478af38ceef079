import type { PersonalLinks, LinkPurpose } from '@bijeen/platform';
import type { MailContent, MailRecipient } from './mail-content.js';
import { htmlPieces } from './mail-html.js';
import { type MailLogo, withLogo } from './mail-logo.js';
import { fill, isShown, joined, oneLine, type Filling, type Piece } from './mail-pieces.js';
import { plainTextPieces, subjectPieces } from './mail-text.js';

/** A mail as one person sees it. */
export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** The three texts of a mailing, cut up at what differs per person. */
export interface MailPieces {
  subject: Piece[];
  html: Piece[];
  text: Piece[];
}

export function mailPieces(content: MailContent): MailPieces {
  return { subject: joined(subjectPieces(content)), html: joined(htmlPieces(content)), text: joined(plainTextPieces(content)) };
}

/**
 * The mail as `recipient` will see it, for previews.
 * @param links ready addresses per purpose: real ones from `mailLinks`, or `#` in a preview
 * @throws Error when a placeholder or a link of the text is missing
 */
export function renderMail(content: MailContent, recipient: Pick<MailRecipient, 'values'>, links: Partial<Record<LinkPurpose, string>>, logo: MailLogo | null = null): RenderedMail {
  const filling = fillingOf(content, recipient.values, links);
  const { subject, html, text } = mailPieces(withLogo(content, logo, 'preview'));
  return { subject: subjectLine(subject, filling), html: glue(html, filling), text: glue(text, filling) };
}

/** The same without the HTML. */
export function renderText(content: MailContent, recipient: Pick<MailRecipient, 'values'>, links: Partial<Record<LinkPurpose, string>>): Omit<RenderedMail, 'html'> {
  const filling = fillingOf(content, recipient.values, links);
  return { subject: subjectLine(joined(subjectPieces(content)), filling), text: glue(joined(plainTextPieces(content)), filling) };
}

/** What fills the gaps: the person's own texts, then what is the same for everybody. */
export function fillingOf(content: MailContent, values: Record<string, string>, links: Partial<Record<LinkPurpose, string>>): Filling {
  return { values: { afzender: content.sender.name, ...content.values, ...values }, links };
}

/** The addresses behind a recipient's stored links (nonces in base64). */
export function mailLinks(links: PersonalLinks, stored: MailRecipient['links']): Partial<Record<LinkPurpose, string>> {
  const entries = Object.entries(stored) as [LinkPurpose, string][];
  return Object.fromEntries(entries.map(([purpose, nonce]) => [purpose, links.url(purpose, Buffer.from(nonce, 'base64'))]));
}

/** A subject is one line, whatever was filled in. */
export function subjectLine(subject: Piece[], filling: Filling): string {
  return oneLine(glue(subject, filling));
}

function glue(pieces: Piece[], filling: Filling): string {
  return pieces.map((piece) => (isShown(piece, filling) ? fill(piece, filling) : '')).join('');
}
