import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { AskForLink, browserCookieName, type Entered, PasswordSignIn, PasswordSignInService, SessionsService, SignInByMail, SignInLinks } from '@bijeen/organisations';
import { Config, DomainError } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { ipKey } from '../security/ip-key.js';
import { localPath } from '../security/local-path.js';
import { type BijeenRequest, CurrentView, Policy } from '../security/policy.js';
import { AlreadyInPage, AskedPage, LinkPage, OtherBrowserPage, PasswordPage, PressPage } from './sign-in.page.js';

/** How long a browser remembers that it asked for a link: longer than the link lives, so that the page can explain. */
const ASKED_SECONDS = 3600;

type Body = Record<string, unknown>;

/** Signing in, by a link in the mail or by password, and signing out. Opening a link only shows a button (ASVS 7.6.2). */
@Controller()
@Policy('public')
export class SignInController {
  constructor(
    private readonly byMail: SignInByMail,
    private readonly links: SignInLinks,
    private readonly byPassword: PasswordSignInService,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  @Get('inloggen')
  async show(@Req() { session }: BijeenRequest, @Res() reply: FastifyReply, @CurrentView() view: View, @Query('verder') next?: string): Promise<void> {
    if (session) await reply.redirect(localPath(next), 303);
    else await reply.send(view.page(<LinkPage next={localPath(next)} typed={{}} errors={{}} />));
  }

  @Post('inloggen/link')
  async ask(@Req() request: BijeenRequest, @Res() reply: FastifyReply, @CurrentView() view: View, @Body() body: Body): Promise<void> {
    const form = readForm(AskForLink, body);
    if (!form.valid) return again(reply, view, <LinkPage next={localPath(body['verder'])} typed={body} errors={form.errors} />);
    const asked = await this.byMail.ask(form.value.email, { ip: ipKey(request.ip), browser: request.cookies[this.cookie] }).catch(refused);
    if (asked instanceof DomainError) return again(reply, view, <LinkPage next={localPath(body['verder'])} typed={body} errors={{ email: asked.message }} />, asked.status);
    this.remember(reply, this.cookie, asked);
    this.remember(reply, 'verder', localPath(body['verder']));
    await reply.redirect('/inloggen/gevraagd', 303);
  }

  @Get('inloggen/gevraagd')
  asked(@CurrentView() view: View): string {
    return view.page(<AskedPage mailbox={this.config.catcherMode && this.config.loopback} />);
  }

  @Get('inloggen/wachtwoord')
  showPassword(@CurrentView() view: View, @Query('verder') next?: string): string {
    return view.page(<PasswordPage next={localPath(next)} typed={{}} errors={{}} />);
  }

  @Post('inloggen/wachtwoord')
  async password(@Req() request: BijeenRequest, @Res() reply: FastifyReply, @CurrentView() view: View, @Body() body: Body): Promise<void> {
    const next = localPath(body['verder']);
    const form = readForm(PasswordSignIn, body);
    if (!form.valid) return again(reply, view, <PasswordPage next={next} typed={body} errors={form.errors} />);
    const entered = await this.byPassword.signIn(form.value, ipKey(request.ip)).catch(refused);
    if (entered instanceof DomainError) return again(reply, view, <PasswordPage next={next} typed={body} errors={{ email: entered.message }} />, entered.status);
    await this.enter(request, reply, entered, next);
  }

  @Get('inloggen/:token')
  async press(@Req() request: BijeenRequest, @CurrentView() view: View, @Param('token') token: string): Promise<string> {
    const fits = await this.links.fitsBrowser(token, request.cookies[this.cookie]);
    if (fits) return view.page(<PressPage token={token} />);
    return view.page(request.session ? <AlreadyInPage /> : <OtherBrowserPage />);
  }

  @Post('inloggen/:token')
  async signIn(@Req() request: BijeenRequest, @Res() reply: FastifyReply, @Param('token') token: string): Promise<void> {
    const entered = await this.links.signIn(token, request.cookies[this.cookie]);
    await this.enter(request, reply, entered, localPath(request.cookies['verder']));
  }

  @Post('uitloggen')
  async signOut(@Req() { session, headers }: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    if (session) reply.removeHeader('set-cookie').header('set-cookie', await this.sessions.end(headers.cookie ?? ''));
    await reply.redirect('/inloggen', 303);
  }

  /** A new session begins; the one that this browser had before ends (R26). */
  private async enter({ session, headers }: BijeenRequest, reply: FastifyReply, entered: Entered, next: string): Promise<void> {
    if (session) await this.sessions.end(headers.cookie ?? '');
    await this.sessions.record(entered);
    reply.removeHeader('set-cookie').header('set-cookie', entered.cookies);
    reply.clearCookie(this.cookie, this.cookieOptions).clearCookie('verder', this.cookieOptions);
    await reply.redirect(next, 303);
  }

  private remember(reply: FastifyReply, name: string, value: string): void {
    reply.setCookie(name, value, { ...this.cookieOptions, maxAge: ASKED_SECONDS });
  }

  private get cookie(): string {
    return browserCookieName(this.config);
  }

  private get cookieOptions() {
    return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: this.config.secure };
  }
}

async function again(reply: FastifyReply, view: View, page: VNode, status = 422): Promise<void> {
  await reply.status(status).send(view.page(page));
}

/** A refusal becomes a line beside the form; anything else is a bug and goes up. */
function refused(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}
