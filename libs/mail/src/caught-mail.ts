import PostalMime from 'postal-mime';
import type { CaughtMail } from './catcher-store.js';

/** What a list tells of a caught mail. */
export interface CaughtSummary extends CaughtMail {
  from: string;
  replyTo: string | null;
  subject: string;
  /** The Date header, ISO. */
  date: string;
  /** Every address a reader or a scanner could open, each once: those of the text and of List-Unsubscribe. */
  links: string[];
}

/** A caught mail with all its parts. */
export interface ReadMail extends CaughtSummary {
  html: string;
  text: string;
  headers: { name: string; value: string }[];
  /** `contentId` is the name by which the HTML part shows a picture that came along; null for a file. */
  attachments: { name: string; type: string; content: Buffer; contentId: string | null }[];
}

const LINK = /https?:\/\/[^\s"'<>)]+/g;

/** Takes a caught mail apart. */
export async function readCaught(caught: CaughtMail, raw: Buffer): Promise<ReadMail> {
  const email = await PostalMime.parse(raw);
  const html = email.html ?? '';
  const text = email.text ?? '';
  const unsubscribe = email.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address!.replaceAll('&amp;', '&')).join(' ');
  return {
    ...caught,
    from: email.from?.address ?? '',
    replyTo: email.replyTo?.[0]?.address ?? null,
    subject: email.subject ?? '',
    date: email.date ?? caught.caughtAt,
    links: [...new Set(`${hrefs} ${text} ${unsubscribe}`.match(LINK))],
    html,
    text,
    headers: email.headers.map(({ originalKey, key, value }) => ({ name: originalKey ?? key, value })),
    attachments: email.attachments.map(({ filename, mimeType, content, contentId }, index) => ({ name: filename ?? `bijlage-${index + 1}`, type: mimeType, content: bytes(content), contentId: contentId?.replace(/^<|>$/g, '') ?? null })),
  };
}

export function summaryOf({ html: _html, text: _text, headers: _headers, attachments: _attachments, ...summary }: ReadMail): CaughtSummary {
  return summary;
}

function bytes(content: string | ArrayBuffer | Uint8Array): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}
