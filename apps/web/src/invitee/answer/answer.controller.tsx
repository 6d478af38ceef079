import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { Answer, AnswersService, type Coming, refusalToAnswer, type ShownInvitation } from '@bijeen/invitations';
import { Clock, presentedToken } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { AnsweredPage } from './answered.page.js';
import { AnswerPage, type AnswerPageProps } from './answer.page.js';

/** What a link in a mail may preselect. */
const PRESELECTED: Record<string, Coming> = { ja: 'yes', nee: 'no', misschien: 'maybe' };

/** The pages behind the link in an invitation. Opening one never answers, for mail scanners open links too (R1, R2). */
@Controller('u/:token')
@Policy('link')
@UseFilters(GuestErrors)
export class AnswerController {
  constructor(
    private readonly answers: AnswersService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('token') token: string, @Query('antwoord') preselected: unknown, @CurrentView() view: View): Promise<string> {
    const found = await this.answers.show(presentedToken(token));
    const chosen = typeof preselected === 'string' && Object.hasOwn(PRESELECTED, preselected) ? PRESELECTED[preselected]! : null;
    return this.page(view, found, { token, chosen, typed: {}, errors: {} });
  }

  @Post()
  async answer(@Param('token') token: string, @Body() body: unknown, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(Answer, body);
    if (form.valid) {
      await this.answers.answer(presentedToken(token), form.value);
      await reply.redirect(`/u/${encodeURIComponent(token)}/bedankt`, 303);
    } else {
      const found = await this.answers.show(presentedToken(token));
      await reply.status(422).send(this.page(view, found, { token, chosen: null, typed: form.typed, errors: form.errors }));
    }
  }

  @Get('bedankt')
  async answered(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    const found = await this.answers.show(presentedToken(token));
    return hostView(view, found.host).page(<AnsweredPage found={found} refusal={refusalToAnswer(found.meeting, this.clock.now())} token={token} />);
  }

  @Get('agenda.ics')
  async calendar(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.answers.calendar(presentedToken(token));
    await reply.header('content-disposition', 'attachment; filename="bijeenkomst.ics"').type('text/calendar; charset=utf-8; method=PUBLISH').send(file);
  }

  private page(view: View, found: ShownInvitation, rest: Pick<AnswerPageProps, 'token' | 'chosen' | 'typed' | 'errors'>): string {
    return hostView(view, found.host).page(<AnswerPage found={found} refusal={refusalToAnswer(found.meeting, this.clock.now())} {...rest} />);
  }
}
