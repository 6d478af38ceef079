import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { type Actor } from '@bijeen/platform';
import { ChangeRegion, MakeRegion, type Region, RegionsService } from '@bijeen/regions';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

type Shown = Omit<Region, 'organisationId' | 'cover'>;

/** The organisation's own regions. */
@Controller('api/v1/regions')
@Policy('viewer')
export class RegionsApi {
  constructor(private readonly regions: RegionsService) {}

  @Get()
  @Describe({ does: 'De eigen regio’s, op naam.', query: ListQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<{ items: Shown[]; next: string | null }> {
    const { limit, after } = readInput(ListQuery, query);
    const { items, next } = await this.regions.list(actor, limit, after ?? null);
    return { items: items.map(shown), next };
  }

  @Get(':id')
  @Describe({ does: 'Eén regio, met haar gemeenten.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Shown> {
    return shown(await this.regions.find(actor, id));
  }

  @Post()
  @Policy('organiser')
  @Describe({ does: 'Maakt een regio uit een officiële indeling, uit een reistijd, of uit losse gemeenten.', body: MakeRegion, gives: 'one' })
  async make(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Shown> {
    return shown(await this.regions.make(actor, readInput(MakeRegion, body)));
  }

  @Patch(':id')
  @Policy('organiser')
  @Describe({ does: 'Wijzigt de naam of de gemeenten van een regio.', body: ChangeRegion, gives: 'one' })
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Shown> {
    return shown(await this.regions.change(actor, id, readInput(ChangeRegion, body)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('organiser')
  @Describe({ does: 'Verwijdert een regio die geen bijeenkomst gebruikt.', gives: 'nothing' })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.regions.remove(actor, id);
  }
}

function shown({ organisationId: _, ...region }: Region): Shown {
  return region;
}
