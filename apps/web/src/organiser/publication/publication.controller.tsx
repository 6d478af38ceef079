import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Actor } from '@bijeen/platform';
import { PublicationsService, SavePublication } from '@bijeen/publishing';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { PublicationPage } from './publication.page.js';

/** The public page of a meeting, as its organisers make it. */
@Controller('bijeenkomsten/:id/openbaar')
@Policy('organiser')
export class PublicationController {
  constructor(private readonly publications: PublicationsService) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('bewaard') saved?: string): Promise<string> {
    return this.page(actor, view, id, { saved: saved !== undefined, typed: null, errors: {} });
  }

  @Post()
  async save(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const saved = await outcomeOf(readForm(SavePublication, body), async (input) => this.publications.save(actor, id, input));
    if (saved.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/openbaar?bewaard=1`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { saved: false, typed: body, errors: saved.errors }));
  }

  private async page(actor: Actor, view: View, id: string, form: { saved: boolean; typed: Record<string, unknown> | null; errors: FormErrors }): Promise<string> {
    return view.page(<PublicationPage {...await this.publications.find(actor, id)} mayChange={actor.role !== 'viewer'} {...form} />);
  }
}
