import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { CalendarDesk, REPLY_VERDICTS, type ReplyLine, SettleReply } from '@bijeen/incoming';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

interface Which {
  id: string;
  replyId: string;
}

/** Replies from calendars that are not sure (R18). */
@Controller('api/v1/meetings/:id/calendar-replies')
@Policy('organiser')
export class CalendarRepliesApi {
  constructor(private readonly desk: CalendarDesk) {}

  @Get()
  @Policy('viewer')
  @Describe({ does: 'Antwoorden uit agenda’s die iemand moet bevestigen, en voorstellen voor een andere tijd.', gives: 'one' })
  async list(@CurrentActor() actor: Actor, @Param('id') meetingId: string): Promise<object> {
    const { items } = await this.desk.list(actor, meetingId);
    return { meetingId, items: items.map(shown) };
  }

  @Put(':replyId')
  @HttpCode(204)
  @Describe({ does: 'Handelt een antwoord uit een agenda af. Met taken wordt het het antwoord van de genodigde, ook na de uiterste datum; met dismissed blijft dat zoals het was.', body: SettleReply, gives: 'nothing' })
  async settle(@CurrentActor() actor: Actor, @Param() { id: meetingId, replyId }: Which, @Body() body: unknown): Promise<void> {
    const { outcome } = readInput(SettleReply, body);
    await (outcome === 'taken' ? this.desk.takeOver(actor, { meetingId, replyId }) : this.desk.dismiss(actor, { meetingId, replyId }));
  }
}

function shown(reply: ReplyLine): object {
  return { ...reply, explanation: REPLY_VERDICTS[reply.reason].reason };
}
