import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { type Actor, DomainError } from '@bijeen/platform';
import { RefuseRegistration, RegistrationDecisions } from '@bijeen/publishing';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { RegistrationsPage } from './registrations.page.js';

interface Which {
  id: string;
  registrationId: string;
}

const DONE: Record<string, string> = { uitgenodigd: 'De uitnodiging is onderweg.', afgewezen: 'De aanvraag is afgewezen.' };
const LIMIT = 50;

/** Who asked for a place on the public page, and saying yes or no. */
@Controller('bijeenkomsten/:id/openbaar/aanmeldingen')
@Policy('organiser')
export class RegistrationsController {
  constructor(private readonly registrations: RegistrationDecisions) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('klaar') done?: string, @Query('na') after?: string): Promise<string> {
    return this.page(actor, view, id, { done: DONE[done ?? ''] ?? null, after, wrong: null });
  }

  @Post(':registrationId/uitnodigen')
  async approve(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, registrationId }: Which, @Res() reply: FastifyReply): Promise<void> {
    try {
      await this.registrations.approve(actor, id, registrationId);
    } catch (error) {
      if (!(error instanceof DomainError) || error.status === 404) throw error;
      return void (await reply.status(422).send(await this.page(actor, view, id, { done: null, wrong: { registrationId, typed: {}, errors: { form: error.message } } })));
    }
    await reply.redirect(`/bijeenkomsten/${id}/openbaar/aanmeldingen?klaar=uitgenodigd`, 303);
  }

  @Post(':registrationId/afwijzen')
  async refuse(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, registrationId }: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const refused = await outcomeOf(readForm(RefuseRegistration, body), async (input) => this.registrations.refuse(actor, id, registrationId, input));
    if (refused.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/openbaar/aanmeldingen?klaar=afgewezen`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { done: null, wrong: { registrationId, typed: body, errors: refused.errors } }));
  }

  private async page(actor: Actor, view: View, id: string, { done, after, wrong }: { done: string | null; after?: string | undefined; wrong: { registrationId: string; typed: Record<string, unknown>; errors: FormErrors } | null }): Promise<string> {
    return view.page(<RegistrationsPage {...await this.registrations.list(actor, id, { after, limit: LIMIT })} done={done} wrong={wrong} mayChange={actor.role !== 'viewer'} />);
  }
}
