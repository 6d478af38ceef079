import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { DuosService, InvitationList, NamePartner, SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { CompanionPage } from './companion.page.js';
import { type Outcome, outcomeOf } from './plan-form.js';

interface Which {
  id: string;
  invitationId: string;
}

/** What a guest says by phone: somebody else comes, or somebody comes along. */
@Controller('bijeenkomsten/:id/genodigden/:invitationId')
@Policy('organiser')
export class CompanionsController {
  constructor(
    private readonly guests: InvitationList,
    private readonly substitutes: SubstitutesService,
    private readonly duos: DuosService,
  ) {}

  @Get('vervanger')
  async substitute(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which): Promise<string> {
    return this.page(actor, view, which, { kind: 'substitute', typed: {}, errors: {} });
  }

  @Post('vervanger')
  async send(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const sent = await outcomeOf(readForm(SendSubstitute, body), async (person) => this.substitutes.send({ actor, meetingId: which.id, invitationId: which.invitationId }, person));
    await this.answer(sent, reply, which, async (errors) => this.page(actor, view, which, { kind: 'substitute', typed: body, errors }));
  }

  @Get('duo')
  async duo(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which): Promise<string> {
    return this.page(actor, view, which, { kind: 'duo', typed: {}, errors: {} });
  }

  @Post('duo')
  async comeWith(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const named = await outcomeOf(readForm(NamePartner, body), async (person) => this.duos.comeWith({ actor, meetingId: which.id, invitationId: which.invitationId }, person));
    await this.answer(named, reply, which, async (errors) => this.page(actor, view, which, { kind: 'duo', typed: body, errors }));
  }

  private async answer(outcome: Outcome<void>, reply: FastifyReply, { id, invitationId }: Which, again: (errors: Record<string, string>) => Promise<string>): Promise<void> {
    if (outcome.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/genodigden/${invitationId}?bewaard=1`, 303));
    await reply.status(422).send(await again(outcome.errors));
  }

  private async page(actor: Actor, view: View, { id, invitationId }: Which, form: Pick<Parameters<typeof CompanionPage>[0], 'kind' | 'typed' | 'errors'>): Promise<string> {
    return view.page(<CompanionPage {...await this.guests.find(actor, id, invitationId)} {...form} />);
  }
}
