import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { AttendanceService } from '@bijeen/follow-ups';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, Clock } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { AttendancePage } from './attendance.page.js';
import { changedTicks, readTicks } from './ticks.js';

const PEOPLE_PER_PAGE = 100;

/** The list at the door: who is there. */
@Controller('bijeenkomsten/:id/aanwezigheid')
@Policy('organiser')
export class AttendanceController {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly meetings: MeetingsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const [after, search] = [textIn(query['na']), textIn(query['zoek'])?.slice(0, 100) ?? null];
    const meeting = await this.meetings.find(actor, id);
    const list = await this.attendance.list(actor, id, { after, search, limit: PEOPLE_PER_PAGE });
    return view.page(<AttendancePage {...list} {...{ meeting, search, after }} now={this.clock.now()} mayChange={actor.role !== 'viewer'} saved={query['bewaard'] !== undefined} />);
  }

  /** Notes what was changed on the page, and nothing else: two people with two phones don't undo each other's ticks. */
  @Post()
  async save(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    await this.attendance.record(actor, id, { items: changedTicks(readTicks(body)) });
    const [after, search] = [textIn(body['na']), textIn(body['zoek'])];
    const query = new URLSearchParams({ bewaard: '1', ...(after && { na: after }), ...(search && { zoek: search }) });
    await reply.redirect(`/bijeenkomsten/${id}/aanwezigheid?${query.toString()}`, 303);
  }

  @Post('allen')
  async everybody(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.attendance.record(actor, id, { all: 'yes-came' });
    await reply.redirect(`/bijeenkomsten/${id}/aanwezigheid?bewaard=1`, 303);
  }
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
