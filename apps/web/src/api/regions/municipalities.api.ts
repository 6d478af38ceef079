import { Controller, Get, Query } from '@nestjs/common';
import { type Division, type Municipality, MunicipalityDirectory } from '@bijeen/regions';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

const SearchQuery = ListQuery.extend({ q: z.string().max(100, 'Zoek met ten hoogste 100 tekens.').default('') });

/** The municipalities of the Netherlands and the official divisions: facts, the same for everybody. */
@Controller('api/v1')
@Policy('viewer')
export class MunicipalitiesApi {
  constructor(private readonly municipalities: MunicipalityDirectory) {}

  /** Those that exist today, in alphabetical order; `q` finds by name, other name, seat or province. */
  @Get('municipalities')
  @Describe({ does: 'De gemeenten van nu, op alfabet; q zoekt op naam, oude naam, plaats of provincie.', query: SearchQuery, gives: 'list' })
  async list(@Query() query: unknown): Promise<{ items: object[]; next: string | null }> {
    const { q, limit, after } = readInput(SearchQuery, query);
    const { items, next } = await this.municipalities.search(q, limit, after ?? null);
    return { items: items.map(shown), next };
  }

  /** Provinces, zorgkantoorregio's and so on. Make a region of one with `{"startedFrom": "DIVISION", "division": "<kind>:<code>"}`. */
  @Get('divisions')
  @Describe({ does: 'De officiële indelingen: provincies, zorgkantoorregio’s en zo.', gives: 'list' })
  async divisions(): Promise<{ items: Division[]; next: null }> {
    return { items: await this.municipalities.divisions(), next: null };
  }
}

function shown({ place, searchTerms: _, ...municipality }: Municipality): object {
  return { ...municipality, lat: place.lat, lon: place.lon, island: place.island !== null };
}
