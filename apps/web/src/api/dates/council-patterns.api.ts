import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CouncilPatterns, type NamedPattern, SaveCouncilPattern } from '@bijeen/dates';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

const Of = z.object({ municipality: z.string().regex(/^GM\d{4}$/, 'Gebruik de codes van het CBS, zoals GM0193.').optional() });

/** When councils, colleges and committees meet. */
@Controller('api/v1/council-patterns')
@Policy('viewer')
export class CouncilPatternsApi {
  constructor(private readonly patterns: CouncilPatterns) {}

  @Get()
  @Describe({ does: 'Alle raadsdagen, of die van één gemeente.', query: Of, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<object> {
    const found = await this.patterns.list(actor, readInput(Of, query).municipality ?? null);
    return { items: found.map(shown), next: null };
  }

  @Post()
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Schrijft op wanneer een raad (council), college of raadscommissie (committee) vergadert. `weekday` is 1 (maandag) tot en met 7; `weeks` 1 tot en met 4 en 5 voor de laatste van de maand, leeg is elke week.', body: SaveCouncilPattern, gives: 'one' })
  async add(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<object> {
    return shown(await this.patterns.add(actor, readInput(SaveCouncilPattern, body)));
  }

  @Put(':patternId')
  @Policy('organiser')
  @Describe({ does: 'Wijzigt een raadsdag.', body: SaveCouncilPattern, gives: 'one' })
  async change(@CurrentActor() actor: Actor, @Param('patternId') id: string, @Body() body: unknown): Promise<object> {
    return shown(await this.patterns.change(actor, id, readInput(SaveCouncilPattern, body)));
  }

  @Delete(':patternId')
  @HttpCode(204)
  @Policy('organiser')
  @Describe({ does: 'Verwijdert een raadsdag.', gives: 'nothing' })
  async remove(@CurrentActor() actor: Actor, @Param('patternId') id: string): Promise<void> {
    await this.patterns.remove(actor, id);
  }
}

/** The names of what comes in are those of what comes out. */
function shown({ id, municipalityCode, municipality, kind, weekday, weeks, fromTime, toTime, note }: NamedPattern): object {
  return { id, municipalityCode, municipality, kind, weekday, weeks, from: fromTime, to: toTime, note };
}
