import MailComposer from 'nodemailer/lib/mail-composer';

/** Stand where a part's text comes. Fixed, so that nothing a person writes is ever looked for. */
const MARKS = { text: '@@bijeen-text@@', html: '@@bijeen-html@@', calendar: '@@bijeen-calendar@@' };
export type Mark = keyof typeof MARKS;

/** A message without its own headers: fixed stretches, and the marks where the parts' texts come. */
export type MimeStructure = ({ fixed: string } | { mark: Mark })[];

export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

const MARK_OF: Record<string, Mark> = { [MARKS.text]: 'text', [MARKS.html]: 'html', [Buffer.from(MARKS.calendar).toString('base64')]: 'calendar' };
const ANY_MARK = new RegExp(`(${Object.keys(MARK_OF).join('|')})`);
const made = new Map<CalendarMethod | null, Promise<MimeStructure>>();

/**
 * The parts of a mail as nodemailer's composer lays them out: text and HTML as alternatives and, with a calendar, the iTIP alternative
 * and the same file attached (RFC 6047). Made once per process: it depends on nothing but the method.
 */
export async function mimeStructure(method: CalendarMethod | null): Promise<MimeStructure> {
  const known = made.get(method) ?? build(method);
  made.set(method, known);
  return known;
}

async function build(method: CalendarMethod | null): Promise<MimeStructure> {
  const calendar = method === null ? {} : {
    alternatives: [{ contentType: `text/calendar; charset=utf-8; method=${method}`, content: MARKS.calendar, contentTransferEncoding: 'base64' as const }],
    attachments: [{ filename: 'bijeenkomst.ics', contentType: 'application/ics', content: MARKS.calendar }],
  };
  const composer = new MailComposer({
    // Quoted-printable never contains "=_" (RFC 2045 6.7), so no text can end a part, not even one that knows the boundary (R23).
    baseBoundary: '=_bijeen',
    text: { content: MARKS.text, contentTransferEncoding: 'quoted-printable' },
    html: { content: MARKS.html, contentTransferEncoding: 'quoted-printable' },
    ...calendar,
  });
  const message = (await composer.compile().build()).toString('latin1').replace(/^(Message-ID|Date): .*\r\n/gm, '');
  return message.split(ANY_MARK).map((part) => (MARK_OF[part] ? { mark: MARK_OF[part] } : { fixed: part }));
}
