import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type MovedMeeting, MeetingMoves, PreviewMove, Reschedule, StopMeeting, TakenBackMoves } from '@bijeen/mailings';
import { MeetingsService } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { meetingView } from '../meetings/meeting-view.js';

/** Taking a move back needs nothing but the meeting. */
const UndoMove = z.object({});

/** Moving, postponing and cancelling a meeting. It counts at once; `mailsLeaveAt` is when the mails leave, and until when it can be undone. */
@Controller('api/v1/meetings/:id')
@Policy('organiser')
export class MovesApi {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly moves: MeetingMoves,
    private readonly takenBack: TakenBackMoves,
  ) {}

  @Get('moves/preview')
  @Policy('viewer')
  @Describe({ does: 'Wat verplaatsen, uitstellen of annuleren nu zou doen. Verandert niets.', query: PreviewMove, gives: 'one' })
  async preview(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<object> {
    const meeting = await this.meetings.find(actor, id);
    return (await this.moves.preview(actor, meeting.id, readInput(PreviewMove, query))).consequences;
  }

  @Post('reschedule')
  @HttpCode(200)
  @Describe({ does: 'Verplaatst een bijeenkomst naar een andere dag en vraagt iedereen opnieuw. De mails vertrekken na tien minuten.', body: Reschedule, gives: 'one' })
  async reschedule(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return shown(await this.moves.reschedule(actor, id, readInput(Reschedule, body)));
  }

  @Post('postpone')
  @HttpCode(200)
  @Describe({ does: 'Stelt een bijeenkomst uit zonder nieuwe datum. De mails vertrekken na tien minuten.', body: StopMeeting, gives: 'one' })
  async postpone(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return shown(await this.moves.postpone(actor, id, readInput(StopMeeting, body).reason));
  }

  @Post('cancel')
  @HttpCode(200)
  @Describe({ does: 'Annuleert een bijeenkomst en vertelt het iedereen die ervan weet. De mails vertrekken na tien minuten.', body: StopMeeting, gives: 'one' })
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return shown(await this.moves.cancel(actor, id, readInput(StopMeeting, body).reason));
  }

  @Post('undo')
  @HttpCode(200)
  @Describe({ does: 'Maakt verplaatsen, uitstellen of annuleren ongedaan, zolang de mails nog niet zijn vertrokken.', body: UndoMove, gives: 'one' })
  async undo(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { meeting, told } = await this.takenBack.undo(actor, id);
    return { ...meetingView(meeting), told };
  }
}

function shown({ meeting, consequences, told, leavesAt }: MovedMeeting): object {
  return { ...meetingView(meeting), told, mailsLeaveAt: leavesAt, consequences };
}
