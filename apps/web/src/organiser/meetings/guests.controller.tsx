import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CalendarDesk, ReceivedMails } from '@bijeen/incoming';
import { Answer, AnswersService, InvitationList, InvitationQuery, StopsService } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { AnswerSource } from '../../api/answers/answers.api.js';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { GuestListPage } from './guest-list.page.js';
import { GuestPage } from './guest.page.js';
import { outcomeOf } from './plan-form.js';

interface Which {
  id: string;
  invitationId: string;
}

/** The guest list of a meeting, and an answer that came by phone. */
@Controller('bijeenkomsten/:id/genodigden')
@Policy('viewer')
export class GuestsController {
  constructor(
    private readonly guests: InvitationList,
    private readonly answers: AnswersService,
    private readonly stops: StopsService,
    private readonly received: ReceivedMails,
    private readonly desk: CalendarDesk,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const asked = readForm(InvitationQuery, query);
    const filter = asked.valid ? asked.value : InvitationQuery.parse({});
    const page = await this.guests.list(actor, id, filter);
    return view.page(<GuestListPage {...page} query={{ answer: filter.answer, function: filter.function, municipality: filter.municipality }} choices={await this.guests.choices(actor, id)} />);
  }

  @Get(':invitationId')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Query('bewaard') saved?: string): Promise<string> {
    return this.page(view, actor, which, { typed: {}, errors: {}, saved: saved !== undefined });
  }

  @Post(':invitationId')
  @Policy('organiser')
  async record(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const source = readForm(AnswerSource, body);
    const origin = source.valid ? (source.value.origin ?? 'organiser') : 'organiser';
    const recorded = await outcomeOf(readForm(Answer, body), async (answer) => this.answers.record(actor, { meetingId: which.id, invitationId: which.invitationId }, answer, origin));
    if (recorded.ok) return void (await reply.redirect(`/bijeenkomsten/${which.id}/genodigden/${which.invitationId}?bewaard=1`, 303));
    await reply.status(422).send(await this.page(view, actor, which, { typed: body, errors: recorded.errors, saved: false }));
  }

  private async page(view: View, actor: Actor, { id, invitationId }: Which, form: { typed: Record<string, unknown>; errors: FormErrors; saved: boolean }): Promise<string> {
    const found = await this.guests.find(actor, id, invitationId);
    const [stops, given] = [await this.stops.ofAddress(actor, found.line.email, found.meeting.id), await this.desk.ofGuest(actor, invitationId)];
    return view.page(<GuestPage {...found} given={given} stops={stops} received={await this.received.ofGuest(actor, found.line.id)} {...form} mayChange={actor.role !== 'viewer'} />);
  }
}
