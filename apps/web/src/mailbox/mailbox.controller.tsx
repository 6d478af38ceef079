import { Body, Controller, Get, Header, Headers, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import { type CaughtSummary, MailCatcher, type ReadMail } from '@bijeen/mail';
import { DomainError } from '@bijeen/platform';
import type { FormErrors, View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentView, Policy } from '../security/policy.js';
import { CaughtMailPage } from './caught-mail.page.js';
import { MailboxPage } from './mailbox.page.js';
import { OnlyHere } from './only-here.guard.js';
import { TimeMachine } from './time-machine.js';
import { readTravel } from './travel.js';

const PAGE = 50;
/** A mail is a stranger's HTML: it may look, open links in a new tab, and nothing else. */
const MAIL_POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

type Search = Record<string, unknown>;

/** The mails that were caught, and the clock. Exists only where no relay is connected, on this very machine. */
@Controller('postvak')
@Policy('public')
@UseGuards(OnlyHere)
export class MailboxController {
  constructor(
    private readonly catcher: MailCatcher,
    private readonly timeMachine: TimeMachine,
  ) {}

  @Get()
  async show(@CurrentView() view: View, @Query() query: Search): Promise<string> {
    return view.page(await this.mailbox(query));
  }

  /** All caught mail for programs, oldest first; `?to=` part of an address, `?after=` an id or a moment. */
  @Get('berichten.json')
  async list(@Query() { to, after }: Search): Promise<{ items: object[]; next: null }> {
    const mails = await this.catcher.summaries(await this.catcher.list({ to: text(to), after: text(after) }));
    return { items: mails.map(({ to: [recipient], ...mail }) => ({ ...mail, to: recipient })), next: null };
  }

  /** The page of one mail; with `.html` its HTML part, with `.eml` its bytes. */
  @Get('berichten/:name')
  async mail(@Param('name') name: string, @CurrentView() view: View, @Res({ passthrough: true }) reply: FastifyReply): Promise<string | Buffer> {
    const [id, form] = name.split('.');
    if (form === 'eml') return this.raw(id!, reply);
    const mail = await this.find(id!);
    if (form !== 'html') return view.page(<CaughtMailPage mail={mail} />);
    reply.header('content-security-policy', MAIL_POLICY).type('text/html; charset=utf-8');
    return withPictures(mail).replace(/<head>/i, '<head><base target="_blank">');
  }

  @Get('berichten/:id/bijlagen/:index')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  async attachment(@Param('id') id: string, @Param('index') index: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const attachment = (await this.find(id)).attachments[Number(index)];
    if (!attachment) throw new DomainError('not-found');
    reply.type(`${attachment.type}; charset=utf-8`).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`);
    return attachment.content;
  }

  /** Travels, and waits until all that became due is done, so that a script sees the result. */
  @Post('klok')
  async travel(@Body() body: unknown, @CurrentView() view: View, @Headers('content-type') type: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const forPrograms = type?.includes('json') ?? false;
    try {
      const { now, done } = await this.timeMachine.travelTo(readTravel(body));
      if (forPrograms) await reply.send({ now: now.toISOString(), done });
      else await reply.redirect('/postvak', 303);
    } catch (error) {
      if (forPrograms || !(error instanceof DomainError)) throw error;
      const errors = Object.keys(error.fields).length > 0 ? error.fields : { day: error.message };
      await reply.status(422).send(view.page(await this.mailbox({}, errors)));
    }
  }

  private async mailbox({ aan, voor }: Search, errors: FormErrors = {}): Promise<ReturnType<typeof MailboxPage>> {
    const to = text(aan) ?? '';
    const { mails, next } = await this.page(to, text(voor));
    const { now, travelled } = this.timeMachine;
    return <MailboxPage {...{ mails, to, next, now, travelled, errors }} destinations={await this.timeMachine.destinations()} />;
  }

  private async page(to: string, before: string | undefined): Promise<{ mails: CaughtSummary[]; next: string | null }> {
    const newestFirst = (await this.catcher.list({ to })).reverse();
    const rest = newestFirst.slice(newestFirst.findIndex(({ id }) => id === before) + 1);
    const mails = await this.catcher.summaries(rest.slice(0, PAGE));
    return { mails, next: rest.length > PAGE ? mails.at(-1)!.id : null };
  }

  private async raw(id: string, reply: FastifyReply): Promise<Buffer> {
    const raw = await this.catcher.raw(id);
    if (!raw) throw new DomainError('not-found');
    reply.type('message/rfc822').header('content-disposition', `attachment; filename="${id}.eml"`);
    return raw;
  }

  private async find(id: string): Promise<ReadMail> {
    const mail = await this.catcher.read(id);
    if (!mail) throw new DomainError('not-found');
    return mail;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The HTML part with the pictures that came along in the mail itself; nothing is fetched. */
function withPictures({ html, attachments }: ReadMail): string {
  return html.replace(/src="cid:([^"]{1,100})"/g, (whole, id: string) => {
    const picture = attachments.find(({ contentId, type }) => contentId === id && /^image\/(png|jpeg)$/.test(type));
    return picture ? `src="data:${picture.type};base64,${picture.content.toString('base64')}"` : whole;
  });
}
