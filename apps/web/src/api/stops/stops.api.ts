import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { type StopLine, StopQuery, StopsService } from '@bijeen/invitations';
import { type Actor, DomainError } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** Who opted out of what. */
@Controller('api/v1/stops')
@Policy('viewer')
export class StopsApi {
  constructor(private readonly stops: StopsService) {}

  @Get()
  @Describe({ does: 'Wie zich afmeldde, waarvoor (meeting, organisation of everything), wanneer en hoe; de nieuwste eerst.', query: StopQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<{ items: StopLine[]; next: string | null }> {
    return this.stops.list(actor, readInput(StopQuery, query));
  }

  /** Says no to everybody and about every id, so that it tells nothing about which stops there are. */
  @Delete(':stopId')
  @Policy('organiser')
  @Describe({ does: 'Weigert altijd: alleen de persoon zelf kan een afmelding terugnemen, met de link onder elke mail.', gives: 'nothing' })
  lift(@Param('stopId') _stopId: string): never {
    throw new DomainError('stop.only-by-the-person');
  }
}
