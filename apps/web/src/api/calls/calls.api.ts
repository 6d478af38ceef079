import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CallLists, CallsService, RecordCall } from '@bijeen/calls';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** Whom to call, and how it went. */
@Controller('api/v1/meetings/:id/calls')
@Policy('viewer')
export class CallsApi {
  constructor(
    private readonly lists: CallLists,
    private readonly calls: CallsService,
  ) {}

  /** The meeting itself has its own address. */
  @Get()
  @Describe({ does: 'De bellijst: wie nog niet antwoordde na de tweede herinnering, wie komt of op de wachtlijst staat maar helemaal geen mail wil, beslissers eerst; wie later wordt teruggebeld; wie al is gesproken; en wat je kunt zeggen.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') meetingId: string): Promise<object> {
    const { meeting: _, ...list } = await this.lists.find(actor, meetingId);
    return { meetingId, ...list };
  }

  @Post(':invitationId')
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Noteert hoe een gesprek ging. Een antwoord (yes, no, maybe) is het antwoord van de genodigde, die er een bevestiging van krijgt.', body: RecordCall, gives: 'one' })
  async record(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Param('invitationId') invitationId: string, @Body() body: unknown): Promise<object> {
    const { attempt: { outcome, note, callAgainOn, calledBy, at }, blockedBy } = await this.calls.record(actor, { meetingId, invitationId }, readInput(RecordCall, body));
    return { meetingId, invitationId, outcome, note, callAgainOn, by: calledBy, at, blockedBy };
  }
}
