import { Injectable } from '@nestjs/common';
import { ApiTokensService, type OwnOrganisation, OrganisationsService, ownColourHref, SessionsService } from '@bijeen/organisations';
import { Clock, Config } from '@bijeen/platform';
import { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { ASSETS } from '../assets.js';
import { banners } from './banners.js';
import { csrfToken } from './csrf.js';
import type { BijeenRequest, Policy } from './policy.js';

/** Works out who a request comes from (API token or session) and gives it its view. */
@Injectable()
export class RequestIdentity {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly sessions: SessionsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Fills in `actor`, `session` and `view` of the request. Behind a personal link and on a page for anyone nobody is signed in, whatever the cookies say. */
  async identify(request: BijeenRequest, reply: FastifyReply, policy: Policy): Promise<void> {
    request.view = this.view(request, undefined);
    if (policy === 'link' || policy === 'anyone') return;
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token) request.actor = await this.tokens.holder(token);
    else await this.fromCookie(request, reply);
  }

  private async fromCookie(request: BijeenRequest, reply: FastifyReply): Promise<void> {
    const session = await this.sessions.find(request.headers.cookie);
    if (!session) return;
    if (session.cookies.length > 0) reply.header('set-cookie', session.cookies);
    const all = await this.organisations.listOf(session.userId);
    const organisation = all.find(({ organisationId }) => organisationId === session.activeOrganisationId) ?? (all.length === 1 ? all[0] : undefined);
    request.session = session;
    if (organisation) request.actor = { organisationId: organisation.organisationId, kind: 'user', id: session.userId, name: session.name, role: organisation.role };
    request.view = this.view(request, organisation);
  }

  private view({ url, session }: BijeenRequest, organisation: OwnOrganisation | undefined): View {
    return new View({
      path: url.split('?')[0]!,
      csrf: session ? csrfToken(this.config, session) : '',
      actor: session && organisation ? { name: session.name, organisationName: organisation.name, role: organisation.role } : null,
      banners: banners(this.clock, organisation),
      assets: ASSETS,
      colourHref: ownColourHref(organisation?.colour ?? null),
    });
  }
}
