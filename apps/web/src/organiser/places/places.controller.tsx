import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CONTACT_FUNCTIONS } from '@bijeen/contacts';
import { DuoMatches, MatchDuo, PlacesService } from '@bijeen/invitations';
import { SetFirst, SetPlaceRules } from '@bijeen/places';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { PlacesPage, type PlacesForms } from './places.page.js';

const DONE: Record<string, string> = {
  regels: 'De regels zijn bewaard. Wie nu past, krijgt een mail met een aanbod.',
  voorrang: 'De volgorde van de wachtlijst is aangepast. De reden staat in het logboek.',
  duo: 'Zij vormen nu een duo. Beiden krijgen daar een mail over.',
};

/** For whom the places of a meeting are, and who waits (L2). */
@Controller('bijeenkomsten/:id/plaatsen')
@Policy('organiser')
export class MeetingPlacesController {
  constructor(
    private readonly places: PlacesService,
    private readonly duos: DuoMatches,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('klaar') done?: string): Promise<string> {
    return this.page(actor, view, id, { done: DONE[done ?? ''] ?? null });
  }

  @Post()
  async setRules(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const ceilings = Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, body[`ceilings.${each}`]]));
    const set = await outcomeOf(readForm(SetPlaceRules, { ...body, ceilings }), async (rules) => this.places.setRules(actor, id, rules));
    if (set.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/plaatsen?klaar=regels`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { typed: body, errors: set.errors }));
  }

  @Post('voorrang')
  async setFirst(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const set = await outcomeOf(readForm(SetFirst, body), async (wish) => this.places.setFirst(actor, { meetingId: id, invitationId: String(body['wie']) }, wish));
    if (set.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/plaatsen?klaar=voorrang`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { typed: body, errors: set.errors }));
  }

  @Post('duo')
  async match(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const matched = await outcomeOf(readForm(MatchDuo, body), async (pair) => this.duos.match(actor, id, pair));
    if (matched.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/plaatsen?klaar=duo`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { typed: body, errors: matched.errors }));
  }

  private async page(actor: Actor, view: View, id: string, forms: Partial<PlacesForms>): Promise<string> {
    const board = await this.places.find(actor, id);
    const seekers = await this.duos.seekers(actor, id);
    return view.page(<PlacesPage board={board} seekers={seekers} mayChange={actor.role !== 'viewer'} {...forms} />);
  }
}
