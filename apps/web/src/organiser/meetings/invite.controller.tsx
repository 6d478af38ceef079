import { Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { AudienceService, Invite, InviteMail, InviteService } from '@bijeen/invitations';
import { MailLedger, type MailText, MailTextInput } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import type { SignedIn } from '@bijeen/organisations';
import type { Actor } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, CurrentActor, CurrentSession, CurrentView, Policy } from '../../security/policy.js';
import { invitedInWords, InvitePage } from './invite.page.js';
import { outcomeOf } from './plan-form.js';
import { SendingProgress } from './sending-progress.js';

/** A mail may style itself and nothing else; it stands in a frame of our own page. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/** Looking at the invitation, changing its text, trying it, and sending it. */
@Controller('bijeenkomsten/:id/uitnodigen')
@Policy('organiser')
export class InviteController {
  constructor(
    private readonly inviting: InviteService,
    private readonly mail: InviteMail,
    private readonly audience: AudienceService,
    private readonly meetings: MeetingsService,
    private readonly ledger: MailLedger,
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
    return view.part(<SendingProgress meetingId={meetingId} tally={await this.ledger.tally(actor, meetingId)} />);
  }

  /** The mail itself, in a cage of its own; a refusal is a page like any other, under the usual policy. */
  @Get('voorbeeld')
  @Policy('viewer')
  async preview(@CurrentActor() actor: Actor, @Param('id') id: string, @Query('na') after: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { html } = await this.mail.preview(actor, id, typeof after === 'string' ? after : null);
    reply.header('content-security-policy', MAIL_POLICY);
    return html;
  }

  @Get('voorbeeld.txt')
  @Policy('viewer')
  @Header('content-type', 'text/plain; charset=utf-8')
  async previewText(@CurrentActor() actor: Actor, @Param('id') id: string, @Query('na') after: unknown): Promise<string> {
    const { subject, text } = await this.mail.preview(actor, id, typeof after === 'string' ? after : null);
    return `Onderwerp: ${subject}\n\n${text}`;
  }

  @Post('tekst')
  async write(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Req() { session, body }: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    const saved = await outcomeOf(readForm(MailTextInput, body), async (text) => this.mail.save(actor, id, text));
    if (saved.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?gedaan=tekst#voorbeeld`, 303));
    await reply.status(422).send(await this.page(view, { actor, id, query: {}, session }, saved.errors, body));
  }

  @Post('tekst/terug')
  async forget(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.mail.forget(actor, id);
    await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?gedaan=terug#voorbeeld`, 303);
  }

  /** Goes to the address of whoever is signed in, and to nobody else. */
  @Post('test')
  async test(@CurrentActor() actor: Actor, @CurrentSession() { name, email }: SignedIn, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.mail.sendTest(actor, id, { name, address: email });
    await reply.redirect(`/bijeenkomsten/${id}/uitnodigen?gedaan=test`, 303);
  }

  private async page(view: View, { actor, id, query, session }: { actor: Actor; id: string; query: Record<string, unknown>; session: SignedIn | undefined }, errors: FormErrors, typed?: unknown): Promise<string> {
    const after = typeof query['na'] === 'string' ? query['na'] : null;
    const { meeting, summary } = await this.audience.summary(actor, id);
    const kept = await this.mail.text(actor, id);
    const text = typed === undefined ? kept : { ...asTyped(typed), own: kept.own };
    const { name, address, viaSecretariat, contactId } = await this.mail.preview(actor, id, after);
    const tally = await this.ledger.tally(actor, id);
    const props = { meeting, summary, text, tally, sample: { name, address, viaSecretariat, contactId }, after };
    return view.page(<InvitePage {...props} errors={errors} done={doneIn(query, tally.invitation?.draft ?? 0)} role={actor.role} ownAddress={session?.email ?? null} />);
  }
}

/** What somebody typed, right or wrong, to show it again. */
function asTyped(body: unknown): MailText {
  const { subject, body: text } = Object(body) as Record<string, unknown>;
  return { subject: typeof subject === 'string' ? subject : '', body: typeof text === 'string' ? text : '' };
}

function doneIn({ uitgenodigd, gedaan }: Record<string, unknown>, drafts: number): string | null {
  if (typeof uitgenodigd === 'string' && /^\d{1,6}$/.test(uitgenodigd)) return invitedInWords(Number(uitgenodigd), drafts);
  if (gedaan === 'tekst') return 'De tekst is bewaard. Hieronder zie je hoe de uitnodiging er nu uitziet.';
  if (gedaan === 'terug') return 'De tekst van Bijeen staat er weer.';
  return gedaan === 'test' ? 'De testmail is onderweg naar je eigen adres. De knoppen erin openen niets.' : null;
}
