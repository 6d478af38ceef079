import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { type Finding, MailDesk, MailDrafts, MailLedger, MailsBlocked, OwnText, WithdrawMail } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, Clock, DomainError, isUuid } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { FRAMED_MAIL } from '../mail-text/preview-views.js';
import { outcomeOf } from '../meetings/plan-form.js';
import { MailPage } from './mail.page.js';
import { doneQuery } from './outbox.controller.js';
import { SendOnceMorePage } from './send-once-more.page.js';

/** One mail of one meeting, in the addresses of this controller. */
interface Which {
  id: string;
  mailId: string;
}
type Body = Record<string, unknown>;

const DONE: Record<string, string> = {
  tekst: 'De tekst is bewaard. Zo gaat de mail weg.', ingetrokken: 'De mail is ingetrokken. Hij vertrekt niet.', nogmaals: 'De mail gaat nog een keer weg, als nieuwe mail.',
  aangekomen: 'Genoteerd: deze mail is aangekomen.', opnieuw: 'Deze mail gaat opnieuw weg.',
};

/** One mail to one person: looking, changing while it is a draft, letting go, taking back, sending once more. */
@Controller('bijeenkomsten/:id/mails/:mailId')
@Policy('organiser')
export class MailController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly desk: MailDesk,
    private readonly drafts: MailDrafts,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Query('gedaan') done: unknown): Promise<string> {
    return this.page(actor, view, which, { done: typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done]! : null });
  }

  /** The mail itself, for the frame on the page. */
  @Get('voorbeeld')
  @Policy('viewer')
  async look(@CurrentActor() actor: Actor, @Param() which: Which, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { rendered } = await this.find(actor, which);
    if (!rendered) throw new DomainError('not-found');
    reply.header('content-security-policy', FRAMED_MAIL);
    return rendered.html;
  }

  @Post()
  async write(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, which);
    const saved = await outcomeOf(readForm(OwnText, { subject: body['subject'], texts: textsIn(body) }), async (text) => this.drafts.edit(actor, which.id, which.mailId, text));
    await this.answer({ actor, view, reply, which }, { errors: saved.ok ? null : saved.errors, typed: body, done: 'tekst' });
  }

  @Post('versturen')
  async release(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, which);
    try {
      await reply.redirect(`/bijeenkomsten/${which.id}/concepten?${doneQuery(await this.drafts.release(actor, which.id, { ids: [which.mailId] }))}`, 303);
    } catch (error) {
      if (!(error instanceof MailsBlocked)) throw error;
      await reply.status(error.status).send(await this.page(actor, view, which, { stopped: error.findings }));
    }
  }

  @Post('intrekken')
  async withdraw(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, which);
    const done = await outcomeOf(readForm(WithdrawMail, body), async ({ reason }) => this.desk.withdraw(actor, which.id, which.mailId, reason));
    await this.answer({ actor, view, reply, which }, { errors: done.ok ? null : done.errors, typed: body, done: 'ingetrokken' });
  }

  @Get('nogmaals')
  async ask(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which): Promise<string> {
    return view.page(<SendOnceMorePage meeting={await this.meetings.find(actor, which.id)} mail={await this.find(actor, which)} refusal={null} />);
  }

  @Post('nogmaals')
  async sendOnceMore(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, which);
    try {
      const copy = await this.desk.sendCopy(actor, which.id, which.mailId, Number(body['copies'] ?? 0));
      await reply.redirect(`/bijeenkomsten/${which.id}/mails/${copy}?gedaan=nogmaals`, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.status === 404) throw error;
      const [meeting, mail] = [await this.meetings.find(actor, which.id), await this.find(actor, which)];
      await reply.status(error.status).send(view.page(<SendOnceMorePage meeting={meeting} mail={mail} refusal={error.message} />));
    }
  }

  @Post('aangekomen')
  async arrived(@CurrentActor() actor: Actor, @Param() which: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, which);
    await this.ledger.markArrived(actor, which.mailId);
    await reply.redirect(`/bijeenkomsten/${which.id}/mails?gedaan=aangekomen`, 303);
  }

  @Post('opnieuw')
  async again(@CurrentActor() actor: Actor, @Param() which: Which, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, which);
    await this.ledger.resend(actor, which.mailId);
    await reply.redirect(`/bijeenkomsten/${which.id}/mails?gedaan=opnieuw`, 303);
  }

  /** @throws DomainError `meeting.not-found`, `not-found` */
  private async find(actor: Actor, { id, mailId }: Which) {
    await this.meetings.find(actor, id);
    if (!isUuid(mailId)) throw new DomainError('not-found');
    return this.desk.find(actor, id, mailId);
  }

  private async answer({ actor, view, reply, which }: { actor: Actor; view: View; reply: FastifyReply; which: Which }, { errors, typed, done }: { errors: FormErrors | null; typed: Body; done: string }): Promise<void> {
    if (errors === null) return void (await reply.redirect(`/bijeenkomsten/${which.id}/mails/${which.mailId}?gedaan=${done}`, 303));
    await reply.status(422).send(await this.page(actor, view, which, { typed, errors }));
  }

  private async page(actor: Actor, view: View, which: Which, { typed = {}, errors = {}, stopped = [], done = null }: { typed?: Body; errors?: FormErrors; stopped?: Finding[]; done?: string | null }): Promise<string> {
    const [meeting, mail] = [await this.meetings.find(actor, which.id), await this.find(actor, which)];
    const mistake = mail.state === 'draft' && stopped.length === 0 ? await this.drafts.mistake(actor, which.id, which.mailId) : null;
    return view.page(<MailPage {...{ meeting, mail, typed, errors, stopped, mistake, done }} now={this.clock.now()} mayChange={actor.role !== 'viewer'} />);
  }
}

/** The fields `texts.0`, `texts.1` … in their order; from an editor they come as `texts.0Html`. */
function textsIn(body: Body): unknown[] {
  const found = Object.keys(body).map((name) => /^texts\.(\d{1,2})(Html)?$/.exec(name)).filter((match) => match !== null);
  return found.sort((one, other) => Number(one[1]) - Number(other[1])).map(([name, , html]) => (html ? { html: body[name] } : body[name]));
}
