import { MailModule } from '@bijeen/mail';
import { MeetingsModule } from '@bijeen/meetings';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DecisionClock } from './decision-clock.js';
import { DecisionRequests } from './decision-requests.js';
import { DecisionsService } from './decisions.service.js';
import { GoNoGo } from './go-no-go.entity.js';
import { Quorum } from './quorum.entity.js';

/** Whether a meeting goes on: the quorum, what may be expected, and what was decided. */
@Module({
  imports: [TypeOrmModule.forFeature([Quorum, GoNoGo]), MailModule, MeetingsModule],
  providers: [DecisionsService, DecisionRequests, DecisionClock],
  exports: [DecisionsService, DecisionClock],
})
export class DecisionsModule {}
