import { clockTime, longDate } from '@bijeen/platform';
import type { PublicMeeting } from '@bijeen/publishing';
import { Empty, GuestLayout } from '@bijeen/ui';
import { FeedLinks } from './feed-links.js';

/** The published meetings that are still to come, the first first. */
export function AgendaPage({ meetings }: { meetings: PublicMeeting[] }) {
  return (
    <GuestLayout title="Agenda" head={<><meta name="description" content="Inspiratiebijeenkomsten van zelfregie- en herstelorganisaties." /><FeedLinks feedKey="alle" /></>}>
      <h1>Agenda</h1>
      <p class="lead">Inspiratiebijeenkomsten van zelfregie- en herstelorganisaties.</p>
      {meetings.length === 0 && <Empty>Er staan nu geen bijeenkomsten op de agenda. Kijk later nog eens.</Empty>}
      {meetings.length > 0 && <ul class="agenda">{meetings.map((meeting) => <AgendaItem key={meeting.meetingId} meeting={meeting} />)}</ul>}
      <h2 id="volgen">Volg de agenda</h2>
      <p><a href="/feed/alle.ics">In uw eigen agenda</a> (Outlook, Google, Apple), of met een feedlezer: <a href="/feed/alle.rss">RSS</a>, <a href="/feed/alle.atom">Atom</a> of <a href="/feed/alle.json">JSON</a>.</p>
    </GuestLayout>
  );
}

function AgendaItem({ meeting }: { meeting: PublicMeeting }) {
  const { slug, title, state, startsAt, endsAt, venueName, venuePlace, region, organisationName } = meeting;
  return (
    <li>
      <h2><a href={`/b/${slug}`}>{title}</a></h2>
      {state === 'postponed' && <p><span class="tag tag--warning">Uitgesteld</span></p>}
      {state === 'cancelled' && <p><span class="tag tag--error">Geannuleerd</span></p>}
      <p>{longDate(startsAt)}, {clockTime(startsAt)} tot {clockTime(endsAt)} uur</p>
      <p class="muted">{venueName}, {venuePlace}{region && ` (${region})`} · {organisationName}</p>
    </li>
  );
}
