import { Controller, Get, Query } from '@nestjs/common';
import { StopQuery, StopsService } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { StopsPage } from './stops.page.js';

/** Who opted out of what. There is no POST here: only the person can take it back. */
@Controller('relaties/afmeldingen')
@Policy('viewer')
export class StopsController {
  constructor(private readonly stops: StopsService) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>): Promise<string> {
    const asked = readForm(StopQuery, query);
    const { after, limit } = asked.valid ? asked.value : StopQuery.parse({});
    return view.page(<StopsPage {...await this.stops.list(actor, { after, limit })} further={after !== undefined} />);
  }
}
