import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { NewPassword, OrganisationsService, PasswordSignInService, type SignedIn } from '@bijeen/organisations';
import { type Actor, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentSession, CurrentView, Policy } from '../../security/policy.js';
import { ChoosePasswordPage } from './password.page.js';

/** One's own password. */
@Controller('instellingen/wachtwoord')
@Policy('viewer')
export class PasswordController {
  constructor(
    private readonly passwords: PasswordSignInService,
    private readonly organisations: OrganisationsService,
  ) {}

  @Get()
  async show(@CurrentSession() session: SignedIn, @CurrentView() view: View, @Query('bewaard') saved?: string): Promise<string> {
    return this.page(view, session, {}, saved !== undefined);
  }

  @Post()
  async choose(@CurrentSession() session: SignedIn, @CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(NewPassword, body);
    const { name } = await this.organisations.find(actor);
    const errors = form.valid ? await this.passwords.choose(actor, session, form.value, [name]).then(() => null, asErrors) : form.errors;
    if (errors) await reply.status(422).send(await this.page(view, session, errors, false));
    else await reply.redirect('/instellingen/wachtwoord?bewaard=1', 303);
  }

  private async page(view: View, session: SignedIn, errors: FormErrors, saved: boolean): Promise<string> {
    return view.page(<ChoosePasswordPage email={session.email} mustShowCurrent={await this.passwords.mustShowCurrent(session)} errors={errors} saved={saved} />);
  }
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError)) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { next: error.message };
}
