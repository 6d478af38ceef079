/** A calendar file longer than this is no reply: a real one has some 1,500 characters. */
const MOST_CHARACTERS = 1_000_000;
/** Nobody's comment on a meeting fills more. */
const MOST_PER_LINE = 20_000;

/** Properties that a reply may hold (RFC 5545 3.8, RFC 7986). Any other word at the start of a line is the rest of the line before it. */
const PROPERTIES = new Set([
  'BEGIN', 'END', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD', 'NAME', 'UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'DUE', 'DURATION', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'COMMENT',
  'ORGANIZER', 'ATTENDEE', 'STATUS', 'TRANSP', 'CLASS', 'PRIORITY', 'URL', 'CREATED', 'LAST-MODIFIED', 'RECURRENCE-ID', 'RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'REQUEST-STATUS', 'CATEGORIES',
  'ATTACH', 'CONTACT', 'GEO', 'RELATED-TO', 'RESOURCES', 'TZID', 'TZURL', 'TZNAME', 'TZOFFSETFROM', 'TZOFFSETTO', 'ACTION', 'TRIGGER', 'REPEAT', 'ACKNOWLEDGED', 'FREEBUSY', 'COLOR', 'IMAGE',
  'CONFERENCE', 'REFRESH-INTERVAL', 'SOURCE', 'COMPLETED', 'PERCENT-COMPLETE',
]);

/** What of an event matters for an answer. Whatever repeats is only noticed, never worked out. */
const WANTED = new Set(['UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'DURATION', 'COMMENT', 'ORGANIZER', 'ATTENDEE']);
/** A moment that cannot be read counts as none; ical.js would refuse the whole file. */
const MOMENTS = new Set(['DTSTAMP', 'DTSTART', 'DTEND']);
const REPEATING = new Set(['RRULE', 'RDATE', 'EXRULE', 'RECURRENCE-ID']);

/** A file cut down to what an answer needs. */
export interface ReplyLines {
  methods: string[];
  /** Unfolded lines of each event, without what hangs in it (alarms). */
  events: { lines: string[]; repeats: boolean }[];
  /** Whether every component that was opened was closed again, in that order. */
  whole: boolean;
}

/** Bytes as text: the byte order mark counts, then UTF-16 without one, UTF-8, and last Windows-1252, which has a letter for everything. */
export function replyText(file: string | Uint8Array): string {
  if (typeof file === 'string') return withoutMark(file);
  const [first, second] = file;
  if (first === 0xff && second === 0xfe) return decode(file, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(file, 'utf-16be');
  if (second === 0 && file.length > 1) return decode(file, 'utf-16le');
  if (first === 0 && file.length > 1) return decode(file, 'utf-16be');
  try {
    return withoutMark(new TextDecoder('utf-8', { fatal: true }).decode(file));
  } catch {
    return decode(file, 'windows-1252');
  }
}

/** Cuts a file down in one pass over its lines; null when it is too big to look at. */
export function replyLines(text: string): ReplyLines | null {
  if (text.length > MOST_CHARACTERS) return null;
  const found: ReplyLines = { methods: [], events: [], whole: true };
  const open: string[] = [];
  for (const line of unfolded(text)) {
    const name = nameOf(line);
    if (name === 'BEGIN') begin(valueOf(line), open, found);
    else if (name === 'END') found.whole &&= open.pop() === valueOf(line);
    else take(name, line, open, found);
  }
  found.whole &&= open.length === 0;
  return found;
}

function begin(component: string, open: string[], found: ReplyLines): void {
  if (component === 'VEVENT' && open.join() === 'VCALENDAR') found.events.push({ lines: [], repeats: false });
  open.push(component);
}

function take(name: string, line: string, open: string[], found: ReplyLines): void {
  const inside = open.join();
  if (inside === 'VCALENDAR' && name === 'METHOD') found.methods.push(valueOf(line));
  const event = found.events.at(-1);
  if (inside !== 'VCALENDAR,VEVENT' || event === undefined) return;
  if (WANTED.has(name) && (!MOMENTS.has(name) || /:\d{8}(T\d{6}Z?)?\s*$/i.test(line))) event.lines.push(line);
  event.repeats ||= REPEATING.has(name);
}

/** Whole lines again, also where a gateway lost the space that marks a fold, or turned it into something else (RFC 5545 3.1). */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const last = lines.length - 1;
    const folded = /^[ \t]/.test(line);
    if (last >= 0 && (folded || !startsProperty(line))) {
      if (lines[last]!.length < MOST_PER_LINE) lines[last] += folded ? line.slice(1) : line;
    } else if (startsProperty(line)) lines.push(line);
  }
  return lines;
}

function startsProperty(line: string): boolean {
  const name = nameOf(line);
  return PROPERTIES.has(name) || /^X-[A-Z0-9-]+$/.test(name);
}

function nameOf(line: string): string {
  return (/^[a-z][a-z0-9-]{0,60}(?=[;:])/i.exec(line)?.[0] ?? '').toUpperCase();
}

function valueOf(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim().toUpperCase();
}

function decode(bytes: Uint8Array, encoding: string): string {
  return withoutMark(new TextDecoder(encoding).decode(bytes));
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
