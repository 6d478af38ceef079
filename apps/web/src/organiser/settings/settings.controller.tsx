import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { MOST_LOGO_BYTES } from '@bijeen/mail';
import { OrganisationInput, OrganisationsService } from '@bijeen/organisations';
import { type Actor, DomainError } from '@bijeen/platform';
import { SenderDomains, shownDomain } from '@bijeen/senders';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { OrganisationPage } from './organisation.page.js';
import { SettingsPage } from './settings.page.js';

type Body = Record<string, unknown>;

/** What the organisation says about itself, and the way to the other settings. */
@Controller('instellingen')
@Policy('owner')
export class SettingsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly senderDomains: SenderDomains,
  ) {}

  @Get()
  @Policy('viewer')
  async overview(@CurrentActor() actor: Actor, @CurrentView() view: View): Promise<string> {
    const [organisation, own] = [await this.organisations.find(actor), await this.senderDomains.find(actor)];
    return view.page(<SettingsPage organisation={organisation} role={actor.role} brokenDomain={own?.domain.state === 'failed' ? shownDomain(own.domain.domain) : null} />);
  }

  @Get('organisatie')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() { bewaard: saved, gekozen: picked }: Body): Promise<string> {
    const organisation = await this.organisations.find(actor);
    const colour = typeof picked === 'string' && /^[0-9a-f]{6}$/.test(picked) ? `#${picked}` : null;
    return view.page(<OrganisationPage organisation={organisation} typed={{ ...organisation }} errors={{}} saved={saved !== undefined} picked={colour} logoInMail={await this.logoInMail(actor)} />);
  }

  @Post('organisatie')
  async describe(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(OrganisationInput, { ...body, colour: body['ownColour'] === 'ja' ? body['colour'] : null });
    const errors = form.valid ? await this.organisations.describe(actor, form.value).then(() => null, asErrors) : form.errors;
    const picked = form.valid && form.value.colour !== null ? `&gekozen=${form.value.colour.slice(1)}` : '';
    await this.answer({ actor, view, reply }, errors, body, picked);
  }

  @Post('organisatie/logo')
  async setLogo(@CurrentActor() actor: Actor, @CurrentView() view: View, @Req() request: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    const file = request.isMultipart() ? await request.file() : undefined;
    const bytes = file ? await file.toBuffer().catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
    const errors = await this.organisations.setLogo(actor, bytes).then(() => null, (error: unknown) => ({ logo: asErrors(error)['form'] ?? '' }));
    await this.answer({ actor, view, reply }, errors);
  }

  @Post('organisatie/logo/verwijderen')
  async removeLogo(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.organisations.removeLogo(actor);
    await reply.redirect('/instellingen/organisatie?bewaard=1', 303);
  }

  /** On to the page with what was kept, or once more with what is wrong. */
  private async answer({ actor, view, reply }: { actor: Actor; view: View; reply: FastifyReply }, errors: FormErrors | null, typed?: Body, picked = ''): Promise<void> {
    if (errors === null) return void (await reply.redirect(`/instellingen/organisatie?bewaard=1${picked}`, 303));
    const organisation = await this.organisations.find(actor);
    await reply.status(422).send(view.page(<OrganisationPage organisation={organisation} typed={typed ?? { ...organisation }} errors={errors} saved={false} logoInMail={await this.logoInMail(actor)} />));
  }

  private async logoInMail({ organisationId }: Actor): Promise<boolean | null> {
    const logo = await this.organisations.logo(organisationId);
    return logo && logo.bytes.length <= MOST_LOGO_BYTES;
  }
}

function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError)) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message };
}
