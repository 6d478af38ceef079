import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { AddCommitment, ChangeCommitment, type CommitmentLine, FollowUpsService } from '@bijeen/follow-ups';
import { type Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

/** All of them, unless the caller asks for `open` or `settled`. */
const CommitmentQuery = ListQuery.extend({ state: z.enum(['open', 'settled', 'all'], { error: 'Kies open, settled of all.' }).default('all') });

interface CommitmentList {
  items: CommitmentLine[];
  next: string | null;
}

/** What was promised after meetings, most urgent first. */
@Controller('api/v1')
@Policy('viewer')
export class CommitmentsApi {
  constructor(private readonly followUps: FollowUpsService) {}

  @Get('commitments')
  @Describe({ does: 'Alle toezeggingen, de dringendste eerst.', query: CommitmentQuery, gives: 'list' })
  async listAll(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<CommitmentList> {
    return this.followUps.list(actor, readInput(CommitmentQuery, query));
  }

  @Get('meetings/:id/commitments')
  @Describe({ does: 'De toezeggingen na een bijeenkomst, de dringendste eerst.', query: CommitmentQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Query() query: unknown): Promise<CommitmentList> {
    return this.followUps.list(actor, { ...readInput(CommitmentQuery, query), meetingId });
  }

  @Post('meetings/:id/commitments')
  @Policy('organiser')
  @Describe({ does: 'Voegt een toezegging toe die iemand mondeling deed.', body: AddCommitment, gives: 'one' })
  async add(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<CommitmentLine> {
    return this.followUps.add(actor, meetingId, readInput(AddCommitment, body));
  }

  @Patch('meetings/:id/commitments/:commitmentId')
  @Policy('organiser')
  @Describe({ does: 'Wijzigt een toezegging: wie hem oppakt, wanneer, en wat ervan kwam.', body: ChangeCommitment, gives: 'one' })
  async change(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Param('commitmentId') id: string, @Body() body: unknown): Promise<CommitmentLine> {
    return this.followUps.change(actor, { meetingId, id }, readInput(ChangeCommitment, body));
  }
}
