import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { OrganisationsService, SessionsService, type SignedIn, WelcomeService } from '@bijeen/organisations';
import { DomainError, isUuid } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { localPath } from '../security/local-path.js';
import { type BijeenRequest, CurrentSession, CurrentView, Policy } from '../security/policy.js';
import { PlacesPage } from './places.page.js';

/** The front door, and the choice for who works for several organisations. */
@Controller()
export class PlacesController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly sessions: SessionsService,
    private readonly welcome: WelcomeService,
  ) {}

  @Get()
  @Policy('public')
  async start(@Req() { session }: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    if (session) return void (await reply.redirect('/bijeenkomsten', 303));
    await reply.redirect((await this.welcome.isOpen()) ? '/welkom' : '/inloggen', 303);
  }

  @Get('organisaties')
  @Policy('signed-in')
  async show(@CurrentSession() { userId }: SignedIn, @CurrentView() view: View, @Query('verder') next?: string): Promise<string> {
    return view.page(<PlacesPage places={await this.organisations.listOf(userId)} next={localPath(next)} />);
  }

  @Post('organisaties')
  @Policy('signed-in')
  async choose(@CurrentSession() session: SignedIn, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const organisationId = String(body['organisationId']);
    if (!isUuid(organisationId)) throw new DomainError('not-found');
    await this.sessions.choose(session, organisationId);
    await reply.redirect(localPath(body['verder']), 303);
  }
}
