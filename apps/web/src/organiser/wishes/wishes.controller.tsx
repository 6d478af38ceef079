import { Controller, Get, Param, Query } from '@nestjs/common';
import { WishesService } from '@bijeen/invitations';
import { MeetingsService } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { WishesPage } from './wishes.page.js';

/** The only place where the wishes of guests can be seen (R35): organisers only, and only until they are erased. */
@Controller('bijeenkomsten/:id/wensen')
@Policy('organiser')
export class WishesController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly wishes: WishesService,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query('na') after?: unknown): Promise<string> {
    const meeting = await this.meetings.find(actor, id);
    const page = await this.wishes.list(actor, meeting.id, typeof after === 'string' ? after : null);
    return view.page(<WishesPage meeting={meeting} {...page} />);
  }
}
