import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { DuoMatches, DuosService, MatchDuo, NamePartner, type PlacesBoard, PlacesService, SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import { SetFirst, SetPlaceRules } from '@bijeen/places';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** For whom the places of a meeting are, who waits, and who comes with or instead of whom. */
@Controller('api/v1/meetings/:id')
@Policy('viewer')
export class PlacesApi {
  constructor(
    private readonly places: PlacesService,
    private readonly substitutes: SubstitutesService,
    private readonly duos: DuosService,
    private readonly matches: DuoMatches,
  ) {}

  @Get('places')
  @Describe({ does: 'De plaatsen: wat ervan gevraagd wordt, hoeveel er bezet zijn, wie er wacht en in welke volgorde, en wat er gebeurde.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') meetingId: string): Promise<object> {
    return shown(await this.places.find(actor, meetingId));
  }

  @Put('places')
  @Policy('organiser')
  @Describe({ does: 'Zegt voor wie de plaatsen zijn. Niemand verliest daardoor een plaats; wie nu past, krijgt een aanbod.', body: SetPlaceRules, gives: 'one' })
  async setRules(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<object> {
    return shown(await this.places.setRules(actor, meetingId, readInput(SetPlaceRules, body)));
  }

  @Post('places/:invitationId/first')
  @HttpCode(200)
  @Policy('organiser')
  @Describe({ does: 'Laat iemand op de wachtlijst voorgaan, of niet meer; de reden blijft staan.', body: SetFirst, gives: 'one' })
  async setFirst(@CurrentActor() actor: Actor, @Param() { id: meetingId, invitationId }: { id: string; invitationId: string }, @Body() body: unknown): Promise<object> {
    await this.places.setFirst(actor, { meetingId, invitationId }, readInput(SetFirst, body));
    return shown(await this.places.find(actor, meetingId));
  }

  @Post('invitations/:invitationId/substitute')
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Noteert wie er in plaats van deze genodigde komt; die krijgt een eigen uitnodiging.', body: SendSubstitute, gives: 'one' })
  async substitute(@CurrentActor() actor: Actor, @Param() { id: meetingId, invitationId }: { id: string; invitationId: string }, @Body() body: unknown): Promise<object> {
    await this.substitutes.send({ actor, meetingId, invitationId }, readInput(SendSubstitute, body));
    return { meetingId, invitationId, answer: 'substitute' };
  }

  @Post('invitations/:invitationId/duo')
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Noteert dat deze genodigde samen met iemand anders komt, als duo; die ander krijgt een eigen uitnodiging.', body: NamePartner, gives: 'one' })
  async duo(@CurrentActor() actor: Actor, @Param() { id: meetingId, invitationId }: { id: string; invitationId: string }, @Body() body: unknown): Promise<object> {
    await this.duos.comeWith({ actor, meetingId, invitationId }, readInput(NamePartner, body));
    return { meetingId, invitationId, answer: 'yes' };
  }

  @Get('duos/seekers')
  @Describe({ does: 'Wie er een duo-partner zoekt, of de partner kwijt is.', gives: 'one' })
  async seekers(@CurrentActor() actor: Actor, @Param('id') meetingId: string): Promise<object> {
    return { items: await this.matches.seekers(actor, meetingId) };
  }

  @Post('duos')
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Maakt een duo van twee genodigden van één gemeente die elk een partner zoeken.', body: MatchDuo, gives: 'one' })
  async match(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<object> {
    await this.matches.match(actor, meetingId, readInput(MatchDuo, body));
    return { items: await this.matches.seekers(actor, meetingId) };
  }
}

/** The meeting itself has its own address. */
function shown({ meeting, room, rules, offered, waiting, moves }: PlacesBoard): object {
  const { capacity } = room.limits;
  return { meetingId: meeting.id, capacity, used: room.used, free: room.free, keptForDecisionMakers: room.keptFree, rules, offered, waiting, moves };
}
