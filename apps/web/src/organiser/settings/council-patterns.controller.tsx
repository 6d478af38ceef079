import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CouncilPatterns, type NamedPattern, SaveCouncilPattern } from '@bijeen/dates';
import { type Actor, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { ChangeCouncilPatternPage, CouncilPatternsPage } from './council-patterns.page.js';

type Body = Record<string, unknown>;

const HERE = '/instellingen/raadsdagen';
const DONE: Record<string, string> = { toegevoegd: 'De raadsdag staat erbij.', gewijzigd: 'De raadsdag is gewijzigd.', verwijderd: 'De raadsdag is verwijderd.' };

/** When councils, colleges and committees meet, per municipality. */
@Controller('instellingen/raadsdagen')
@Policy('organiser')
export class CouncilPatternsController {
  constructor(private readonly patterns: CouncilPatterns) {}

  @Get()
  @Policy('viewer')
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('gedaan') done?: string): Promise<string> {
    return this.page(actor, view, { done: DONE[done ?? ''] ?? null });
  }

  @Post()
  async add(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(SaveCouncilPattern, body);
    const errors = form.valid ? await this.patterns.add(actor, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`${HERE}?gedaan=toegevoegd`, 303));
    await reply.status(422).send(await this.page(actor, view, { typed: body, errors }));
  }

  @Get(':patternId')
  async form(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('patternId') id: string): Promise<string> {
    const pattern = await this.patterns.find(actor, id);
    return view.page(<ChangeCouncilPatternPage pattern={pattern} municipalities={await this.patterns.choices()} typed={typedFrom(pattern)} errors={{}} />);
  }

  @Post(':patternId')
  async change(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('patternId') id: string, @Body() body: Body, @Res() reply: FastifyReply): Promise<void> {
    const pattern = await this.patterns.find(actor, id);
    const form = readForm(SaveCouncilPattern, body);
    const errors = form.valid ? await this.patterns.change(actor, id, form.value).then(() => null, asErrors) : form.errors;
    if (!errors) return void (await reply.redirect(`${HERE}?gedaan=gewijzigd`, 303));
    await reply.status(422).send(view.page(<ChangeCouncilPatternPage pattern={pattern} municipalities={await this.patterns.choices()} typed={body} errors={errors} />));
  }

  @Post(':patternId/verwijderen')
  async remove(@CurrentActor() actor: Actor, @Param('patternId') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.patterns.remove(actor, id);
    await reply.redirect(`${HERE}?gedaan=verwijderd`, 303);
  }

  private async page(actor: Actor, view: View, { typed = {}, errors = {}, done = null }: { typed?: Body; errors?: FormErrors; done?: string | null }): Promise<string> {
    const [patterns, municipalities] = [await this.patterns.list(actor), await this.patterns.choices()];
    return view.page(<CouncilPatternsPage {...{ patterns, municipalities, typed, errors, done }} mayChange={actor.role !== 'viewer'} />);
  }
}

function typedFrom({ municipalityCode, kind, weekday, weeks, fromTime, toTime, note }: NamedPattern): Body {
  return { municipalityCode, kind, weekday: String(weekday), weeks: weeks.map(String), from: fromTime, to: toTime, note };
}

/** What belongs to a field stands there; problems of single ticks belong to the whole. */
function asErrors(error: unknown): FormErrors {
  if (!(error instanceof DomainError) || error.status === 404) throw error;
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message };
}
