import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { MeetingDashboards } from '@bijeen/follow-ups';
import { MeetingChanges } from '@bijeen/mailings';
import { type MeetingLine, MeetingsService, PlanMeeting } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';
import { meetingView, mergedPlan } from './meeting-view.js';

const MeetingQuery = ListQuery.extend({ when: z.enum(['upcoming', 'past', 'all'], { error: 'Kies upcoming, past of all.' }).default('all') });

/** Meetings: plan, change, and how they stand. */
@Controller('api/v1/meetings')
@Policy('viewer')
export class MeetingsApi {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly changes: MeetingChanges,
    private readonly dashboards: MeetingDashboards,
  ) {}

  @Get()
  @Describe({ does: 'De bijeenkomsten van de organisatie.', query: MeetingQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<{ items: MeetingLine[]; next: string | null }> {
    const { when, limit, after } = readInput(MeetingQuery, query);
    return this.meetings.list(actor, { when, limit, after: after ?? null });
  }

  @Post()
  @Policy('organiser')
  @Describe({ does: 'Plant een bijeenkomst.', body: PlanMeeting, gives: 'one' })
  async plan(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<object> {
    return meetingView(await this.changes.plan(actor, readInput(PlanMeeting, body)));
  }

  @Get(':id')
  @Describe({ does: 'Eén bijeenkomst, met wat ermee gebeurde.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const meeting = await this.meetings.find(actor, id);
    const transitions = await this.meetings.transitions(actor, id);
    return { ...meetingView(meeting), transitions: transitions.map(({ fromState, toState, reason, actorName, at }) => ({ from: fromState, to: toState, reason, by: actorName, at })) };
  }

  /** Changes what is given and leaves the rest. Who said yes is told when time or venue moved: `told` says how many. */
  @Patch(':id')
  @Policy('organiser')
  @Describe({ does: 'Wijzigt wat je meestuurt en laat de rest zoals het is.', body: PlanMeeting, partial: true, gives: 'one' })
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    const plan = readInput(PlanMeeting, mergedPlan(await this.meetings.find(actor, id), body));
    const { meeting, change, told } = await this.changes.change(actor, id, plan);
    return { ...meetingView(meeting), moved: change.moved, told };
  }

  /** How the meeting stands, out of counters. */
  @Get(':id/dashboard')
  @Describe({ does: 'Hoe het staat met een bijeenkomst: antwoorden, gemeenten, beslissers en mails.', gives: 'one' })
  async dashboard(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { meeting, dashboard } = await this.dashboards.find(actor, id);
    return { meeting: { id: meeting.id, title: meeting.title, state: meeting.state, startsAt: meeting.startsAt, endsAt: meeting.endsAt, capacity: meeting.capacity }, ...dashboard };
  }
}
