import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { OptOut, UnsubscribeService, WithdrawOptOut } from '@bijeen/invitations';
import { presentedToken } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, CurrentView, Policy } from '../../security/policy.js';
import { GuestErrors } from '../guest-errors.filter.js';
import { hostView } from '../host-view.js';
import { UnsubscribePage } from './unsubscribe.page.js';

/** Opting out of mail: a page with a choice, and the one-click POST of mail programs (RFC 8058; R19). No cookies, no sign-in. */
@Controller('afmelden/:token')
@Policy('link')
@UseFilters(GuestErrors)
export class UnsubscribeController {
  constructor(private readonly unsubscribe: UnsubscribeService) {}

  @Get()
  async show(@Param('token') token: string, @CurrentView() view: View): Promise<string> {
    return this.page(token, view, {});
  }

  @Post()
  async act(@Param('token') token: string, @Req() request: BijeenRequest, @CurrentView() view: View, @Res() reply: FastifyReply): Promise<void> {
    const body = await fieldsOf(request);
    if (body['List-Unsubscribe'] === 'One-Click') return this.oneClick(token, reply);
    const back = readForm(WithdrawOptOut, body);
    if (back.valid) {
      await this.unsubscribe.withdraw(presentedToken(token), back.value.withdraw);
    } else {
      const form = readForm(OptOut, body);
      if (!form.valid) return void (await reply.status(422).send(await this.page(token, view, form.errors)));
      await this.unsubscribe.optOut(presentedToken(token), form.value.scope, 'page');
    }
    await reply.redirect(`/afmelden/${encodeURIComponent(token)}`, 303);
  }

  /** The mail program asks on the reader's behalf: all that this organisation sends stops. Again is fine. */
  private async oneClick(token: string, reply: FastifyReply): Promise<void> {
    await this.unsubscribe.optOut(presentedToken(token), 'organisation', 'one-click');
    await reply.status(200).type('text/plain; charset=utf-8').send('U bent afgemeld.\n');
  }

  private async page(token: string, view: View, errors: FormErrors): Promise<string> {
    const state = await this.unsubscribe.show(presentedToken(token));
    return hostView(view, state.host).page(<UnsubscribePage state={state} errors={errors} />);
  }
}

/** RFC 8058 lets mail programs send the form in either encoding. */
async function fieldsOf(request: BijeenRequest): Promise<Record<string, unknown>> {
  if (!request.isMultipart()) return Object.fromEntries(Object.entries(Object(request.body)));
  const fields: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else part.file.resume();
  }
  return fields;
}
