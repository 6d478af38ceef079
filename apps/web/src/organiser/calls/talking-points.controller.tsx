import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { SaveTalkingPoints, TalkingPointsService } from '@bijeen/calls';
import type { Actor } from '@bijeen/platform';
import { readForm, readInput, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { TalkingPointsPage } from './talking-points.page.js';

const DONE: Record<string, string> = { bewaard: 'De gesprekspunten zijn bewaard.', terug: 'Onze punten staan er weer.' };
const WhichPoints = SaveTalkingPoints.pick({ audience: true });

/** What callers say, per kind of people. */
@Controller('bijeenkomsten/:id/bellen/gesprekspunten')
@Policy('organiser')
export class TalkingPointsController {
  constructor(private readonly points: TalkingPointsService) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('klaar') done?: string): Promise<string> {
    return view.page(<TalkingPointsPage points={await this.points.find(actor, id)} mayChange={actor.role !== 'viewer'} done={DONE[done ?? ''] ?? null} refused={null} />);
  }

  /** The text stands in a field of its own per kind of people. */
  @Post()
  async save(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const audience = typeof body['audience'] === 'string' ? body['audience'] : '';
    const typed = body[`points-${audience}`];
    const points = await this.points.find(actor, id);
    const saved = await outcomeOf(readForm(SaveTalkingPoints, { audience, points: typed }), async (input) => this.points.save(actor, id, input));
    if (saved.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/bellen/gesprekspunten?klaar=bewaard`, 303));
    await reply.status(422).send(view.page(<TalkingPointsPage points={points} mayChange done={null} refused={{ audience, typed, errors: saved.errors }} />));
  }

  @Post('terug')
  async forget(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    await this.points.forget(actor, id, readInput(WhichPoints, body).audience);
    await reply.redirect(`/bijeenkomsten/${id}/bellen/gesprekspunten?klaar=terug`, 303);
  }
}
