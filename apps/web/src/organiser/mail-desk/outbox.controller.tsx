import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { type Finding, MailDrafts, type MailKind, MailReviews, MailsBlocked, type Released, ReviewInput } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, Clock } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { DraftsQuery, ReleaseDrafts } from '../../api/mail-desk/drafts.input.js';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { mails } from '../meetings/in-words.js';
import { MailsAboutToLeave } from './mails-about-to-leave.js';
import { OutboxPage } from './outbox.page.js';
import { ReleasePage } from './release.page.js';

type Body = Record<string, unknown>;
const DONE: Record<string, string> = { keuze: 'De keuze is bewaard.', ingetrokken: 'De mail is ingetrokken. Hij vertrekt niet.' };

/** The mails of a meeting that wait until somebody has looked at them. */
@Controller('bijeenkomsten/:id/concepten')
@Policy('organiser')
export class OutboxController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly drafts: MailDrafts,
    private readonly reviews: MailReviews,
    private readonly leaving: MailsAboutToLeave,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Body): Promise<string> {
    return this.page(actor, view, id, { query });
  }

  /** The last look before all of them, or all of a kind, leave. */
  @Get('versturen')
  async ask(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Body): Promise<string> {
    return this.askPage(actor, view, id, { kind: kindIn(query), spamRefused: query['spam'] === 'niet' });
  }

  @Post('spamscore')
  async measure(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: Body, @Res() reply: FastifyReply): Promise<void> {
    await this.meetings.find(actor, id);
    const kind = kindIn(query);
    const measured = await this.leaving.measureSpam(actor, id, { what: 'drafts', kind });
    await reply.redirect(`/bijeenkomsten/${id}/concepten/versturen?${new URLSearchParams({ ...(kind && { kind }), ...(!measured && { spam: 'niet' }) }).toString()}`, 303);
  }

  /** What was ticked; everything of a kind, or all, from the page that says to whom. */
  @Post('versturen')
  async release(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    await this.meetings.find(actor, id);
    const form = readForm(ReleaseDrafts, { ids: body['mail'], kind: body['kind'], all: body['alle'] });
    if (!form.valid) return void (await reply.status(422).send(await this.page(actor, view, id, { query: {}, errors: { form: Object.values(form.errors)[0]! } })));
    const { ids, kind } = form.value;
    try {
      await reply.redirect(`/bijeenkomsten/${id}/concepten?${doneQuery(await this.drafts.release(actor, id, form.value))}`, 303);
    } catch (error) {
      if (!(error instanceof MailsBlocked)) throw error;
      await reply.status(error.status).send(ids ? await this.page(actor, view, id, { query: {}, stopped: error.findings, ticked: ids }) : await this.askPage(actor, view, id, { kind, spamRefused: false }));
    }
  }

  @Post('keuze')
  async choose(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    await this.meetings.find(actor, id);
    const form = readForm(ReviewInput, body);
    if (!form.valid) return void (await reply.status(422).send(await this.page(actor, view, id, { query: {}, errors: { kinds: Object.values(form.errors)[0]! } })));
    await this.reviews.save(actor, id, form.value.kinds);
    await reply.redirect(`/bijeenkomsten/${id}/concepten?gedaan=keuze`, 303);
  }

  @Post('keuze/terug')
  async forget(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.meetings.find(actor, id);
    await this.reviews.forget(actor, id);
    await reply.redirect(`/bijeenkomsten/${id}/concepten?gedaan=keuze`, 303);
  }

  private async askPage(actor: Actor, view: View, id: string, { kind, spamRefused }: { kind: MailKind | undefined; spamRefused: boolean }): Promise<string> {
    const [meeting, reports] = [await this.meetings.find(actor, id), await this.leaving.look(actor, id, { what: 'drafts', kind })];
    return view.page(<ReleasePage {...{ meeting, kind, reports, spamRefused }} />);
  }

  private async page(actor: Actor, view: View, id: string, { query, errors = {}, stopped = [], ticked = [] }: { query: Body; errors?: FormErrors; stopped?: Finding[]; ticked?: string[] }): Promise<string> {
    const meeting = await this.meetings.find(actor, id);
    const asked = readForm(DraftsQuery, query);
    const filter = asked.valid ? asked.value : DraftsQuery.parse({});
    const props = { meeting, ...(await this.drafts.list(actor, id, filter)), tally: await this.leaving.tally(actor, id), review: await this.reviews.find(actor, id) };
    return view.page(<OutboxPage {...props} kind={filter.kind} now={this.clock.now()} mayChange={actor.role !== 'viewer'} errors={errors} stopped={stopped} ticked={ticked} done={doneIn(query)} />);
  }
}

function kindIn(query: Body): MailKind | undefined {
  const asked = readForm(DraftsQuery, { kind: query['kind'] });
  return asked.valid ? asked.value.kind : undefined;
}

/** What was done, as words and numbers behind the address. */
export function doneQuery({ released, stopped }: Released): string {
  return new URLSearchParams({ verstuurd: String(released), gestopt: String(stopped) }).toString();
}

function doneIn({ gedaan, verstuurd, gestopt }: Body): string | null {
  if (typeof gedaan === 'string' && Object.hasOwn(DONE, gedaan)) return DONE[gedaan]!;
  if (typeof verstuurd !== 'string' || !/^\d{1,6}$/.test(verstuurd)) return null;
  const [released, stopped] = [Number(verstuurd), Number(gestopt) || 0];
  const rest = stopped === 0 ? '' : ` ${mails(stopped)} ${stopped === 1 ? 'gaat' : 'gaan'} niet meer weg; in de lijst met mails staat waarom.`;
  return released === 0 && stopped === 0 ? 'Deze mails waren al verstuurd of ingetrokken.' : `${mails(released)} ${released === 1 ? 'vertrekt' : 'vertrekken'} nu.${rest}`;
}
