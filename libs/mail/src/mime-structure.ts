import type { Picture } from '@bijeen/platform';
import MailComposer from 'nodemailer/lib/mail-composer';
import { LOGO_ID } from './mail-logo.js';

/** Stand where a part's text comes. Fixed, so that nothing a person writes is ever looked for. */
const MARKS = { text: '@@bijeen-text@@', html: '@@bijeen-html@@', calendar: '@@bijeen-calendar@@', logo: '@@bijeen-logo@@' };
export type Mark = keyof typeof MARKS;

/** A message without its own headers: fixed stretches, and the marks where the parts' texts come. */
export type MimeStructure = ({ fixed: string } | { mark: Mark })[];

export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

const MARK_OF: Record<string, Mark> = { [MARKS.text]: 'text', [MARKS.html]: 'html', [Buffer.from(MARKS.calendar).toString('base64')]: 'calendar', [Buffer.from(MARKS.logo).toString('base64')]: 'logo' };
const ANY_MARK = new RegExp(`(${Object.keys(MARK_OF).join('|')})`);
const made = new Map<string, Promise<MimeStructure>>();

/**
 * The parts of a mail as nodemailer's composer lays them out: text and HTML as alternatives and, with a calendar, the iTIP alternative
 * and the same file attached (RFC 6047); a logo stands beside the HTML that shows it (multipart/related, RFC 2387). Made once per process:
 * it depends on nothing but the method and the kind of picture.
 */
export async function mimeStructure(method: CalendarMethod | null, logo: Picture['type'] | null = null): Promise<MimeStructure> {
  const key = `${method} ${logo}`;
  const known = made.get(key) ?? build(method, logo);
  made.set(key, known);
  return known;
}

async function build(method: CalendarMethod | null, logo: Picture['type'] | null): Promise<MimeStructure> {
  const alternatives = method === null ? [] : [{ contentType: `text/calendar; charset=utf-8; method=${method}`, content: MARKS.calendar, contentTransferEncoding: 'base64' as const }];
  const attachments = [
    ...(method === null ? [] : [{ filename: 'bijeenkomst.ics', contentType: 'application/ics', content: MARKS.calendar }]),
    ...(logo === null ? [] : [{ filename: logo === 'image/png' ? 'logo.png' : 'logo.jpg', contentType: logo, content: MARKS.logo, cid: LOGO_ID, contentDisposition: 'inline' as const }]),
  ];
  const composer = new MailComposer({
    // Quoted-printable never contains "=_" (RFC 2045 6.7), so no text can end a part, not even one that knows the boundary (R23).
    baseBoundary: '=_bijeen',
    text: { content: MARKS.text, contentTransferEncoding: 'quoted-printable' },
    html: { content: MARKS.html, contentTransferEncoding: 'quoted-printable' },
    alternatives,
    attachments,
  });
  const message = (await composer.compile().build()).toString('latin1').replace(/^(Message-ID|Date): .*\r\n/gm, '');
  return message.split(ANY_MARK).map((part) => (MARK_OF[part] ? { mark: MARK_OF[part] } : { fixed: part }));
}
