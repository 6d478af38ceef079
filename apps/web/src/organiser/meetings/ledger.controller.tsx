import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { MailLedger } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import { type Actor, DomainError, isUuid } from '@bijeen/platform';
import { readForm, type View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { LedgerQuery } from '../../api/meetings/invitations.api.js';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { LedgerPage } from './ledger.page.js';

const DONE: Record<string, string> = { aangekomen: 'Genoteerd: deze mail is aangekomen.', opnieuw: 'Deze mail gaat opnieuw weg.' };

/** The mail ledger of a meeting, and what only a person can judge. */
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
    return view.page(<LedgerPage meeting={meeting} {...page} tally={await this.ledger.tally(actor, id)} filter={{ kind: filter.kind, state: filter.state }} mayChange={actor.role !== 'viewer'} done={DONE[String(query['gedaan'])] ?? null} />);
  }

  @Post(':mailId/aangekomen')
  @Policy('organiser')
  async arrived(@CurrentActor() actor: Actor, @Param() { id, mailId }: { id: string; mailId: string }, @Res() reply: FastifyReply): Promise<void> {
    await this.meetings.find(actor, id);
    await this.ledger.markArrived(actor, idIn(mailId));
    await reply.redirect(`/bijeenkomsten/${id}/mails?gedaan=aangekomen`, 303);
  }

  @Post(':mailId/opnieuw')
  @Policy('organiser')
  async again(@CurrentActor() actor: Actor, @Param() { id, mailId }: { id: string; mailId: string }, @Res() reply: FastifyReply): Promise<void> {
    await this.meetings.find(actor, id);
    await this.ledger.resend(actor, idIn(mailId));
    await reply.redirect(`/bijeenkomsten/${id}/mails?gedaan=opnieuw`, 303);
  }
}

/** @throws DomainError `not-found` for what cannot be an id */
function idIn(text: string): string {
  if (!isUuid(text)) throw new DomainError('not-found');
  return text;
}
