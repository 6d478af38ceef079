import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { OrganisationsService } from '@bijeen/organisations';
import { type Actor, DomainError } from '@bijeen/platform';
import { ChangeRegion, MakeRegion, Region, RegionFromTravelTime, RegionsService } from '@bijeen/regions';
import { type FormErrors, readForm, View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { NewRegionPage } from './new-region.page.js';
import { RegionListPage } from './region-list.page.js';
import { RegionPage, type RegionPageProps } from './region.page.js';
import { type ReachPreview, RegionViews } from './region-view.js';

const CARDS_PER_PAGE = 24;

/** The regions of an organisation: see them, make one in three ways, change and remove them. */
@Controller('regios')
@Policy('viewer')
export class RegionsController {
  constructor(
    private readonly regions: RegionsService,
    private readonly views: RegionViews,
    private readonly organisations: OrganisationsService,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('na') after?: string): Promise<string> {
    const { items, next } = await this.regions.list(actor, CARDS_PER_PAGE, typeof after === 'string' ? after : null);
    const cards = await Promise.all(items.map(async (region) => this.views.card(region)));
    return view.page(<RegionListPage cards={cards} next={next} mayChange={mayChange(actor)} />);
  }

  @Get('nieuw')
  @Policy('organiser')
  async fresh(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (query['postcode'] === undefined) return this.form(view, { postcode: (await this.organisations.find(actor)).postcode4 }, {}, reply);
    return this.reach(view, { ...query, startedFrom: 'TRAVEL_TIME' }, reply);
  }

  @Post('nieuw')
  @Policy('organiser')
  async make(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(MakeRegion, body);
    const made = form.valid ? await this.regions.make(actor, form.value).catch(asErrors) : form.errors;
    if (made instanceof Region) return void (await reply.redirect(`/regios/${made.id}`, 303));
    reply.status(422);
    await reply.send(body['startedFrom'] === 'TRAVEL_TIME' ? await this.reach(view, body, reply, made) : await this.form(view, body, made, reply));
  }

  @Get(':id')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('bewaard') saved?: string): Promise<string> {
    return this.page(view, actor, await this.regions.find(actor, id), { saved: saved !== undefined });
  }

  @Post(':id')
  @Policy('organiser')
  async change(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const ticked = [body['municipalityCodes'] ?? []].flat().map(String);
    const form = readForm(ChangeRegion.required({ name: true }), { ...body, municipalityCodes: ticked });
    const changed = form.valid ? await this.regions.change(actor, id, form.value).catch(asErrors) : form.errors;
    if (changed instanceof Region) return void (await reply.redirect(`/regios/${changed.id}?bewaard=1`, 303));
    const name = typeof body['name'] === 'string' ? body['name'] : '';
    await reply.status(422).send(await this.page(view, actor, await this.regions.find(actor, id), { name, ticked: new Set(ticked), errors: changed }));
  }

  @Post(':id/verwijderen')
  @Policy('organiser')
  async remove(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    try {
      await this.regions.remove(actor, id);
      await reply.redirect('/regios', 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'region.in-use') throw error;
      await reply.status(error.status).send(await this.page(view, actor, await this.regions.find(actor, id), { refusal: error.message }));
    }
  }

  private async page(view: View, actor: Actor, region: Region, change: Partial<RegionPageProps>): Promise<string> {
    const props = { mayChange: mayChange(actor), name: region.name, ticked: new Set(region.municipalityCodes), errors: {}, ...change };
    return view.page(<RegionPage {...props} view={await this.views.of(region)} />);
  }

  /** The form with what lies within reach, before anything is made; or what is wrong with the question. */
  private async reach(view: View, typed: Record<string, unknown>, reply: FastifyReply, errors: FormErrors = {}): Promise<string> {
    const wish = readForm(RegionFromTravelTime.omit({ name: true }), typed);
    if (!wish.valid) return this.form(view, typed, { ...wish.errors, ...errors }, reply);
    const preview = await this.views.preview(wish.value).catch(asErrors);
    if (!isPreview(preview)) return this.form(view, typed, preview, reply);
    return view.page(<NewRegionPage divisions={await this.views.divisions()} provinces={await this.views.provinces()} preview={preview} typed={typed} errors={errors} />);
  }

  private async form(view: View, typed: Record<string, unknown>, errors: FormErrors, reply: FastifyReply): Promise<string> {
    if (Object.keys(errors).length > 0) reply.status(422);
    return view.page(<NewRegionPage divisions={await this.views.divisions()} provinces={await this.views.provinces()} preview={null} typed={typed} errors={errors} />);
  }
}

function mayChange({ role }: Actor): boolean {
  return role !== 'viewer';
}

function isPreview(found: ReachPreview | FormErrors): found is ReachPreview {
  return 'lines' in found;
}

/** A refusal as lines beside the fields. Anything else is a bug and goes up. */
function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError)) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message };
}
