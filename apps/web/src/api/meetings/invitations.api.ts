import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { InvitationList, type InvitationLine, InvitationQuery, Invite, type Invited, InviteService } from '@bijeen/invitations';
import { type LedgerLine, MAIL_KINDS, MAIL_STATES, MailLedger, type MailTally } from '@bijeen/mail';
import { MeetingsService } from '@bijeen/meetings';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { ListQuery } from '../list-query.js';

/** Which part of the ledger to read. */
export const LedgerQuery = ListQuery.extend({
  after: z.uuid('Dit is geen geldige cursor.').optional(),
  kind: z.enum(MAIL_KINDS, { error: 'Deze soort mail bestaat niet.' }).optional(),
  state: z.enum(MAIL_STATES, { error: 'Deze stand van een mail bestaat niet.' }).optional(),
  person: z.string({ error: 'Vul een naam of adres in, of een deel ervan.' }).trim().max(200, 'Houd het korter: hoogstens 200 tekens.').optional(),
});

/** Inviting, the guest list, and the mails that left or wait. */
@Controller('api/v1/meetings/:id')
@Policy('viewer')
export class InvitationsApi {
  constructor(
    private readonly inviting: InviteService,
    private readonly guests: InvitationList,
    private readonly meetings: MeetingsService,
    private readonly ledger: MailLedger,
  ) {}

  /** Invites everybody on the list who has no invitation yet; the mails leave after this answer. Doing it again does nothing. */
  @Post('invite')
  @HttpCode(202)
  @Policy('organiser')
  @Describe({ does: 'Nodigt iedereen op de lijst uit die nog geen uitnodiging heeft. Nog een keer doen verandert niets.', body: Invite, gives: 'one' })
  async invite(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Invited> {
    return this.inviting.invite(actor, id, readInput(Invite, body));
  }

  @Get('invitations')
  @Describe({ does: 'De gastenlijst van een bijeenkomst, op naam.', query: InvitationQuery, gives: 'list' })
  async invitations(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<{ items: InvitationLine[]; next: string | null }> {
    const { items, next } = await this.guests.list(actor, id, readInput(InvitationQuery, query));
    return { items, next };
  }

  /** The mail ledger of the meeting, in the order of writing, with its counters. */
  @Get('mails')
  @Describe({ does: 'De mails van een bijeenkomst: wat vertrok, wat wacht en wat mislukte.', query: LedgerQuery, gives: 'list' })
  async mails(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<{ items: LedgerLine[]; next: string | null; tally: MailTally }> {
    const page = readInput(LedgerQuery, query);
    await this.meetings.find(actor, id);
    return { ...(await this.ledger.list(actor, id, page)), tally: await this.ledger.tally(actor, id) };
  }
}
