import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { CastVotes, PollAnswers } from '@bijeen/dates';
import { DomainError, presentedToken } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { GuestDatePollPage } from './date-poll.page.js';

/** Which dates a guest can make, behind the link of the invitation. Opening the page never answers (R1). */
@Controller('u/:token/datum')
@Policy('link')
@UseFilters(GuestErrors)
export class GuestDatePollController {
  constructor(private readonly answers: PollAnswers) {}

  @Get()
  async show(@Param('token') token: string, @Query('bewaard') saved: unknown, @CurrentView() view: View): Promise<string> {
    const found = await this.answers.show(presentedToken(token));
    return hostView(view, found.guest.host).page(<GuestDatePollPage found={found} token={token} typed={null} errors={{}} saved={saved !== undefined && found.state === 'open' && found.answeredAt !== null} />);
  }

  @Post()
  async cast(@Param('token') token: string, @Body() body: unknown, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const typed = { ...Object(body) } as Record<string, unknown>;
    const form = readForm(CastVotes, { votes: votesIn(typed), remark: typed['remark'] });
    const errors = form.valid ? await this.answers.cast(presentedToken(token), form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`/u/${encodeURIComponent(token)}/datum?bewaard`, 303));
    const found = await this.answers.show(presentedToken(token));
    await reply.status(422).send(hostView(view, found.guest.host).page(<GuestDatePollPage found={found} token={token} typed={typed} errors={errors} saved={false} />));
  }
}

/** The fields `votes.<id of the date>`. */
function votesIn(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).flatMap(([name, vote]) => (name.startsWith('votes.') ? [[name.slice('votes.'.length), vote]] : [])));
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || error.code !== 'input.invalid') throw error;
  return error.fields;
}
