import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { OrganisationsService } from '@bijeen/organisations';
import { type Actor, Config, DomainError } from '@bijeen/platform';
import type { FormErrors, View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { CalendarButtonsPage } from './calendar-buttons.page.js';

/** Whether invitations carry the buttons of a calendar. */
@Controller('instellingen/agendaknoppen')
@Policy('owner')
export class CalendarButtonsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly config: Config,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Query('bewaard') saved?: string): Promise<string> {
    const { calendarButtons: on } = await this.organisations.find(actor);
    return this.page(view, { on, saved: saved !== undefined, errors: {} });
  }

  @Post()
  async set(@CurrentActor() actor: Actor, @CurrentView() view: View, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const on = body['on'] === 'ja';
    try {
      await this.organisations.setCalendarButtons(actor, on);
    } catch (error) {
      if (!(error instanceof DomainError) || error.status === 404) throw error;
      return void (await reply.status(422).send(this.page(view, { on, saved: false, errors: { on: error.message } })));
    }
    await reply.redirect('/instellingen/agendaknoppen?bewaard=1', 303);
  }

  private page(view: View, shown: { on: boolean; saved: boolean; errors: FormErrors }): string {
    return view.page(<CalendarButtonsPage {...shown} possible={this.config.hearsReplies} />);
  }
}
