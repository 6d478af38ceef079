import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { inDarkMode, MailTextInput } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import { ChangeMailPlan, MailPlanService, PlannedMailTexts, type PlannedKind, type Variant, variantsOf } from '@bijeen/mailings';
import { type Actor, Clock, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { FRAMED_MAIL, viewIn } from '../mail-text/preview-views.js';
import { kindIn } from './kind-in.js';
import { PlannedMailPage } from './planned-mail.page.js';

/** Where one mail stands in the addresses of this controller. */
interface Which {
  id: string;
  kind: string;
}

/** What a form came back with. */
interface Refused {
  typed: Record<string, unknown>;
  errors: FormErrors;
}

const DONE: Record<string, string> = { moment: 'Het nieuwe moment is bewaard.', tekst: 'De tekst is bewaard.', standaard: 'De standaardtekst staat er weer.' };
/** One planned mail: its moment, its texts and how it looks. */
@Controller('bijeenkomsten/:id/mailplan/:kind')
@Policy('organiser')
export class PlannedMailController {
  constructor(
    private readonly plans: MailPlanService,
    private readonly texts: PlannedMailTexts,
    private readonly meetings: MeetingsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Query() query: Record<string, unknown>): Promise<string> {
    const done = typeof query['gedaan'] === 'string' && Object.hasOwn(DONE, query['gedaan']) ? DONE[query['gedaan']]! : null;
    return this.page(actor, view, which, { query, done });
  }

  @Post('moment')
  async move(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(ChangeMailPlan, { kind: kindIn(which.kind), date: body['date'] ?? '', time: body['time'] ?? '' });
    const errors = form.valid ? await this.plans.change(actor, which.id, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`/bijeenkomsten/${which.id}/mailplan/${which.kind}?gedaan=moment`, 303));
    await reply.status(422).send(await this.page(actor, view, which, { refused: { typed: body, errors } }));
  }

  @Post('tekst')
  async write(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const [kind, form] = [kindIn(which.kind), readForm(MailTextInput, body)];
    const variant = variantIn(kind, body['variant']);
    const errors = form.valid ? await this.texts.save(actor, which.id, { kind, variant, text: form.value }).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`/bijeenkomsten/${which.id}/mailplan/${kind}?tekst=${variant}&gedaan=tekst`, 303));
    await reply.status(422).send(await this.page(actor, view, which, { query: { tekst: variant }, refused: { typed: body, errors } }));
  }

  @Post('tekst/terug')
  async forget(@CurrentActor() actor: Actor, @Param() which: Which, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const kind = kindIn(which.kind);
    const variant = variantIn(kind, body['variant']);
    await this.texts.forget(actor, which.id, kind, variant);
    await reply.redirect(`/bijeenkomsten/${which.id}/mailplan/${kind}?tekst=${variant}&gedaan=standaard`, 303);
  }

  /** The mail itself, for the frame on the page. */
  @Get('voorbeeld')
  @Policy('viewer')
  async preview(@CurrentActor() actor: Actor, @Param() which: Which, @Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const kind = kindIn(which.kind);
    const { html } = await this.texts.preview(actor, which.id, { kind, variant: variantIn(kind, query['tekst']), invitationId: textOr(query['voor'], null) });
    reply.header('content-security-policy', FRAMED_MAIL);
    return viewIn(query['weergave']) === 'donker' ? inDarkMode(html) : html;
  }

  private async page(actor: Actor, view: View, { id, kind: name }: Which, { query = {}, done = null, refused = { typed: {}, errors: {} } }: { query?: Record<string, unknown>; done?: string | null; refused?: Refused }): Promise<string> {
    const kind = kindIn(name);
    const [variant, chosen] = [variantIn(kind, query['tekst']), textOr(query['voor'], null)];
    const [meeting, item] = [await this.meetings.find(actor, id), await this.plans.find(actor, id, kind)];
    const [texts, preview] = [await this.texts.texts(actor, id, kind), await this.texts.preview(actor, id, { kind, variant, invitationId: chosen })];
    return view.page(<PlannedMailPage {...{ meeting, item, variant, texts, preview, chosen, done, ...refused }} view={viewIn(query['weergave'])} now={this.clock.now()} mayChange={actor.role !== 'viewer'} />);
  }
}

function textOr<Else>(value: unknown, otherwise: Else): string | Else {
  return typeof value === 'string' ? value : otherwise;
}

/** The text that an address or a form names; the first one for anything else. */
function variantIn(kind: PlannedKind, text: unknown): Variant {
  return variantsOf(kind).find((each) => each === text) ?? variantsOf(kind)[0]!;
}

/** A refusal as lines beside the fields. What is not there, and bugs, go up. */
function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || error.status === 404) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { date: error.message };
}
