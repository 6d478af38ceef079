import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { AskDates, DatePolls, type PollBoard } from '@bijeen/dates';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

const CloseDatePoll = z.object({ state: z.literal('closed', { error: 'Een datumprikker kan alleen worden gesloten: closed.' }) });

/** Asking which dates people can make. */
@Controller('api/v1/meetings/:id/date-poll')
@Policy('viewer')
export class DatePollApi {
  constructor(private readonly polls: DatePolls) {}

  @Get()
  @Describe({ does: 'De nieuwste datumprikker met zijn uitslag, de beste datum eerst; `poll` is null als er geen is. En wie wil horen van een nieuwe datum, per functie geteld.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') meetingId: string): Promise<object> {
    return shown(await this.polls.find(actor, meetingId));
  }

  @Post()
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Vraagt genodigden die beslissen (of iedereen) welke data ze kunnen. Zij krijgen een mail.', body: AskDates, gives: 'one' })
  async ask(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<object> {
    return shown(await this.polls.ask(actor, meetingId, readInput(AskDates, body)));
  }

  @Patch()
  @Policy('organiser')
  @Describe({ does: 'Sluit de datumprikker: niemand kan meer antwoorden. Niemand krijgt daarvan bericht.', body: CloseDatePoll, gives: 'one' })
  async close(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<object> {
    readInput(CloseDatePoll, body);
    return shown(await this.polls.stop(actor, meetingId));
  }
}

/** The meeting itself has its own address; people on the list for the next date are counted, not named. */
function shown({ meeting, result, interest }: PollBoard): object {
  if (result === null) return { meetingId: meeting.id, poll: null, interest: interest.counts };
  const { poll, ...rest } = result;
  const { id, deadline, everyone, introduction, createdAt, closedAt } = poll;
  return { meetingId: meeting.id, poll: { id, deadline, everyone, introduction, createdAt, closedAt, ...rest, dates: rest.dates.map(({ coming: _, atMost: __, ...date }) => date) }, interest: interest.counts };
}
