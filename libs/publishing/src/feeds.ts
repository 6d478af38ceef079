import { calendarFeed } from '@bijeen/calendar';
import { clockTime, longDate } from '@bijeen/platform';
import { Feed } from 'feed';
import type { PublicMeeting } from './public-meeting.js';

/** The forms in which published meetings can be followed, with their media types. */
export const FEED_TYPES = { ics: 'text/calendar; charset=utf-8; method=PUBLISH', rss: 'application/rss+xml; charset=utf-8', atom: 'application/atom+xml; charset=utf-8', json: 'application/feed+json; charset=utf-8' } as const;
export type FeedType = keyof typeof FEED_TYPES;

/** What a feed is about. */
export interface FeedOf {
  /** Whose meetings: part of the address of the feed. */
  key: string;
  /** For people. */
  title: string;
  publicUrl: string;
  /** The domain of calendar UIDs. */
  domain: string;
  meetings: PublicMeeting[];
}

/** What stands before the title, for readers that do not show a status. */
const PREFIX: Partial<Record<PublicMeeting['state'], string>> = { postponed: 'Uitgesteld: ', cancelled: 'Geannuleerd: ' };

/** The feed as text. The same bytes as long as no meeting in it changes. */
export function feedText(type: FeedType, of: FeedOf): string {
  if (type === 'ics') return calendarOf(of);
  const feed = feedOf(of);
  if (type === 'rss') return feed.rss2();
  return type === 'atom' ? feed.atom1() : feed.json1();
}

/** When the newest change was; null for an empty feed. */
export function lastChange(meetings: PublicMeeting[]): Date | null {
  return meetings.reduce<Date | null>((latest, { changedAt }) => (latest === null || changedAt > latest ? changedAt : latest), null);
}

/**
 * The UID is that of the meeting and not of anybody's invitation: it never changes. SEQUENCE must rise with each change (RFC 5545 3.8.7.4)
 * and survive a meeting that is taken off the page and put back: it is the number of seconds from the first publication to the last change.
 */
function calendarOf({ title, publicUrl, domain, meetings }: FeedOf): string {
  return calendarFeed(title, meetings.map((meeting) => ({
    uid: `openbaar-${meeting.meetingId}@${domain}`,
    sequence: Math.max(0, Math.floor((meeting.changedAt.getTime() - meeting.firstPublishedAt.getTime()) / 1000)),
    start: meeting.startsAt,
    end: meeting.endsAt,
    summary: titleOf(meeting),
    location: placeOf(meeting),
    description: descriptionOf(meeting),
    url: addressOf(meeting, publicUrl),
    organiser: { name: meeting.organisationName, address: meeting.contactEmail },
    status: meeting.state === 'cancelled' ? 'CANCELLED' : meeting.state === 'postponed' ? 'TENTATIVE' : 'CONFIRMED',
    created: meeting.firstPublishedAt,
    changed: meeting.changedAt,
  })));
}

function feedOf({ key, title, publicUrl, meetings }: FeedOf): Feed {
  const links = Object.fromEntries(['rss', 'atom', 'json'].map((type) => [type, `${publicUrl}/feed/${key}.${type}`]));
  // An empty feed has no last change; any fixed moment keeps it the same, bytes and all.
  const feed = new Feed({ id: `${publicUrl}/feed/${key}`, title, description: title, link: `${publicUrl}/agenda`, language: 'nl', updated: lastChange(meetings) ?? new Date(0), generator: 'Bijeen', feedLinks: links });
  for (const meeting of meetings) {
    const link = addressOf(meeting, publicUrl);
    feed.addItem({ id: link, title: titleOf(meeting), link, description: descriptionOf(meeting), date: meeting.changedAt, published: meeting.firstPublishedAt, author: [{ name: meeting.organisationName }] });
  }
  return feed;
}

function addressOf({ slug }: PublicMeeting, publicUrl: string): string {
  return `${publicUrl}/b/${slug}`;
}

function titleOf({ title, state }: PublicMeeting): string {
  return `${PREFIX[state] ?? ''}${title}`;
}

function placeOf({ venueName, venueAddress, venuePlace }: PublicMeeting): string {
  return [venueName, venueAddress, venuePlace].join(', ');
}

function descriptionOf(meeting: PublicMeeting): string {
  const when = meeting.state === 'postponed' ? 'Er is nog geen nieuwe datum.' : `${longDate(meeting.startsAt)}, ${clockTime(meeting.startsAt)} tot ${clockTime(meeting.endsAt)} uur, ${placeOf(meeting)}.`;
  return [when, meeting.introduction, meeting.programme, `Vragen: ${meeting.contactName}, ${meeting.contactEmail}`].filter(Boolean).join('\n\n');
}
