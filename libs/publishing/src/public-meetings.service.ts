import { Clock, DomainError, isUuid, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { type PublicMeeting, publicState, type PublicState } from './public-meeting.js';
import { isFull, publishedMeeting, publishedMeetings } from './public-meetings.queries.js';

/** More meetings than this nobody reads at once. */
const MOST = 300;
/** A feed tells of what was, for so many days: who looks in only now and then sees that a meeting was cancelled. */
const DAYS_BACK = 90;
const DAY = 24 * 60 * 60 * 1000;

/** Published meetings, for everybody. Reads only the copy that holds nothing else. */
@Injectable()
export class PublicMeetings {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `publication.not-found` */
  async find(slug: string): Promise<{ meeting: PublicMeeting; state: PublicState }> {
    const meeting = await this.db.asEverybody(async (tx) => publishedMeeting(tx, slug));
    if (!meeting) throw new DomainError('publication.not-found');
    // Only whether it is full leaves the organisation's own rows, never how many come.
    const full = meeting.registrationOpen && (await this.db.transaction(meeting, async (tx) => isFull(tx, meeting.organisationId, meeting.meetingId)));
    return { meeting, state: publicState(meeting, full, this.clock.now()) };
  }

  /** What is still to come, the first first. */
  async upcoming(): Promise<PublicMeeting[]> {
    return this.db.asEverybody(async (tx) => publishedMeetings(tx, { organisationId: null, since: this.clock.now(), limit: MOST }));
  }

  /** What a feed tells: of one organisation, or of all (null). An organisation without published meetings is as good as none: an empty list. */
  async forFeed(organisationId: string | null): Promise<PublicMeeting[]> {
    if (organisationId !== null && !isUuid(organisationId)) return [];
    const since = new Date(this.clock.now().getTime() - DAYS_BACK * DAY);
    return this.db.asEverybody(async (tx) => publishedMeetings(tx, { organisationId, since, limit: MOST }));
  }
}
