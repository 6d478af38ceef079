import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { type Actor, Config, DomainError } from '@bijeen/platform';
import { OwnDomain, senderAddress, SenderDomains } from '@bijeen/senders';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { SenderDomainPage } from './sender-domain.page.js';

type Body = Record<string, unknown>;

const HERE = '/instellingen/afzenderdomein';
const DONE: Record<string, string> = { begonnen: 'De regels zijn gemaakt.', nagekeken: 'De regels zijn nagekeken.', sleutels: 'Er zijn nieuwe sleutels. Zet ze in de DNS.', gestopt: 'Jullie mail vertrekt weer van het domein van Bijeen.' };

/** From which domain the organisation's mail leaves. */
@Controller('instellingen/afzenderdomein')
@Policy('owner')
export class SenderDomainController {
  constructor(
    private readonly domains: SenderDomains,
    private readonly config: Config,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('gedaan') done?: string): Promise<string> {
    return this.page(actor, view, { done: DONE[done ?? ''] ?? null });
  }

  @Post()
  async choose(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(OwnDomain, body);
    const errors = form.valid ? await this.domains.choose(actor, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`${HERE}?gedaan=begonnen`, 303));
    await reply.status(422).send(await this.page(actor, view, { typed: body, errors }));
  }

  @Post('controleren')
  async check(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.domains.check(actor, actor);
    await reply.redirect(`${HERE}?gedaan=nagekeken`, 303);
  }

  @Post('sleutels')
  async rotate(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.domains.rotate(actor);
    await reply.redirect(`${HERE}?gedaan=sleutels`, 303);
  }

  @Post('verwijderen')
  async remove(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.domains.remove(actor);
    await reply.redirect(`${HERE}?gedaan=gestopt`, 303);
  }

  private async page(actor: Actor, view: View, { typed = {}, errors = {}, done = null }: { typed?: Body; errors?: FormErrors; done?: string | null }): Promise<string> {
    const own = await this.domains.find(actor);
    return view.page(<SenderDomainPage own={own} platformAddress={senderAddress(this.config.mailDomain)} typed={typed} errors={errors} done={done} />);
  }
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || Object.keys(error.fields).length === 0) throw error;
  return error.fields;
}
