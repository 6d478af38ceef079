import { Controller, Get, Param, Query } from '@nestjs/common';
import { MailLedger } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import { LedgerQuery } from '../../api/meetings/invitations.api.js';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { LedgerPage } from './ledger.page.js';

const DONE: Record<string, string> = { aangekomen: 'Genoteerd: deze mail is aangekomen.', opnieuw: 'Deze mail gaat opnieuw weg.' };

/** The mail ledger of a meeting. What can be done with one mail is in `MailController`. */
@Controller('bijeenkomsten/:id/mails')
@Policy('viewer')
export class LedgerController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly ledger: MailLedger,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<string> {
    const meeting = await this.meetings.find(actor, id);
    const asked = readForm(LedgerQuery, query);
    const filter = asked.valid ? asked.value : LedgerQuery.parse({});
    const page = await this.ledger.list(actor, id, filter);
    return view.page(<LedgerPage meeting={meeting} {...page} tally={await this.ledger.tally(actor, id)} filter={{ kind: filter.kind, state: filter.state, person: filter.person }} mayChange={actor.role !== 'viewer'} done={DONE[String(query['gedaan'])] ?? null} />);
  }
}
