import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { AskVisit, NextStepsService } from '@bijeen/follow-ups';
import { AnswersService } from '@bijeen/invitations';
import { presentedToken } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { VisitPage } from './visit.page.js';

/** Whoever does not come to the meeting may come on another day. */
@Controller('u/:token/werkbezoek')
@Policy('link')
@UseFilters(GuestErrors)
export class VisitController {
  constructor(
    private readonly answers: AnswersService,
    private readonly steps: NextStepsService,
  ) {}

  @Get()
  async show(@Param('token') token: string, @CurrentView() view: View, @Query('gevraagd') asked?: string): Promise<string> {
    return this.page(token, view, { typed: {}, errors: {}, asked: asked !== undefined });
  }

  @Post()
  async ask(@Param('token') token: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(AskVisit, body);
    if (!form.valid) return void (await reply.status(422).send(await this.page(token, view, { typed: body, errors: form.errors, asked: false })));
    await this.steps.askVisit(token, form.value);
    await reply.redirect(`/u/${encodeURIComponent(token)}/werkbezoek?gevraagd=1`, 303);
  }

  private async page(token: string, view: View, form: { typed: Record<string, unknown>; errors: FormErrors; asked: boolean }): Promise<string> {
    const found = await this.answers.show(presentedToken(token));
    return hostView(view, found.host).page(<VisitPage found={found} {...form} />);
  }
}
