import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { AudienceService, ChangeAudience } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { AudiencePage, typedTarget } from './audience.page.js';
import { PlanChoices } from './plan-choices.js';
import { outcomeOf } from './plan-form.js';

const PER_PAGE = 50;
const CHOICES: Record<string, boolean | null> = { ja: true, nee: false, automatisch: null };

/** Who is meant by a meeting, and choices by hand. */
@Controller('bijeenkomsten/:id/doelgroep')
@Policy('organiser')
export class AudienceController {
  constructor(
    private readonly audience: AudienceService,
    private readonly choices: PlanChoices,
  ) {}

  @Get()
  @Policy('viewer')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    return this.page(view, { actor, id, query });
  }

  @Post()
  async change(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(ChangeAudience, { ...body, functions: body['functions'] ?? [], organisationKinds: body['organisationKinds'] ?? [], regionId: body['regionId'] || null });
    const { meeting } = await this.audience.list(actor, id, { limit: 1 });
    // Municipalities that a program gave stay as long as no region takes their place.
    const keeps = meeting.regionId === null && meeting.municipalityCodes.length > 0;
    const changed = await outcomeOf(form, async (wish) => this.audience.change(actor, id, { ...wish, regionId: wish.regionId === null && keeps ? undefined : wish.regionId }));
    if (changed.ok) return void (await reply.redirect(`/bijeenkomsten/${id}/doelgroep?bewaard=1`, 303));
    await reply.status(422).send(await this.page(view, { actor, id, query: {} }, { typed: body, errors: changed.errors }));
  }

  @Post('keuze')
  async choose(@CurrentActor() actor: Actor, @Param('id') id: string, @Query('lijst') shown: unknown, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const [contactId = '', choice = ''] = String(body['keuze']).split(':');
    const wish = readForm(ChangeAudience, { choices: [{ contactId, included: CHOICES[choice] }] });
    if (wish.valid) await this.audience.change(actor, id, wish.value);
    await reply.redirect(`/bijeenkomsten/${id}/doelgroep?lijst=${shown === 'nee' ? 'nee' : 'ja'}#mensen`, 303);
  }

  private async page(view: View, { actor, id, query }: { actor: Actor; id: string; query: Record<string, unknown> }, again?: { typed: Record<string, unknown>; errors: FormErrors }): Promise<string> {
    const shown = query['lijst'] === 'nee' ? 'nee' : 'ja';
    const found = await this.audience.overview(actor, id, { limit: PER_PAGE, after: typeof query['na'] === 'string' ? query['na'] : null, included: shown === 'ja' });
    const regions = await this.choices.regions(actor);
    const props = { ...found, regions, shown, saved: query['bewaard'] !== undefined, mayChange: actor.role !== 'viewer' } as const;
    return view.page(<AudiencePage {...props} typed={again?.typed ?? typedTarget(found.meeting)} errors={again?.errors ?? {}} />);
  }
}
