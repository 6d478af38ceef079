import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalAttendeeType, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';

/** Somebody in a calendar file. */
export interface CalendarPerson {
  name: string;
  /** A bare address that passed `parseEmail`. */
  address: string;
}

/** One meeting as it goes into one person's calendar (RFC 5545, 5546). Everything that changes is given: nothing is read from a clock here. */
export interface CalendarItem {
  /** REQUEST puts it in or moves it, CANCEL takes it out; PUBLISH is for a file that anybody may hold, so it names no guest. */
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  /** Stays the same as long as the item lives; never used again after a CANCEL (R17). */
  uid: string;
  /** Rises with everything that is sent about this UID (RFC 5546 2.1.4). */
  sequence: number;
  /** When this version was made. */
  stamp: Date;
  start: Date;
  end: Date;
  summary: string;
  location: string;
  description: string;
  /** A page for everybody; never a personal link, because a calendar is often shared. */
  url?: string;
  organiser: CalendarPerson;
  /** The guest, the only one in the file: nobody sees who else is invited. Absent with PUBLISH (RFC 5546 3.2.1). */
  attendee?: CalendarPerson;
  /** What the guest said already. */
  partstat?: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'NEEDS-ACTION';
}

const PARTSTAT = { ACCEPTED: ICalAttendeeStatus.ACCEPTED, DECLINED: ICalAttendeeStatus.DECLINED, TENTATIVE: ICalAttendeeStatus.TENTATIVE, 'NEEDS-ACTION': ICalAttendeeStatus.NEEDSACTION };
const METHOD = { REQUEST: ICalCalendarMethod.REQUEST, CANCEL: ICalCalendarMethod.CANCEL, PUBLISH: ICalCalendarMethod.PUBLISH };

/**
 * The calendar file as text, the same byte for byte wherever and whenever it is made (R16). All times are UTC: a time zone makes
 * ical-generator print wrong hours on a server in UTC, and Exchange stumble over the VTIMEZONE.
 */
export function calendarFile(item: CalendarItem): string {
  const calendar = ical({ prodId: { company: 'Bijeen', product: 'Bijeenkomsten', language: 'NL' }, method: METHOD[item.method] });
  const event = calendar.createEvent({
    id: oneLine(item.uid),
    sequence: item.sequence,
    stamp: item.stamp,
    start: item.start,
    end: item.end,
    summary: oneLine(item.summary),
    location: oneLine(item.location),
    description: clean(item.description),
    url: item.url ?? null,
    organizer: { name: personName(item.organiser), email: item.organiser.address },
    status: item.method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
  });
  if (item.attendee && item.method !== 'PUBLISH') {
    event.createAttendee({
      name: personName(item.attendee),
      email: item.attendee.address,
      rsvp: true,
      status: PARTSTAT[item.partstat ?? 'NEEDS-ACTION'],
      role: ICalAttendeeRole.REQ,
      type: ICalAttendeeType.INDIVIDUAL,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** Text without control characters and half characters; every kind of line end becomes one. */
export function clean(text: string): string {
  return text.replace(/\p{Cs}/gu, '\u{FFFD}').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/\t/g, ' ').replace(/(?!\n)\p{Cc}/gu, '');
}

/** The same on one line. */
export function oneLine(text: string): string {
  return clean(text).replace(/\n+/g, ' ').trim();
}

/** Old calendars print the escapes of RFC 6868 as they are, so quotation marks become apostrophes; some lose count at a backslash, which is part of nobody's name. */
export function personName({ name, address }: CalendarPerson): string {
  return oneLine(name).replaceAll('"', "'").replaceAll('^', ' ').replaceAll('\\', '/') || address;
}
