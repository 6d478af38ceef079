import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { MeetingChanges, TakenBackMoves } from '@bijeen/mailings';
import { MeetingsService, PlanMeeting, planOf } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { type BijeenRequest, CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { mails, people } from './in-words.js';
import { MeetingListPage } from './meeting-list.page.js';
import { MeetingOverviews } from './meeting-overview.js';
import { MeetingPage } from './meeting.page.js';
import { PlanChoices } from './plan-choices.js';
import { formFromPlan, outcomeOf, planFromForm } from './plan-form.js';
import { ChangeMeetingPage, PlanMeetingPage } from './plan-meeting.page.js';

const PER_PAGE = { upcoming: 20, past: 10 };

/** The meetings of an organisation: overview, plan, change, and the page of one. */
@Controller('bijeenkomsten')
@Policy('organiser')
export class MeetingsController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly changes: MeetingChanges,
    private readonly overviews: MeetingOverviews,
    private readonly choices: PlanChoices,
    private readonly moves: TakenBackMoves,
  ) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>): Promise<string> {
    const after = (name: string): string | null => (typeof query[name] === 'string' ? query[name] : null);
    const upcoming = await this.meetings.list(actor, { when: 'upcoming', after: after('komend'), limit: PER_PAGE.upcoming });
    const past = await this.meetings.list(actor, { when: 'past', after: after('geweest'), limit: PER_PAGE.past });
    const hasContacts = upcoming.items.length + past.items.length > 0 || (await this.choices.hasContacts(actor));
    return view.page(<MeetingListPage upcoming={upcoming.items} past={past.items} next={{ upcoming: upcoming.next, past: past.next }} hasContacts={hasContacts} mayChange={mayChange(actor)} />);
  }

  @Get('nieuw')
  async fresh(@CurrentActor() actor: Actor, @CurrentView() view: View, @Req() { session }: BijeenRequest): Promise<string> {
    return view.page(<PlanMeetingPage typed={await this.choices.defaults(actor, session?.email ?? null)} errors={{}} regions={await this.choices.regions(actor)} />);
  }

  @Post('nieuw')
  async plan(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const planned = await outcomeOf(readForm(PlanMeeting, planFromForm(body)), async (plan) => this.changes.plan(actor, plan));
    if (planned.ok) return void (await reply.redirect(`/bijeenkomsten/${planned.value.id}?gedaan=gepland`, 303));
    await reply.status(422).send(view.page(<PlanMeetingPage typed={body} errors={planned.errors} regions={await this.choices.regions(actor)} />));
  }

  @Get(':id')
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    return view.page(<MeetingPage {...await this.overviews.find(actor, id)} waiting={await this.moves.waiting(actor, id)} former={await this.moves.former(actor, id)} mayChange={mayChange(actor)} done={doneIn(query)} />);
  }

  @Get(':id/wijzigen')
  async form(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string): Promise<string> {
    const { meeting, dashboard } = await this.overviews.find(actor, id);
    return view.page(<ChangeMeetingPage meeting={meeting} coming={dashboard.answers.yes} typed={formFromPlan(planOf(meeting))} errors={{}} regions={await this.choices.regions(actor)} />);
  }

  @Post(':id/wijzigen')
  async change(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const { meeting, dashboard } = await this.overviews.find(actor, id);
    const form = readForm(PlanMeeting, { ...planFromForm(body), municipalityCodes: body['regionId'] ? [] : meeting.municipalityCodes });
    const changed = await outcomeOf(form, async (plan) => this.changes.change(actor, id, plan));
    if (changed.ok) return void (await reply.redirect(`/bijeenkomsten/${id}?gedaan=gewijzigd&verteld=${changed.value.told}`, 303));
    await reply.status(422).send(view.page(<ChangeMeetingPage meeting={meeting} coming={dashboard.answers.yes} typed={body} errors={changed.errors} regions={await this.choices.regions(actor)} />));
  }
}

function mayChange({ role }: Actor): boolean {
  return role !== 'viewer';
}

/** What a page says after something was done; the address carries only the word and the number. */
function doneIn({ gedaan, verteld }: Record<string, unknown>): string | null {
  const told = Number(verteld) > 0 ? ` ${people(Number(verteld))} ${Number(verteld) === 1 ? 'krijgt' : 'krijgen'} hierover een mail.` : '';
  if (gedaan === 'gepland') return 'De bijeenkomst is gepland. Kijk nu wie je uitnodigt.';
  if (gedaan === 'gewijzigd') return `De wijzigingen zijn bewaard.${told}`;
  if (gedaan === 'ongedaan') return `Alles staat weer zoals het stond.${told}`;
  if (gedaan === 'verstuurd') return Number(verteld) > 0 ? `${mails(Number(verteld))} ${Number(verteld) === 1 ? 'vertrekt' : 'vertrekken'} nu.` : 'Er waren geen mails meer die wachtten.';
  return null;
}
