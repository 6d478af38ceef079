import { Controller, Get, Param, Query } from '@nestjs/common';
import { DateCheck } from '@bijeen/dates';
import type { Actor } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { DateCheckPage } from './date-check.page.js';
import { type LookedDates, lookedDates } from './looked-dates.js';

/** Looking at dates before one is chosen. */
@Controller('bijeenkomsten/:id/datum')
@Policy('viewer')
export class DateCheckController {
  constructor(private readonly check: DateCheck) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    let looked: LookedDates | undefined;
    const result = await this.check.look(actor, id, (meeting) => (looked = lookedDates(query, meeting)).slots);
    return view.page(<DateCheckPage result={result} typed={looked!.typed} errors={looked!.errors} mayChange={actor.role !== 'viewer'} />);
  }
}
