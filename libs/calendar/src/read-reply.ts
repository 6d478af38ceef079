import ICAL from 'ical.js';
import { clean, oneLine } from './calendar-file.js';
import { replyLines, replyText } from './reply-text.js';
import { instantIn } from './reply-zone.js';

/** What somebody says in a calendar (RFC 5545 3.2.12); a word that we don't know counts as no answer. */
export type Partstat = 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'DELEGATED' | 'NEEDS-ACTION';

/** Whom a reply speaks of. Addresses are as they stand there, without `mailto:`. */
export interface ReplyAttendee {
  address: string;
  name: string | null;
  partstat: Partstat;
  /** Who pressed the button for them. */
  sentBy: string | null;
  delegatedTo: string | null;
}

/** What came back from somebody's calendar (RFC 5546 3.2). */
export interface CalendarReply {
  /** REPLY, COUNTER, REFRESH …, in capitals. */
  method: string;
  uid: string;
  /** Of the version that is answered; 0 when it is not said (RFC 5545 3.8.7.4). */
  sequence: number;
  /** When it was answered, by the clock of whoever did; null when that cannot be read. */
  stamp: Date | null;
  attendees: ReplyAttendee[];
  comment: string | null;
  /** The time it speaks of; with COUNTER another one than ours. */
  start: Date | null;
  end: Date | null;
  /** Speaks of a series, or of one day of it. */
  repeats: boolean;
}

/** Why a file is no reply. */
export type ReplyProblem = 'too-big' | 'not-a-calendar' | 'cut-off' | 'no-method' | 'two-methods' | 'no-event' | 'several-events' | 'no-uid' | 'unreadable';

export type ReadReply = { ok: true; reply: CalendarReply } | { ok: false; problem: ReplyProblem };

const PARTSTATS: readonly string[] = ['ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED'];
const MOST_ATTENDEES = 50;
const MOST_COMMENT = 1000;

/**
 * Reads what a calendar program sent back, from its text or from its bytes. Lines may be folded wrongly or end in LF alone, the text may be UTF-16.
 * Nothing that repeats is ever worked out, so that no rule can keep us busy. A file that is not a reply gives the reason; this never throws.
 */
export function readReply(file: string | Uint8Array): ReadReply {
  const found = replyLines(replyText(file));
  if (found === null) return { ok: false, problem: 'too-big' };
  const { methods, events, whole } = found;
  const [event] = events;
  if (event === undefined && methods.length === 0) return { ok: false, problem: 'not-a-calendar' };
  if (!whole) return { ok: false, problem: 'cut-off' };
  if (methods.length !== 1) return { ok: false, problem: methods.length === 0 ? 'no-method' : 'two-methods' };
  if (event === undefined || events.length > 1) return { ok: false, problem: event === undefined ? 'no-event' : 'several-events' };
  try {
    return understood(methods[0]!, event);
  } catch {
    // ical.js refuses what it cannot read by throwing; the file then waits for a person, with this reason.
    return { ok: false, problem: 'unreadable' };
  }
}

function understood(method: string, { lines, repeats }: { lines: string[]; repeats: boolean }): ReadReply {
  const component = new ICAL.Component(ICAL.parse(['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')) as object[]);
  const text = (name: string): string | null => first(component, name)?.getFirstValue()?.toString().trim() || null;
  const uid = text('uid');
  if (uid === null) return { ok: false, problem: 'no-uid' };
  const sequence = Number(text('sequence') ?? 0);
  if (!Number.isSafeInteger(sequence) || sequence < 0) return { ok: false, problem: 'unreadable' };
  const [start, end] = [moment(first(component, 'dtstart')), moment(first(component, 'dtend'))];
  return {
    ok: true,
    reply: {
      method, uid, sequence, repeats, start, end: end ?? (start && lasting(component, start)), stamp: moment(first(component, 'dtstamp')), comment: commentOf(component),
      attendees: component.getAllProperties('attendee').slice(0, MOST_ATTENDEES).map(attendeeOf),
    },
  };
}

function first(component: ICAL.Component, name: string): ICAL.Property | null {
  return component.getFirstProperty(name);
}

function attendeeOf(property: ICAL.Property): ReplyAttendee {
  const parameter = (name: string): string | null => parameterOf(property, name)?.trim() || null;
  const partstat = (parameter('partstat') ?? '').toUpperCase();
  return {
    address: bareAddress(String(property.getFirstValue() ?? '')),
    name: oneLine(parameter('cn') ?? '').slice(0, 200) || null,
    partstat: PARTSTATS.includes(partstat) ? (partstat as Partstat) : 'NEEDS-ACTION',
    sentBy: addressOf(parameter('sent-by')),
    delegatedTo: addressOf(parameter('delegated-to')),
  };
}

function parameterOf(property: ICAL.Property, name: string): string | null {
  const value: string | string[] | undefined = property.getParameter(name);
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function addressOf(value: string | null): string | null {
  return value === null ? null : bareAddress(value);
}

/** Exchange writes MAILTO: in capitals, others put the address in angle brackets. */
function bareAddress(value: string): string {
  return oneLine(value).replace(/^mailto:/i, '').replace(/^<(.*)>$/, '$1').trim().slice(0, 320);
}

function commentOf(component: ICAL.Component): string | null {
  const own = component.getAllProperties('comment').map((each) => String(each.getFirstValue() ?? ''));
  const google = component.getAllProperties('attendee').map((each) => parameterOf(each, 'x-response-comment') ?? '');
  return clean([...own, ...google].join('\n')).trim().slice(0, MOST_COMMENT) || null;
}

/** Null for what is no moment. A time without a zone in a stamp is UTC, as it must be; elsewhere it is Amsterdam, where the meeting is. */
function moment(property: ICAL.Property | null): Date | null {
  const value = property?.getFirstValue();
  if (!(value instanceof ICAL.Time)) return null;
  const zone = value.zone?.tzid === 'UTC' || property?.name === 'dtstamp' ? 'UTC' : (property && parameterOf(property, 'tzid'));
  return instantIn(zone, value);
}

function lasting(component: ICAL.Component, start: Date): Date | null {
  const duration = first(component, 'duration')?.getFirstValue();
  return duration instanceof ICAL.Duration ? new Date(start.getTime() + duration.toSeconds() * 1000) : null;
}
