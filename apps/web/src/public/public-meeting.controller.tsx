import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Config, DomainError } from '@bijeen/platform';
import { AskForPlace, PublicMeetings, RegistrationsService } from '@bijeen/publishing';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { hostView } from '../invitee/host-view.js';
import { LinkLimits } from '../security/link-limits.js';
import { type BijeenRequest, CurrentView, Policy } from '../security/policy.js';
import { AskedForPlacePage } from './asked-for-place.page.js';
import { sendCacheable } from './cacheable.js';
import { PublicMeetingPage } from './public-meeting.page.js';

/** A minute: a change is soon seen, and a link that goes round does not make us work. */
const SECONDS = 60;

/** The public page of a meeting, and asking for a place there. No account and no cookies; never shows who is invited or who comes. */
@Controller('b/:slug')
@Policy('anyone')
export class PublicMeetingController {
  constructor(
    private readonly meetings: PublicMeetings,
    private readonly registrations: RegistrationsService,
    private readonly limits: LinkLimits,
    private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('slug') slug: string, @CurrentView() view: View, @Req() request: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendCacheable(request, reply, { body: await this.page(view, slug, { typed: {}, errors: {} }), type: 'text/html; charset=utf-8', seconds: SECONDS });
  }

  @Post()
  async ask(@Param('slug') slug: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Req() request: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    this.limits.checkForm(request);
    const form = readForm(AskForPlace, body);
    // Only a program fills in what no person sees. It hears that all went well.
    const byProgram = Boolean((Object(body) as { website?: unknown }).website);
    const errors = byProgram ? null : form.valid ? await this.registrations.ask(slug, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`/b/${encodeURIComponent(slug)}/gevraagd`, 303));
    await reply.status(422).send(await this.page(view, slug, { typed: body, errors }));
  }

  @Get('gevraagd')
  async asked(@Param('slug') slug: string, @CurrentView() view: View): Promise<string> {
    const { meeting } = await this.meetings.find(slug);
    return hostView(view, meeting).page(<AskedForPlacePage meeting={meeting} />);
  }

  private async page(view: View, slug: string, form: { typed: Record<string, unknown>; errors: FormErrors }): Promise<string> {
    const { meeting, state } = await this.meetings.find(slug);
    return hostView(view, meeting).page(<PublicMeetingPage meeting={meeting} state={state} publicUrl={this.config.publicUrl} {...form} />);
  }
}

/** A refusal as a line beside the field or above the page; what does not exist, and what went too often, goes up. */
function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || error.status === 404) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message };
}
