import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTokensService, NewApiToken } from '@bijeen/organisations';
import { type Actor, DomainError, isUuid } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, OnlyPeople, Policy } from '../../security/policy.js';
import { ApiTokensPage } from './api-tokens.page.js';

type Body = Record<string, unknown>;

/** Tokens for programs. Only a person makes and ends them, not a program with a token. */
@Controller('instellingen/sleutels')
@Policy('owner')
@OnlyPeople()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('ingetrokken') revoked?: string): Promise<string> {
    return this.page(view, actor, { revoked: revoked !== undefined });
  }

  /** Answers with the page itself: the token is nowhere to be fetched again, so there is nothing to send the browser on to. */
  @Post()
  async create(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(NewApiToken, body);
    if (!form.valid) return void (await reply.status(422).send(await this.page(view, actor, { typed: body, errors: form.errors })));
    const { token } = await this.tokens.create(actor, form.value);
    await reply.status(201).send(await this.page(view, actor, { token }));
  }

  @Post(':id/intrekken')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    if (!isUuid(id)) throw new DomainError('not-found');
    await this.tokens.revoke(actor, id);
    await reply.redirect('/instellingen/sleutels?ingetrokken=1', 303);
  }

  private async page(view: View, actor: Actor, { typed = {}, errors = {}, token, revoked = false }: { typed?: Body; errors?: FormErrors; token?: string; revoked?: boolean }): Promise<string> {
    return view.page(<ApiTokensPage tokens={await this.tokens.list(actor)} typed={typed} errors={errors} token={token} revoked={revoked} />);
  }
}
