import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { type LedgerMail, MailDesk, MailLedger, WithdrawMail } from '@bijeen/mail';
import { type Actor, Clock, DomainError, isUuid } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { LedgerQuery } from '../../api/meetings/invitations.api.js';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { MailPage } from '../mail-desk/mail.page.js';
import { FRAMED_MAIL } from '../mail-text/preview-views.js';
import { LedgerPage } from '../meetings/ledger.page.js';
import { outcomeOf } from '../meetings/plan-form.js';

type Body = Record<string, unknown>;

const HERE = '/instellingen/mails';
const DONE: Record<string, string> = { ingetrokken: 'De mail is ingetrokken. Hij vertrekt niet.', aangekomen: 'Genoteerd: deze mail is aangekomen.', opnieuw: 'Deze mail gaat opnieuw weg.' };

/** The mails that belong to no meeting: what Bijeen itself writes to the owners. None of them is sent once more: it would tell how things were. */
@Controller('instellingen/mails')
@Policy('owner')
export class MailsController {
  constructor(
    private readonly desk: MailDesk,
    private readonly ledger: MailLedger,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>): Promise<string> {
    const asked = readForm(LedgerQuery, query);
    const filter = asked.valid ? asked.value : LedgerQuery.parse({});
    const page = await this.ledger.list(actor, null, filter);
    return view.page(<LedgerPage meeting={null} {...page} tally={await this.ledger.tally(actor, null)} filter={{ kind: filter.kind, state: filter.state, person: filter.person }} mayChange done={doneIn(query['gedaan'])} />);
  }

  @Get(':mailId')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('mailId') mailId: string, @Query('gedaan') done: unknown): Promise<string> {
    return this.page(view, await this.find(actor, mailId), { done: doneIn(done) });
  }

  /** The mail itself, for the frame on the page. */
  @Get(':mailId/voorbeeld')
  async look(@CurrentActor() actor: Actor, @Param('mailId') mailId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { rendered } = await this.find(actor, mailId);
    if (!rendered) throw new DomainError('not-found');
    reply.header('content-security-policy', FRAMED_MAIL);
    return rendered.html;
  }

  @Post(':mailId/intrekken')
  async withdraw(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('mailId') mailId: string, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const mail = await this.find(actor, mailId);
    const done = await outcomeOf(readForm(WithdrawMail, body), async ({ reason }) => this.desk.withdraw(actor, null, mailId, reason));
    if (done.ok) return void (await reply.redirect(`${HERE}/${mailId}?gedaan=ingetrokken`, 303));
    await reply.status(422).send(this.page(view, mail, { typed: body, errors: done.errors }));
  }

  @Post(':mailId/aangekomen')
  async arrived(@CurrentActor() actor: Actor, @Param('mailId') mailId: string, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, mailId);
    await this.ledger.markArrived(actor, mailId);
    await reply.redirect(`${HERE}?gedaan=aangekomen`, 303);
  }

  @Post(':mailId/opnieuw')
  async again(@CurrentActor() actor: Actor, @Param('mailId') mailId: string, @Res() reply: FastifyReply): Promise<void> {
    await this.find(actor, mailId);
    await this.ledger.resend(actor, mailId);
    await reply.redirect(`${HERE}?gedaan=opnieuw`, 303);
  }

  /** @throws DomainError `not-found`, also for a mail of a meeting */
  private async find(actor: Actor, mailId: string): Promise<LedgerMail> {
    if (!isUuid(mailId)) throw new DomainError('not-found');
    return this.desk.find(actor, null, mailId);
  }

  private page(view: View, mail: LedgerMail, { typed = {}, errors = {}, done = null }: { typed?: Body; errors?: FormErrors; done?: string | null }): string {
    return view.page(<MailPage {...{ mail, typed, errors, done }} meeting={null} stopped={[]} mistake={null} now={this.clock.now()} mayChange />);
  }
}

function doneIn(done: unknown): string | null {
  return typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done]! : null;
}
