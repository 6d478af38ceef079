import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { SessionsService, SignInLinks, Welcome, WelcomeService } from '@bijeen/organisations';
import { DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../security/policy.js';
import { WelcomePage } from './welcome.page.js';

/** The first page of a fresh installation: who are you? There is no such page once somebody has answered. */
@Controller('welkom')
@Policy('public')
export class WelcomeController {
  constructor(
    private readonly welcome: WelcomeService,
    private readonly links: SignInLinks,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  async show(@CurrentView() view: View): Promise<string> {
    await this.refuseWhenOver();
    return this.page(view, {}, {});
  }

  /** Makes the organisation with its owner, who is signed in at once. */
  @Post()
  async begin(@Res() reply: FastifyReply, @CurrentView() view: View, @Body() body: Record<string, unknown>): Promise<void> {
    await this.refuseWhenOver();
    const form = readForm(Welcome, body);
    const errors = form.valid ? await this.welcome.begin(form.value).then(() => null, asErrors) : form.errors;
    if (!form.valid || errors) return void (await reply.status(422).send(this.page(view, body, errors ?? {})));
    const url = await this.links.createSignInUrl(form.value.email);
    const entered = await this.links.signIn(url.split('/').at(-1)!, undefined);
    await this.sessions.record({ ...entered, how: 'welcome' });
    await reply.header('set-cookie', entered.cookies).redirect('/bijeenkomsten', 303);
  }

  private async refuseWhenOver(): Promise<void> {
    if (!(await this.welcome.isOpen())) throw new DomainError('welcome.over');
  }

  private page(view: View, typed: Record<string, unknown>, errors: FormErrors): string {
    return view.page(<WelcomePage typed={typed} errors={errors} needsCode={this.welcome.needsCode} />);
  }
}

/** What is wrong, beside its field. Somebody who was first is no mistake of the form. */
function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || error.code === 'welcome.over') throw error;
  return error.fields;
}
