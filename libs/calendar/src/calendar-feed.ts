import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { type CalendarItem, clean, oneLine, personName } from './calendar-file.js';

/** A meeting in a calendar that anybody may follow. */
export interface FeedItem extends Pick<CalendarItem, 'uid' | 'sequence' | 'start' | 'end' | 'summary' | 'location' | 'description' | 'organiser'> {
  url: string;
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  created: Date;
  changed: Date;
}

/** Calendar programs look again after this many seconds (RFC 7986 5.7). */
const LOOK_AGAIN = 6 * 3600;

/** A calendar to subscribe to, as text (RFC 5545; METHOD:PUBLISH, RFC 5546 3.2.1): the same bytes as long as nothing changed. */
export function calendarFeed(name: string, items: FeedItem[]): string {
  const calendar = ical({ prodId: { company: 'Bijeen', product: 'Bijeenkomsten', language: 'NL' }, method: ICalCalendarMethod.PUBLISH, name: oneLine(name), ttl: LOOK_AGAIN });
  for (const item of items) {
    calendar.createEvent({
      id: oneLine(item.uid),
      sequence: item.sequence,
      stamp: item.changed,
      created: item.created,
      lastModified: item.changed,
      start: item.start,
      end: item.end,
      summary: oneLine(item.summary),
      location: oneLine(item.location),
      description: clean(item.description),
      url: item.url,
      organizer: { name: personName(item.organiser), email: item.organiser.address },
      status: ICalEventStatus[item.status],
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}
