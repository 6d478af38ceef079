import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { NewAddress, NewAddresses, type ReceivedLine, ReceivedMails, ReceivedQuery } from '@bijeen/incoming';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

/** What came back on the mails of a meeting. */
@Controller('api/v1')
@Policy('viewer')
export class IncomingApi {
  constructor(
    private readonly received: ReceivedMails,
    private readonly addresses: NewAddresses,
  ) {}

  @Get('meetings/:id/incoming')
  @Describe({ does: 'Wat binnenkwam op de mails van een bijeenkomst, nieuwste eerst: berichten, afwezigheid, mail die terugkwam. Zonder de tekst.', query: ReceivedQuery, gives: 'list' })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<{ items: ReceivedLine[]; next: string | null }> {
    const { items, next } = await this.received.list(actor, id, readInput(ReceivedQuery, query));
    return { items, next };
  }

  @Get('incoming/quarantine')
  @Policy('owner')
  @Describe({ does: 'Mail die niemand kon lezen, van alle bijeenkomsten.', query: ListQuery, gives: 'list' })
  async quarantine(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<{ items: ReceivedLine[]; next: string | null }> {
    return this.received.quarantined(actor, readInput(ReceivedQuery, query));
  }

  @Put('meetings/:id/invitations/:invitationId/address')
  @Policy('organiser')
  @Describe({ does: 'Geeft een genodigde van wie de mail terugkomt een ander adres, en verstuurt de uitnodiging opnieuw zolang er geen antwoord is.', body: NewAddress, gives: 'one' })
  async setAddress(@CurrentActor() actor: Actor, @Param() { id, invitationId }: { id: string; invitationId: string }, @Body() body: unknown): Promise<{ invited: number }> {
    return this.addresses.set(actor, { meetingId: id, invitationId }, readInput(NewAddress, body));
  }
}
