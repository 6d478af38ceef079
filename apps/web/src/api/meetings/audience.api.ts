import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { AudienceService, ChangeAudience } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** The list is computed as a whole, so a program may have it in large pieces. */
const AudienceQuery = z.object({
  after: z.string().max(100, 'Dit is geen geldige cursor.').optional(),
  limit: z.coerce.number({ error: 'Vul een getal in.' }).int('Vul een heel getal in.').min(1, 'Vraag ten minste 1 regel.').max(5000, 'Vraag ten hoogste 5000 regels.').default(1000),
  included: z.enum(['true', 'false'], { error: 'Kies true of false.' }).transform((text) => text === 'true').optional(),
});

/** Who belongs to the audience of a meeting, and why. */
@Controller('api/v1/meetings/:id/audience')
@Policy('viewer')
export class AudienceApi {
  constructor(private readonly audience: AudienceService) {}

  /** Each person with all reasons, the whole in numbers, and per municipality who decides there and is missing. */
  @Get()
  @Describe({ does: 'Wie er bij de doelgroep hoort en waarom, met per gemeente wie er beslist en wie er mist.', query: AudienceQuery, gives: 'list' })
  async find(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<object> {
    const { meeting, items, next, summary, coverage } = await this.audience.overview(actor, id, readInput(AudienceQuery, query));
    const { regionId, municipalityCodes, functions, organisationKinds, maxTravelMinutes } = meeting;
    return { items, next, summary, coverage, target: { regionId, municipalityCodes, functions, organisationKinds, maxTravelMinutes } };
  }

  /** Keeps choices by hand, which survive recomputation, and changes what the list is made from. Answers with the new audience. */
  @Put()
  @Policy('organiser')
  @Describe({ does: 'Wijzigt waaruit de doelgroep bestaat, of kiest zelf wie wel en niet. Geeft de nieuwe doelgroep.', body: ChangeAudience, gives: 'list' })
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    await this.audience.change(actor, id, readInput(ChangeAudience, body));
    return this.find(actor, id, {});
  }
}
