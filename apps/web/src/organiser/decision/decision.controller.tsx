import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CallLists } from '@bijeen/calls';
import { Decide, DecisionsService, SetQuorum } from '@bijeen/decisions';
import { type Actor, Clock, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { type DecisionForms, DecisionPage } from './decision.page.js';

const DONE: Record<string, string> = { quorum: 'Het quorum is bewaard.', besluit: 'Je besluit is bewaard. Niemand heeft daarvan bericht gekregen.' };

/** Go or no-go: who must come, who comes, and what is decided. */
@Controller('bijeenkomsten/:id/besluit')
@Policy('organiser')
export class DecisionController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly calls: CallLists,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('klaar') done?: string): Promise<string> {
    return this.page(actor, view, id, { done: DONE[done ?? ''] ?? null });
  }

  @Post('quorum')
  async setQuorum(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(SetQuorum, body);
    const errors = form.valid ? await this.decisions.setQuorum(actor, id, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`/bijeenkomsten/${id}/besluit?klaar=quorum`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { quorum: { typed: body, errors } }));
  }

  @Post()
  async decide(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(Decide, body);
    const errors = form.valid ? await this.decisions.decide(actor, id, form.value).then(() => null, asErrors) : form.errors;
    const next = form.valid && form.value.outcome === 'postpone' ? 'uitstellen?besloten=ja' : 'besluit?klaar=besluit';
    if (!errors) return void (await reply.redirect(`/bijeenkomsten/${id}/${next}`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { decision: { typed: body, errors } }));
  }

  private async page(actor: Actor, view: View, id: string, forms: Partial<DecisionForms>): Promise<string> {
    const board = await this.decisions.find(actor, id);
    const { deciding } = await this.calls.count(actor, board.meeting);
    return view.page(<DecisionPage board={board} deciding={deciding} now={this.clock.now()} mayChange={actor.role !== 'viewer'} {...forms} />);
  }
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError)) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message };
}
