import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { type Draft, MailDesk, MailDrafts, type MailReview, MailReviews, OwnText, type Released, ReviewInput, WithdrawMail } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, DomainError, isUuid } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { DraftsQuery, ReleaseDrafts } from './drafts.input.js';

/** Mails that wait until somebody has looked at them. */
@Controller('api/v1/meetings/:id')
@Policy('viewer')
export class DraftsApi {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly drafts: MailDrafts,
    private readonly desk: MailDesk,
    private readonly reviews: MailReviews,
  ) {}

  @Get('drafts')
  @Describe({ does: 'De mails van een bijeenkomst die wachten tot iemand ze heeft bekeken.', query: DraftsQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<{ items: Draft[]; next: string | null }> {
    await this.meetings.find(actor, id);
    return this.drafts.list(actor, id, readInput(DraftsQuery, query));
  }

  @Post('drafts/release')
  @HttpCode(202)
  @Policy('organiser')
  @Describe({ does: 'Laat concepten vertrekken: deze (ids), die van een soort (kind met all) of allemaal (all). Nog een keer doen verandert niets.', body: ReleaseDrafts, gives: 'one' })
  async release(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Released> {
    await this.meetings.find(actor, id);
    return this.drafts.release(actor, id, readInput(ReleaseDrafts, body));
  }

  @Put('drafts/:mailId/text')
  @Policy('organiser')
  @Describe({ does: 'Geeft de mail van één persoon een eigen onderwerp en tekst. Evenveel teksten als de mail tekstblokken heeft.', body: OwnText, gives: 'one' })
  async edit(@CurrentActor() actor: Actor, @Param() { id, mailId }: { id: string; mailId: string }, @Body() body: unknown): Promise<OwnText> {
    await this.meetings.find(actor, id);
    await this.desk.find(actor, id, uuidIn(mailId));
    await this.drafts.edit(actor, id, mailId, readInput(OwnText, body));
    return (await this.desk.find(actor, id, mailId)).ownText;
  }

  @Post('mails/:mailId/withdraw')
  @HttpCode(200)
  @Policy('organiser')
  @Describe({ does: 'Trekt een mail in die nog niet vertrok.', body: WithdrawMail, gives: 'one' })
  async withdraw(@CurrentActor() actor: Actor, @Param() { id, mailId }: { id: string; mailId: string }, @Body() body: unknown): Promise<{ state: string; reason: string | null }> {
    await this.meetings.find(actor, id);
    await this.desk.find(actor, id, uuidIn(mailId));
    await this.desk.withdraw(actor, id, mailId, readInput(WithdrawMail, body).reason);
    const { state, reason } = await this.desk.find(actor, id, mailId);
    return { state, reason };
  }

  @Get('mail-review')
  @Describe({ does: 'Welke soorten mail van deze bijeenkomst eerst worden bekeken.', gives: 'one' })
  async review(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<MailReview> {
    await this.meetings.find(actor, id);
    return this.reviews.find(actor, id);
  }

  @Put('mail-review')
  @Policy('organiser')
  @Describe({ does: 'Kiest welke soorten mail van deze bijeenkomst eerst worden bekeken. Geldt voor wat vanaf nu wordt geschreven.', body: ReviewInput, gives: 'one' })
  async choose(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<MailReview> {
    await this.meetings.find(actor, id);
    await this.reviews.save(actor, id, readInput(ReviewInput, body).kinds);
    return this.reviews.find(actor, id);
  }
}

/** @throws DomainError `not-found` for what cannot be an id */
function uuidIn(text: string): string {
  if (!isUuid(text)) throw new DomainError('not-found');
  return text;
}
