import { Controller, Get } from '@nestjs/common';
import { OrganisationsService } from '@bijeen/organisations';
import { type Actor, Clock } from '@bijeen/platform';
import { z } from 'zod';
import { CurrentActor, Policy } from '../security/policy.js';
import { Describe } from './describe.js';

const Me = z.object({
  organisation: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(['ZHO', 'UMBRELLA']), place: z.string().nullable() }),
  actor: z.object({ kind: z.enum(['user', 'token']), id: z.string().nullable(), name: z.string(), role: z.enum(['owner', 'organiser', 'viewer']) }),
  now: z.date(),
});

/** Who a program is. */
@Controller('api/v1/me')
@Policy('viewer')
export class MeApi {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /** `now` is the time that counts here; in catcher mode a person may have moved it. */
  @Get()
  @Describe({ does: 'Zegt voor wie deze sleutel werkt, met welke rol, en hoe laat het hier is.', gives: Me })
  async show(@CurrentActor() actor: Actor): Promise<object> {
    const { id, name, kind, place } = await this.organisations.find(actor);
    return { organisation: { id, name, kind, place }, actor: { kind: actor.kind, id: actor.id, name: actor.name, role: actor.role }, now: this.clock.now() };
  }
}
