import { Body, Controller, Get, Param, Post, Res, UseFilters } from '@nestjs/common';
import { AnswersService, DuosService, NamePartner, SendSubstitute, type ShownInvitation, SubstitutesService } from '@bijeen/invitations';
import { presentedToken } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { outcomeOf } from '../../organiser/meetings/plan-form.js';
import { CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { DuoPage } from './duo.page.js';
import { SubstitutePage } from './substitute.page.js';

/** Somebody else comes, or comes along; and a place that is held. Opening a page changes nothing (R1). */
@Controller('u/:token')
@Policy('link')
@UseFilters(GuestErrors)
export class CompanyController {
  constructor(
    private readonly answers: AnswersService,
    private readonly substitutes: SubstitutesService,
    private readonly duos: DuosService,
  ) {}

  @Get('vervanger')
  async substitute(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    return this.page(token, view, (found) => <SubstitutePage found={found} typed={{}} errors={{}} />);
  }

  @Post('vervanger')
  async send(@Param('token') token: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const sent = await outcomeOf(readForm(SendSubstitute, body), async (person) => this.substitutes.send({ tokenHash: presentedToken(token) }, person));
    if (sent.ok) return void (await reply.redirect(`/u/${encodeURIComponent(token)}/bedankt`, 303));
    await reply.status(422).send(await this.page(token, view, (found) => <SubstitutePage found={found} typed={body} errors={sent.errors} />));
  }

  @Get('duo')
  async duo(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    return this.page(token, view, (found) => <DuoPage found={found} token={token} typed={{}} errors={{}} />);
  }

  @Post('duo')
  async comeWith(@Param('token') token: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const named = await outcomeOf(readForm(NamePartner, body), async (person) => this.duos.comeWith({ tokenHash: presentedToken(token) }, person));
    if (named.ok) return void (await reply.redirect(`/u/${encodeURIComponent(token)}/bedankt`, 303));
    await reply.status(422).send(await this.page(token, view, (found) => <DuoPage found={found} token={token} typed={body} errors={named.errors} />));
  }

  @Post('duo/gezocht')
  async seek(@Param('token') token: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    await this.duos.seek({ tokenHash: presentedToken(token) }, body['zoekt'] !== 'nee');
    await reply.redirect(`/u/${encodeURIComponent(token)}/bedankt`, 303);
  }

  @Post('plaats')
  async offer(@Param('token') token: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    await this.answers.answerOffer(presentedToken(token), body['neem'] !== 'nee');
    await reply.redirect(`/u/${encodeURIComponent(token)}/bedankt`, 303);
  }

  private async page(token: string, view: View, page: (found: ShownInvitation) => Parameters<View['page']>[0]): Promise<string> {
    const found = await this.answers.show(presentedToken(token));
    return hostView(view, found.host).page(page(found));
  }
}
