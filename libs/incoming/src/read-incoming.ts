import PostalMime, { type Email } from 'postal-mime';

/** The most that is kept of one mail, in bytes. */
export const MOST_BYTES = 5 * 1024 * 1024;
const MOST_HEADERS = 256 * 1024;
const MOST_DEPTH = 10;
/** Parts that may hold others. Counting their names is cheap and comes before any parsing. */
const MOST_CONTAINERS = 30;
const MOST_PARTS = 200;

/** A mail that nobody will try to read; its message says why, in Dutch. */
export class Unreadable extends Error {}

/**
 * Takes a mail apart, within limits: a stranger wrote it.
 * @throws Unreadable for what is too large, too deep, in too many parts, or broken
 */
export async function readIncoming(raw: Buffer, bytes = raw.length): Promise<Email> {
  if (bytes > MOST_BYTES) throw new Unreadable('Deze mail is groter dan 5 MB.');
  const text = raw.toString('latin1');
  if (count(text, /content-type:\s*(multipart|message)\//gi, MOST_CONTAINERS) > MOST_CONTAINERS) throw new Unreadable('In deze mail zitten te veel mails in elkaar.');
  if (count(text, /\ncontent-(type|disposition|transfer-encoding):/gi, MOST_PARTS * 3) > MOST_PARTS * 3) throw new Unreadable('Deze mail heeft te veel delen.');
  try {
    return await PostalMime.parse(raw, { maxNestingDepth: MOST_DEPTH, maxHeadersSize: MOST_HEADERS, forceRfc822Attachments: true });
  } catch {
    throw new Unreadable('Deze mail is beschadigd. We konden hem niet lezen.');
  }
}

function count(text: string, pattern: RegExp, most: number): number {
  let found = 0;
  while (found <= most && pattern.exec(text)) found += 1;
  return found;
}

/** All values of a header. */
export function headers(email: Email, name: string): string[] {
  return email.headers.filter(({ key }) => key === name).map(({ value }) => value);
}

/** The first value of a header, or nothing. */
export function header(email: Email, name: string): string {
  return headers(email, name)[0] ?? '';
}

/** The content of a part as text. */
export function partText(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : Buffer.from(content instanceof Uint8Array ? content : new Uint8Array(content)).toString('utf8');
}

/** What the sender wrote, as plain text; of a mail in HTML only what stands between the tags. */
export function writtenText({ text, html }: Email): string {
  if (text !== undefined && text.trim() !== '') return text;
  const bare = (html ?? '').replace(/<(style|script|head)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<(br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, ' ');
  return bare.replace(/&nbsp;/gi, ' ').replace(/&lt;/gi, '<').replace(/&gt;/gi, '>').replace(/&quot;/gi, '"').replace(/&#0*39;|&apos;/gi, '\'').replace(/&amp;/gi, '&').replace(/[ \t]+/g, ' ').replace(/\n\s*\n\s*\n+/g, '\n\n');
}
