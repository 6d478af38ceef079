import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { MeetingMoves, NewDate, Reschedule, StopMeeting, TakenBackMoves } from '@bijeen/mailings';
import { type Meeting, MeetingsService, scheduleOf, wallScheduleOf } from '@bijeen/meetings';
import { type Actor, Clock, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { MoveMeetingPage } from './move-meeting.page.js';
import { type Stop, StopMeetingPage } from './stop-meeting.page.js';

type Typed = Record<string, unknown>;

/** Another date, no date, or not at all; and taking that back. */
@Controller('bijeenkomsten/:id')
@Policy('organiser')
export class MovingController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly moves: MeetingMoves,
    private readonly takenBack: TakenBackMoves,
    private readonly clock: Clock,
  ) {}

  /** Without a date in the address it asks for one; with one it shows what that would bring about. */
  @Get('verplaatsen')
  async look(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Typed): Promise<string> {
    const meeting = await this.meetings.find(actor, id);
    if (query['date'] === undefined) return view.page(<MoveMeetingPage meeting={meeting} typed={{ ...wallScheduleOf(meeting), date: '', answerBy: '' }} errors={{}} looked={null} />);
    return this.lookAt(actor, view, meeting, query, {});
  }

  @Post('verplaatsen')
  async move(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Typed, @Res() reply: FastifyReply): Promise<void> {
    const moved = await outcomeOf(readForm(Reschedule, body), async (wish) => this.moves.reschedule(actor, id, wish));
    if (moved.ok) return void (await reply.redirect(`/bijeenkomsten/${id}`, 303));
    await reply.status(422).send(await this.lookAt(actor, view, await this.meetings.find(actor, id), body, moved.errors));
  }

  @Get('uitstellen')
  async confirmPostpone(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('besloten') decided?: string): Promise<string> {
    return this.stopPage(actor, view, id, { stop: 'postpone', typed: {}, errors: {}, decided: decided === 'ja' });
  }

  @Post('uitstellen')
  async postpone(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Typed, @Res() reply: FastifyReply): Promise<void> {
    const stopped = await outcomeOf(readForm(StopMeeting, body), async ({ reason }) => this.moves.postpone(actor, id, reason));
    if (stopped.ok) return void (await reply.redirect(`/bijeenkomsten/${id}`, 303));
    await reply.status(422).send(await this.stopPage(actor, view, id, { stop: 'postpone', typed: body, errors: stopped.errors }));
  }

  @Get('annuleren')
  async confirmCancel(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string): Promise<string> {
    return this.stopPage(actor, view, id, { stop: 'cancel', typed: {}, errors: {} });
  }

  @Post('annuleren')
  async cancel(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Typed, @Res() reply: FastifyReply): Promise<void> {
    const stopped = await outcomeOf(readForm(StopMeeting, body), async ({ reason }) => this.moves.cancel(actor, id, reason));
    if (stopped.ok) return void (await reply.redirect(`/bijeenkomsten/${id}`, 303));
    await reply.status(422).send(await this.stopPage(actor, view, id, { stop: 'cancel', typed: body, errors: stopped.errors }));
  }

  /** @throws DomainError as `TakenBackMoves.undo`, on a page of its own */
  @Post('ongedaan')
  async undo(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { told } = await this.takenBack.undo(actor, id);
    await reply.redirect(`/bijeenkomsten/${id}?gedaan=ongedaan&verteld=${told}`, 303);
  }

  /** @throws DomainError as `TakenBackMoves.sendNow`, on a page of its own */
  @Post('nu-versturen')
  async sendNow(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const mails = await this.takenBack.sendNow(actor, id);
    await reply.redirect(`/bijeenkomsten/${id}?gedaan=verstuurd&verteld=${mails}`, 303);
  }

  /** The page with what a date would bring about; `refused` is what was wrong with doing it. */
  private async lookAt(actor: Actor, view: View, meeting: Meeting, typed: Typed, refused: FormErrors): Promise<string> {
    const found = await outcomeOf(readForm(NewDate, typed), async (date) => ({
      date, startsAt: scheduleOf(date, this.clock.now()).startsAt, consequences: (await this.moves.preview(actor, meeting.id, { kind: 'reschedule', ...date })).consequences,
    }));
    return view.page(<MoveMeetingPage meeting={meeting} typed={typed} errors={{ ...(found.ok ? {} : found.errors), ...refused }} looked={found.ok ? found.value : null} />);
  }

  private async stopPage(actor: Actor, view: View, id: string, { stop, errors, ...rest }: { stop: Stop; typed: Typed; errors: FormErrors; decided?: boolean }): Promise<string> {
    const meeting = await this.meetings.find(actor, id);
    const found = await this.moves.preview(actor, id, { kind: stop }).catch(refusalOf);
    const refused = found instanceof DomainError;
    return view.page(<StopMeetingPage meeting={meeting} stop={stop} consequences={refused ? null : found.consequences} errors={{ ...(refused && { form: found.message }), ...errors }} {...rest} />);
  }
}

function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}
