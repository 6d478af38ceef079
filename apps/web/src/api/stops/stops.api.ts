import { Controller, Get, Query } from '@nestjs/common';
import { type StopLine, StopQuery, StopsService } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** Who opted out of what. There is nothing to take a stop back with: only the person can, with the link under every mail. */
@Controller('api/v1/stops')
@Policy('viewer')
export class StopsApi {
  constructor(private readonly stops: StopsService) {}

  @Get()
  @Describe({ does: 'Wie zich afmeldde, waarvoor (meeting, organisation of everything), wanneer en hoe; de nieuwste eerst.', query: StopQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<{ items: StopLine[]; next: string | null }> {
    return this.stops.list(actor, readInput(StopQuery, query));
  }
}
