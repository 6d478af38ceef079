import { Controller, Get, Query } from '@nestjs/common';
import { ReceivedMails, ReceivedQuery } from '@bijeen/incoming';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { QuarantinePage } from './quarantine.page.js';

/** Mail that nobody could read, of all meetings. */
@Controller('instellingen/quarantaine')
@Policy('owner')
export class QuarantineController {
  constructor(private readonly received: ReceivedMails) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query() query: Record<string, unknown>): Promise<string> {
    const asked = readForm(ReceivedQuery, query);
    return view.page(<QuarantinePage {...await this.received.quarantined(actor, asked.valid ? asked.value : ReceivedQuery.parse({}))} />);
  }
}
