import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { AskDates, DatePolls } from '@bijeen/dates';
import { type Actor, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { people } from '../meetings/in-words.js';
import { DatePollPage } from './date-poll.page.js';
import { pollErrors, pollFromForm, typedFrom } from './poll-form.js';

interface Answering {
  actor: Actor;
  view: View;
  id: string;
  reply: FastifyReply;
}

/** The date poll of a meeting: begin, follow, remind, close. */
@Controller('bijeenkomsten/:id/datumprikker')
@Policy('organiser')
export class DatePollController {
  constructor(private readonly polls: DatePolls) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    return this.page({ actor, view, id }, { query, done: doneIn(query) });
  }

  @Post()
  async ask(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(AskDates, pollFromForm(body));
    const errors = form.valid ? await this.polls.ask(actor, id, form.value).then(() => null, asErrors) : form.errors;
    await this.answer({ actor, view, id, reply }, errors && { typed: body, errors: pollErrors(errors, body) }, 'gevraagd');
  }

  @Post('herinneren')
  async remind(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    let reminded = 0;
    const errors = await this.polls.remind(actor, id).then((done) => void (reminded = done.reminded), asErrors);
    await this.answer({ actor, view, id, reply }, errors ? { errors } : null, `herinnerd&mensen=${reminded}`);
  }

  @Post('sluiten')
  async stop(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const errors = await this.polls.stop(actor, id).then(() => null, asErrors);
    await this.answer({ actor, view, id, reply }, errors && { errors }, 'gesloten');
  }

  private async answer({ reply, ...where }: Answering, wrong: { typed?: Record<string, unknown>; errors: FormErrors } | null, done: string): Promise<void> {
    if (!wrong) return void (await reply.redirect(`/bijeenkomsten/${where.id}/datumprikker?gedaan=${done}`, 303));
    await reply.status(422).send(await this.page(where, wrong));
  }

  private async page({ actor, view, id }: Omit<Answering, 'reply'>, { query = {}, typed, errors = {}, done = null }: { query?: Record<string, unknown>; typed?: Record<string, unknown>; errors?: FormErrors; done?: string | null }): Promise<string> {
    const board = await this.polls.find(actor, id);
    return view.page(<DatePollPage board={board} typed={typed ?? typedFrom(query, board.meeting)} errors={errors} done={done} mayChange={actor.role !== 'viewer'} />);
  }
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || error.status === 404) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message };
}

function doneIn({ gedaan, mensen }: Record<string, unknown>): string | null {
  if (gedaan === 'gevraagd') return 'De datumprikker is verstuurd. Hieronder zie je wie wanneer kan.';
  if (gedaan === 'herinnerd') return `${people(Number(mensen) || 0)} ${mensen === '1' ? 'krijgt' : 'krijgen'} een herinnering.`;
  return gedaan === 'gesloten' ? 'De datumprikker is gesloten. Niemand heeft daarvan bericht gekregen.' : null;
}
