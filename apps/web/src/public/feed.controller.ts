import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { Config, DomainError } from '@bijeen/platform';
import { FEED_TYPES, feedText, type FeedType, lastChange, PublicMeetings } from '@bijeen/publishing';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, Policy } from '../security/policy.js';
import { sendCacheable } from './cacheable.js';

/** Readers ask every few minutes to hours; a change may be seen a quarter of an hour later. */
const SECONDS = 900;
/** `alle`, or the id of an organisation, and the form of the feed. */
const NAME = /^(?<key>alle|[0-9a-f-]{36})\.(?<type>ics|rss|atom|json)$/;

/** Published meetings to follow in a calendar or a feed reader: `/feed/alle.ics`, or those of one organisation. */
@Controller('feed')
@Policy('anyone')
export class FeedController {
  constructor(
    private readonly meetings: PublicMeetings,
    private readonly config: Config,
  ) {}

  @Get(':file')
  async read(@Param('file') file: string, @Req() request: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    const { key, type } = NAME.exec(file)?.groups ?? {};
    if (key === undefined) throw new DomainError('not-found');
    const meetings = await this.meetings.forFeed(key === 'alle' ? null : key);
    const title = key === 'alle' || !meetings[0] ? 'Bijeenkomsten' : `Bijeenkomsten van ${meetings[0].organisationName}`;
    const { publicUrl, mailDomain: domain } = this.config;
    const body = feedText(type as FeedType, { key, title, publicUrl, domain, meetings });
    await sendCacheable(request, reply, { body, type: FEED_TYPES[type as FeedType], seconds: SECONDS, lastModified: lastChange(meetings) });
  }
}
