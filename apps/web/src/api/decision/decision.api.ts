import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Decide, type DecisionBoard, DecisionsService, SetQuorum } from '@bijeen/decisions';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';

/** Whether a meeting goes on (L2). */
@Controller('api/v1/meetings/:id')
@Policy('viewer')
export class DecisionApi {
  constructor(private readonly decisions: DecisionsService) {}

  @Get('decision')
  @Describe({ does: 'Het quorum, wie er komt, hoeveel mensen te verwachten zijn, en de besluiten tot nu toe.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') meetingId: string): Promise<object> {
    return shown(await this.decisions.find(actor, meetingId));
  }

  @Put('quorum')
  @Policy('organiser')
  @Describe({ does: 'Zegt hoeveel mensen die beslissen er moeten komen, en wanneer dat wordt gewogen.', body: SetQuorum, gives: 'one' })
  async setQuorum(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<object> {
    return shown(await this.decisions.setQuorum(actor, meetingId, readInput(SetQuorum, body)));
  }

  @Post('decision')
  @HttpCode(201)
  @Policy('organiser')
  @Describe({ does: 'Beslist: gaat door (go), eerst bellen (call) of uitstellen (postpone). Niemand krijgt vanzelf bericht.', body: Decide, gives: 'one' })
  async decide(@CurrentActor() actor: Actor, @Param('id') meetingId: string, @Body() body: unknown): Promise<object> {
    return shown(await this.decisions.decide(actor, meetingId, readInput(Decide, body)));
  }
}

/** The meeting itself has its own address. */
function shown({ meeting, quorum, ...board }: DecisionBoard): object {
  const { aldermen, boardMembers, municipalities, policyOfficersCount } = quorum ?? {};
  return { meetingId: meeting.id, state: meeting.state, quorum: quorum && { aldermen, boardMembers, municipalities, policyOfficersCount }, ...board };
}
