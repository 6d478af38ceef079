import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { MembersService, NewMember } from '@bijeen/organisations';
import { type Actor, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentSession, CurrentView, OnlyPeople, Policy } from '../../security/policy.js';
import { MembersPage } from './members.page.js';

const ChangeRole = NewMember.pick({ role: true });

type Body = Record<string, unknown>;

/** Who works here. Only a person may change that, not a program with a token. */
@Controller('instellingen/collegas')
@Policy('owner')
@OnlyPeople()
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('gedaan') done?: string): Promise<string> {
    return this.page(view, actor, { done });
  }

  @Post()
  async invite(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(NewMember, body);
    const errors = form.valid ? await this.members.invite(actor, form.value).then(() => null, asErrors('email')) : form.errors;
    if (errors) await reply.status(422).send(await this.page(view, actor, { typed: body, errors }));
    else await reply.redirect('/instellingen/collegas?gedaan=toegevoegd', 303);
  }

  /** Of oneself, too: whoever leaves needs no permission for it. */
  @Post('vertrekken')
  @Policy('viewer')
  async leave(@CurrentSession() { userId }: { userId: string }, @CurrentActor() actor: Actor, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    await this.attempt(this.members.remove(actor, userId), { actor, view, reply }, '/inloggen');
  }

  @Post(':userId/rol')
  async changeRole(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Body, @Param('userId') userId: string, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(ChangeRole, body);
    if (!form.valid) throw new DomainError('input.invalid', {}, form.errors);
    await this.attempt(this.members.changeRole(actor, userId, form.value.role), { actor, view, reply }, '/instellingen/collegas?gedaan=rol');
  }

  @Post(':userId/verwijderen')
  async remove(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('userId') userId: string, @Res() reply: FastifyReply): Promise<void> {
    await this.attempt(this.members.remove(actor, userId), { actor, view, reply }, '/instellingen/collegas?gedaan=verwijderd');
  }

  private async attempt(work: Promise<void>, { actor, view, reply }: { actor: Actor; view: View; reply: FastifyReply }, next: string): Promise<void> {
    const errors = await work.then(() => null, asErrors('form'));
    if (errors) await reply.status(409).send(await this.page(view, actor, { errors }));
    else await reply.redirect(next, 303);
  }

  private async page(view: View, actor: Actor, { typed = {}, errors = {}, done }: { typed?: Body; errors?: FormErrors; done?: string | undefined }): Promise<string> {
    return view.page(<MembersPage members={await this.members.list(actor)} actor={actor} typed={typed} errors={errors} done={done} />);
  }
}

/** A refusal as a line beside `field`; what does not exist stays unknown. */
function asErrors(field: string): (error: unknown) => FormErrors {
  return (error) => {
    if (!(error instanceof DomainError) || error.code === 'not-found') throw error;
    return { [field]: error.message };
  };
}
