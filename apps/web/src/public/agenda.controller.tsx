import { Controller, Get, Req, Res } from '@nestjs/common';
import { PublicMeetings } from '@bijeen/publishing';
import type { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, CurrentView, Policy } from '../security/policy.js';
import { AgendaPage } from './agenda.page.js';
import { sendCacheable } from './cacheable.js';

/** Which meetings there are, for everybody. */
@Controller('agenda')
@Policy('anyone')
export class AgendaController {
  constructor(private readonly meetings: PublicMeetings) {}

  @Get()
  async show(@CurrentView() view: View, @Req() request: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendCacheable(request, reply, { body: view.page(<AgendaPage meetings={await this.meetings.upcoming()} />), type: 'text/html; charset=utf-8', seconds: 60 });
  }
}
