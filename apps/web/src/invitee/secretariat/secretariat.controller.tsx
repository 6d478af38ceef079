import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { SecretariatAnswers, SecretariatAnswersService } from '@bijeen/invitations';
import { presentedToken } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { FIELD, SecretariatAnswersPage } from './secretariat.page.js';

/** The link with which a secretariat answers for several people at once. Opening it answers nothing (R1). */
@Controller('s/:token')
@Policy('link')
@UseFilters(GuestErrors)
export class SecretariatController {
  constructor(private readonly answers: SecretariatAnswersService) {}

  @Get()
  async show(@Param('token') token: string, @CurrentView() view: View, @Query('bewaard') saved?: unknown): Promise<string> {
    const page = await this.answers.show(presentedToken(token));
    return hostView(view, page.host).page(<SecretariatAnswersPage page={page} saved={typeof saved === 'string' && /^\d{1,3}$/.test(saved) ? Number(saved) : null} typed={{}} errors={{}} />);
  }

  @Post()
  async answer(@Param('token') token: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const chosen = Object.entries(Object(body)).filter(([name, value]) => name.startsWith(FIELD) && value !== '');
    const form = readForm(SecretariatAnswers, Object.fromEntries(chosen.map(([name, value]) => [name.slice(FIELD.length), value])));
    if (form.valid) {
      const changed = await this.answers.answer(presentedToken(token), form.value);
      return void (await reply.redirect(`/s/${encodeURIComponent(token)}?bewaard=${changed}`, 303));
    }
    const page = await this.answers.show(presentedToken(token));
    const errors = Object.fromEntries(Object.entries(form.errors).map(([id, message]) => [`${FIELD}${id}`, message]));
    await reply.status(422).send(hostView(view, page.host).page(<SecretariatAnswersPage page={page} saved={null} typed={body} errors={errors} />));
  }
}
