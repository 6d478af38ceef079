import { Controller, Get, Param, Post, Res, UseFilters } from '@nestjs/common';
import { InterestList } from '@bijeen/dates';
import { presentedToken } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { InterestPage } from './interest.page.js';

/** On the list for the next date and off it, with the old link. */
@Controller('u/:token/interesse')
@Policy('link')
@UseFilters(GuestErrors)
export class InterestController {
  constructor(private readonly interest: InterestList) {}

  @Get()
  async show(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    const found = await this.interest.show(presentedToken(token));
    return hostView(view, found.guest.host).page(<InterestPage found={found} token={token} />);
  }

  @Post()
  async join(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await this.interest.join(presentedToken(token));
    await reply.redirect(`/u/${encodeURIComponent(token)}/interesse`, 303);
  }

  @Post('weg')
  async leave(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await this.interest.leave(presentedToken(token));
    await reply.redirect(`/u/${encodeURIComponent(token)}/interesse`, 303);
  }
}
