import { clockTime, longDate } from '@bijeen/platform';
import type { PublicMeeting } from '@bijeen/publishing';
import { StructuredData } from '@bijeen/ui';
import { FeedLinks } from './feed-links.js';

const STATUS: Partial<Record<PublicMeeting['state'], string>> = { postponed: 'EventPostponed', cancelled: 'EventCancelled' };

/** What search engines, feed readers and programs that show a preview of a link look for. */
export function PublicHead({ meeting, publicUrl }: { meeting: PublicMeeting; publicUrl: string }) {
  const url = `${publicUrl}/b/${meeting.slug}`;
  const description = `${longDate(meeting.startsAt)}, ${clockTime(meeting.startsAt)} uur, ${meeting.venueName}, ${meeting.venuePlace}. ${meeting.introduction ?? `Een bijeenkomst van ${meeting.organisationName}.`}`.slice(0, 300);
  return (
    <>
      <meta name="description" content={description} />
      <meta property="og:title" content={meeting.title} />
      <meta property="og:description" content={description} />
      <meta property="og:type" content="website" />
      <meta property="og:url" content={url} />
      <link rel="canonical" href={url} />
      <FeedLinks feedKey={meeting.organisationId} />
      <StructuredData facts={factsOf(meeting, url, description)} />
    </>
  );
}

/** https://schema.org/Event */
function factsOf({ title, state, startsAt, endsAt, venueName, venueAddress, venuePlace, organisationName }: PublicMeeting, url: string, description: string): object {
  return {
    '@context': 'https://schema.org', '@type': 'Event', 'name': title, description, url,
    'startDate': startsAt.toISOString(), 'endDate': endsAt.toISOString(), 'eventStatus': `https://schema.org/${STATUS[state] ?? 'EventScheduled'}`, 'eventAttendanceMode': 'https://schema.org/OfflineEventAttendanceMode',
    'location': { '@type': 'Place', 'name': venueName, 'address': { '@type': 'PostalAddress', 'streetAddress': venueAddress, 'addressLocality': venuePlace, 'addressCountry': 'NL' } },
    'organizer': { '@type': 'Organization', 'name': organisationName },
  };
}
