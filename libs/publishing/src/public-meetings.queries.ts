import type { EntityManager } from 'typeorm';
import type { PublicMeeting } from './public-meeting.js';

const COLUMNS = `organisation_id as "organisationId", meeting_id as "meetingId", slug, organisation_name as "organisationName", colour, title, state, starts_at as "startsAt", ends_at as "endsAt",
  answer_by as "answerBy", venue_name as "venueName", venue_address as "venueAddress", venue_place as "venuePlace", region, programme, contact_name as "contactName", contact_email as "contactEmail",
  contact_phone as "contactPhone", introduction, audience, registration_open as "registrationOpen", registration_until::text as "registrationUntil", first_published_at as "firstPublishedAt", changed_at as "changedAt"`;

/** Undefined for what is not published (any more). */
export async function publishedMeeting(tx: EntityManager, slug: string): Promise<PublicMeeting | undefined> {
  const [row] = await tx.query(`select ${COLUMNS} from published_meeting where slug = $1`, [slug]);
  return row;
}

/** Published meetings that end after `since`, the first to come first; of one organisation or of all. */
export async function publishedMeetings(tx: EntityManager, { organisationId, since, limit }: { organisationId: string | null; since: Date; limit: number }): Promise<PublicMeeting[]> {
  return tx.query(`select ${COLUMNS} from published_meeting where ends_at > $1 and ($2::uuid is null or organisation_id = $2) order by starts_at, meeting_id limit $3`, [since, organisationId, limit]);
}

/** Whether every place is taken, from the counters; needs the organisation's own transaction. */
export async function isFull(tx: EntityManager, organisationId: string, meetingId: string): Promise<boolean> {
  const [row]: { full: boolean | null }[] = await tx.query(
    `select m.capacity <= coalesce((select sum(people) from meeting_tally where organisation_id = $1 and meeting_id = $2 and answer = 'yes'), 0) as full
     from meeting m where m.organisation_id = $1 and m.id = $2`,
    [organisationId, meetingId],
  );
  return row?.full ?? false;
}
