import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ReceivedMails, ReceivedQuery } from '@bijeen/incoming';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { IncomingListPage } from './incoming-list.page.js';
import { IncomingMailPage } from './incoming-mail.page.js';

interface Which {
  id: string;
  receivedId: string;
}

const DONE: Record<string, string> = {
  gelezen: 'Het bericht is gelezen.',
  adres: 'Het nieuwe adres is bewaard.',
  verstuurd: 'Het nieuwe adres is bewaard. De uitnodiging gaat opnieuw weg.',
};

/** What came back on the mails of a meeting. */
@Controller('bijeenkomsten/:id/binnengekomen')
@Policy('viewer')
export class IncomingController {
  constructor(private readonly received: ReceivedMails) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const asked = readForm(ReceivedQuery, query);
    const filter = asked.valid ? asked.value : ReceivedQuery.parse({});
    const page = await this.received.list(actor, id, filter);
    return view.page(<IncomingListPage {...page} filter={{ kind: filter.kind, verdict: filter.verdict }} mayChange={actor.role !== 'viewer'} done={DONE[String(query['klaar'])] ?? null} />);
  }

  @Get(':receivedId')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() { id, receivedId }: Which): Promise<string> {
    return view.page(<IncomingMailPage {...await this.received.find(actor, id, receivedId)} mayChange={actor.role !== 'viewer'} />);
  }

  @Post(':receivedId/gelezen')
  @Policy('organiser')
  async seen(@CurrentActor() actor: Actor, @Param() { id, receivedId }: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.received.seen(actor, id, receivedId);
    await reply.redirect(`/bijeenkomsten/${id}/binnengekomen?klaar=gelezen`, 303);
  }
}
