import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CalendarDesk } from '@bijeen/incoming';
import { type Actor, DomainError } from '@bijeen/platform';
import type { FormErrors, View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { RepliesPage } from './replies.page.js';

interface Which {
  id: string;
  replyId: string;
}

const DONE: Record<string, string> = { overgenomen: 'Het antwoord is overgenomen. De genodigde krijgt er een bevestiging van.', gezien: 'Het antwoord van de genodigde is gebleven zoals het was.' };

/** Replies from calendars that are not sure. */
@Controller('bijeenkomsten/:id/agenda-antwoorden')
@Policy('organiser')
export class RepliesController {
  constructor(private readonly desk: CalendarDesk) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('klaar') done?: string): Promise<string> {
    return this.page(actor, view, id, { done: DONE[done ?? ''] ?? null, errors: {} });
  }

  @Post(':replyId/overnemen')
  async takeOver(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, replyId }: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.settle({ actor, view, reply, id }, 'overgenomen', this.desk.takeOver(actor, { meetingId: id, replyId }));
  }

  @Post(':replyId/negeren')
  async dismiss(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, replyId }: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.settle({ actor, view, reply, id }, 'gezien', this.desk.dismiss(actor, { meetingId: id, replyId }));
  }

  private async settle({ actor, view, reply, id }: { actor: Actor; view: View; reply: FastifyReply; id: string }, done: string, act: Promise<void>): Promise<void> {
    try {
      await act;
    } catch (error) {
      if (!(error instanceof DomainError) || error.status === 404) throw error;
      return void (await reply.status(422).send(await this.page(actor, view, id, { done: null, errors: { form: error.message } })));
    }
    await reply.redirect(`/bijeenkomsten/${id}/agenda-antwoorden?klaar=${done}`, 303);
  }

  private async page(actor: Actor, view: View, id: string, shown: { done: string | null; errors: FormErrors }): Promise<string> {
    return view.page(<RepliesPage {...await this.desk.list(actor, id)} {...shown} mayChange={actor.role !== 'viewer'} />);
  }
}
