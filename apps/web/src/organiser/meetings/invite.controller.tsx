import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { AudienceService, Invite, InviteMail, InviteService, type WhoseInvitation } from '@bijeen/invitations';
import { STORY_VARIANTS, type StoryVariant } from '@bijeen/contacts';
import { inDarkMode, MailTextInput } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import type { SignedIn } from '@bijeen/organisations';
import type { Actor } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, CurrentActor, CurrentSession, CurrentView, Policy } from '../../security/policy.js';
import { MailsAboutToLeave } from '../mail-desk/mails-about-to-leave.js';
import { FRAMED_MAIL, viewIn } from '../mail-text/preview-views.js';
import { invitedInWords, InvitePage } from './invite.page.js';
import { outcomeOf } from './plan-form.js';
import { SendingProgress } from './sending-progress.js';

/** Looking at the invitation, changing its text, trying it, and sending it. */
@Controller('bijeenkomsten/:id/uitnodigen')
@Policy('organiser')
export class InviteController {
  constructor(
    private readonly inviting: InviteService,
    private readonly mail: InviteMail,
    private readonly audience: AudienceService,
    private readonly meetings: MeetingsService,
    private readonly leaving: MailsAboutToLeave,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>, @Req() { session }: BijeenRequest): Promise<string> {
    return this.page(view, { actor, id, query, session }, {});
  }

  @Post()
  async invite(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Req() { session, body }: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    const invited = await outcomeOf(readForm(Invite, body), async (wish) => this.inviting.invite(actor, id, wish));
    if (invited.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?uitgenodigd=${invited.value.invited}`, 303));
    await reply.status(422).send(await this.page(view, { actor, id, query: {}, session }, invited.errors));
  }

  /** Part of the page, asked for again and again while mails leave. */
  @Get('voortgang')
  @Policy('viewer')
  async progress(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string): Promise<string> {
    const { id: meetingId } = await this.meetings.find(actor, id);
    return view.part(<SendingProgress meetingId={meetingId} tally={await this.leaving.tally(actor, meetingId)} />);
  }

  /** The mail itself, in a cage of its own; a refusal is a page like any other, under the usual policy. */
  @Get('voorbeeld')
  @Policy('viewer')
  async preview(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { html } = await this.mail.preview(actor, id, whoseIn(query));
    reply.header('content-security-policy', FRAMED_MAIL);
    return viewIn(query['weergave']) === 'donker' ? inDarkMode(html) : html;
  }

  @Get('voorbeeld.txt')
  @Policy('viewer')
  @Header('content-type', 'text/plain; charset=utf-8')
  async previewText(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const { subject, text } = await this.mail.preview(actor, id, whoseIn(query));
    return `Onderwerp: ${subject}\n\n${text}`;
  }

  @Post('tekst')
  async write(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Req() { session, body: sent }: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = Object(sent) as Record<string, unknown>;
    const variant = storyIn(body['variant']) ?? '';
    const saved = await outcomeOf(readForm(MailTextInput, body), async (text) => this.mail.save(actor, id, text, variant));
    if (saved.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?tekst=${variant}&gedaan=tekst#voorbeeld`, 303));
    await reply.status(422).send(await this.page(view, { actor, id, query: { tekst: variant }, session }, saved.errors, body));
  }

  @Post('tekst/terug')
  async forget(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() sent: unknown, @Res() reply: FastifyReply): Promise<void> {
    const variant = storyIn((Object(sent) as Record<string, unknown>)['variant']) ?? '';
    await this.mail.forget(actor, id, variant);
    await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?tekst=${variant}&gedaan=terug#voorbeeld`, 303);
  }

  /** Goes to the address of whoever is signed in, and to nobody else. */
  @Post('test')
  async test(@CurrentActor() actor: Actor, @CurrentSession() { name, email }: SignedIn, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.mail.sendTest(actor, id, { name, address: email });
    await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?gedaan=test`, 303);
  }

  /** Lets SpamAssassin look at the invitation. */
  @Post('spamscore')
  async measure(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const measured = await this.leaving.measureSpam(actor, id, { what: 'invitation' });
    await reply.redirect(`/bijeenkomsten/${id}/uitnodigen${measured ? '' : '?spam=niet'}#controle`, 303);
  }

  private async page(view: View, { actor, id, query, session }: { actor: Actor; id: string; query: Record<string, unknown>; session: SignedIn | undefined }, errors: FormErrors, typed: Record<string, unknown> = {}): Promise<string> {
    const { meeting, summary } = await this.audience.summary(actor, id);
    const [texts, preview, tally] = [await this.mail.texts(actor, id), await this.mail.preview(actor, id, whoseIn(query)), await this.leaving.tally(actor, id)];
    const reports = actor.role === 'viewer' || summary.toInvite === 0 ? [] : await this.leaving.look(actor, id, { what: 'invitation' });
    const looking = { view: viewIn(query['weergave']), story: storyIn(query['tekst']), after: textIn(query['na']), chosen: textIn(query['voor']) };
    return view.page(<InvitePage {...{ meeting, summary, texts, preview, tally, reports, looking, typed, errors }} spamRefused={query['spam'] === 'niet'} done={doneIn(query, tally.invitation?.draft ?? 0)} role={actor.role} ownAddress={session?.email ?? null} />);
  }
}

/** Whose invitation an address asks for. */
function whoseIn(query: Record<string, unknown>): WhoseInvitation {
  return { after: textIn(query['na']), contactId: textIn(query['voor']), story: storyIn(query['tekst']) };
}

/** The text for people with one function, when an address or a form names one. */
function storyIn(value: unknown): StoryVariant | undefined {
  return STORY_VARIANTS.find((each) => each === value);
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function doneIn({ uitgenodigd, gedaan }: Record<string, unknown>, drafts: number): string | null {
  if (typeof uitgenodigd === 'string' && /^\d{1,6}$/.test(uitgenodigd)) return invitedInWords(Number(uitgenodigd), drafts);
  if (gedaan === 'tekst') return 'De tekst is bewaard. Hieronder zie je hoe de uitnodiging er nu uitziet.';
  if (gedaan === 'terug') return 'De tekst van Bijeen staat er weer.';
  return gedaan === 'test' ? 'De testmail is onderweg naar je eigen adres. De knoppen erin openen niets.' : null;
}
