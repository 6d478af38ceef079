import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { InterestList, LeaveInterest } from '@bijeen/dates';
import { Config } from '@bijeen/platform';
import { type PublicMeeting, PublicMeetings } from '@bijeen/publishing';
import { Alert, ButtonLink, GuestLayout, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { hostView } from '../invitee/host-view.js';
import { LinkLimits } from '../security/link-limits.js';
import { type BijeenRequest, CurrentView, Policy } from '../security/policy.js';
import { PublicMeetingPage } from './public-meeting.page.js';

/** Hearing of the new date of a postponed meeting, for who was not invited. Says the same to everybody: who is on the list is nobody else's business. */
@Controller('b/:slug/interesse')
@Policy('anyone')
export class PublicInterestController {
  constructor(
    private readonly meetings: PublicMeetings,
    private readonly interest: InterestList,
    private readonly limits: LinkLimits,
    private readonly config: Config,
  ) {}

  @Post()
  async join(@Param('slug') slug: string, @Body() body: Record<string, unknown>, @CurrentView() view: View, @Req() request: BijeenRequest, @Res() reply: FastifyReply): Promise<void> {
    this.limits.checkForm(request);
    const { meeting, state } = await this.meetings.find(slug);
    const form = readForm(LeaveInterest, body);
    // Only a program fills in what no person sees. It hears that all went well.
    const byProgram = Boolean((Object(body) as { website?: unknown }).website);
    if (!byProgram && !form.valid) return void (await reply.status(422).send(hostView(view, meeting).page(<PublicMeetingPage meeting={meeting} state={state} publicUrl={this.config.publicUrl} typed={body} errors={form.errors} />)));
    if (!byProgram && form.valid) await this.interest.addFromPage(meeting, form.value);
    await reply.redirect(`/b/${encodeURIComponent(slug)}/interesse`, 303);
  }

  @Get()
  async joined(@Param('slug') slug: string, @CurrentView() view: View): Promise<string> {
    const { meeting } = await this.meetings.find(slug);
    return hostView(view, meeting).page(<InterestKeptPage meeting={meeting} />);
  }
}

function InterestKeptPage({ meeting }: { meeting: PublicMeeting }) {
  return (
    <GuestLayout title="Dank u" host={meeting.organisationName}>
      <h1>Dank u</h1>
      <Alert kind="ok" title={`Is er een nieuwe datum voor “${meeting.title}”? Dan hoort u dat van ${meeting.organisationName}.`} />
      <p><ButtonLink href={`/b/${meeting.slug}`}>Terug naar de bijeenkomst</ButtonLink></p>
    </GuestLayout>
  );
}
