import { Controller, Get, Param, Post, Res, UseFilters } from '@nestjs/common';
import { presentedToken } from '@bijeen/platform';
import { RegistrationsService } from '@bijeen/publishing';
import type { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { GuestErrors } from '../invitee/guest-errors.filter.js';
import { CurrentView, Policy } from '../security/policy.js';
import { RegistrationPage } from './registration.page.js';

/** The link in the mail to who asked for a place. Opening it only shows a button, for mail scanners open links too (R1). */
@Controller('aanvraag/:token')
@Policy('link')
@UseFilters(GuestErrors)
export class RegistrationLinkController {
  constructor(private readonly registrations: RegistrationsService) {}

  @Get()
  async show(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    return view.page(<RegistrationPage {...await this.registrations.show(presentedToken(token))} />);
  }

  @Post()
  async confirm(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await this.registrations.confirm(presentedToken(token));
    await reply.redirect(`/aanvraag/${encodeURIComponent(token)}`, 303);
  }
}
