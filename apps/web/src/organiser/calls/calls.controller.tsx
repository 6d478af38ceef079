import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { AskForCall, CallLists, CallsService, RecordCall } from '@bijeen/calls';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, OnlyPeople, Policy } from '../../security/policy.js';
import { outcomeOf } from '../meetings/plan-form.js';
import type { CallForm } from './call-card.js';
import { CallListPage } from './call-list.page.js';

interface Which {
  id: string;
  invitationId: string;
}

const DONE: Record<string, string> = {
  genoteerd: 'Het antwoord is genoteerd. Er gaat een bevestiging per mail.',
  wachtlijst: 'Het antwoord is genoteerd. Er is nu geen plaats: deze persoon staat op de wachtlijst, en krijgt daar bericht van.',
  terugbellen: 'Genoteerd. Op de dag zelf staat deze persoon weer op de lijst.',
  geprobeerd: 'Genoteerd dat je het hebt geprobeerd.',
  jij: 'Jij belt deze persoon.',
  gevraagd: 'Deze persoon staat op de bellijst.',
  blijft: 'Genoteerd: bellen is niet meer nodig.',
};
const DONE_BY_OUTCOME: Record<RecordCall['outcome'], string> = { 'yes': 'genoteerd', 'no': 'genoteerd', 'maybe': 'genoteerd', 'call-again': 'terugbellen', 'not-reached': 'geprobeerd' };

/** The call list: who calls whom, and how it went. */
@Controller('bijeenkomsten/:id/bellen')
@Policy('organiser')
export class CallsController {
  constructor(
    private readonly lists: CallLists,
    private readonly calls: CallsService,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('klaar') done?: string): Promise<string> {
    return this.page(actor, view, id, { done: DONE[done ?? ''] ?? null, form: null });
  }

  @Post(':invitationId')
  async record(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, invitationId }: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const which = { meetingId: id, invitationId };
    const typed = fieldsOf(body, invitationId);
    const recorded = await outcomeOf(readForm(RecordCall, typed), async (call) => this.calls.record(actor, which, call));
    if (recorded.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/bellen?klaar=${recorded.value.blockedBy === null ? DONE_BY_OUTCOME[recorded.value.attempt.outcome] : 'wachtlijst'}`, 303));
    await this.calls.mustBeInvited(actor, which);
    await reply.status(422).send(await this.page(actor, view, id, { done: null, form: { invitationId, typed, errors: recorded.errors } }));
  }

  @Post(':invitationId/ik-bel')
  @OnlyPeople()
  async take(@CurrentActor() actor: Actor, @Param() { id, invitationId }: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.calls.take(actor, { meetingId: id, invitationId });
    await reply.redirect(`/bijeenkomsten/${id}/bellen?klaar=jij#bel-${invitationId}`, 303);
  }

  @Post(':invitationId/blijft-zo')
  async leave(@CurrentActor() actor: Actor, @Param() { id, invitationId }: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.calls.leave(actor, { meetingId: id, invitationId });
    await reply.redirect(`/bijeenkomsten/${id}/bellen?klaar=blijft`, 303);
  }

  @Post(':invitationId/op-de-lijst')
  async ask(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, invitationId }: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const asked = await outcomeOf(readForm(AskForCall, body), async (wish) => this.calls.ask(actor, { meetingId: id, invitationId }, wish));
    if (asked.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/bellen?klaar=gevraagd#bel-${invitationId}`, 303));
    await reply.status(422).send(await this.page(actor, view, id, { done: null, form: { invitationId, typed: body, errors: asked.errors } }));
  }

  private async page(actor: Actor, view: View, id: string, { done, form }: { done: string | null; form: CallForm | null }): Promise<string> {
    const me = { id: actor.id, mayChange: actor.role !== 'viewer', isPerson: actor.kind === 'user' };
    return view.page(<CallListPage list={await this.lists.find(actor, id)} {...{ me, done, form }} />);
  }
}

/** The fields of the card of one invitation, by their own names. */
function fieldsOf(body: Record<string, unknown>, invitationId: string): Record<string, unknown> {
  const prefix = `${invitationId}.`;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]));
}
