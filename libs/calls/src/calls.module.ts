import { InvitationsModule } from '@bijeen/invitations';
import { MailModule } from '@bijeen/mail';
import { MeetingsModule } from '@bijeen/meetings';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallAttempt } from './call-attempt.entity.js';
import { CallLists } from './call-lists.service.js';
import { CallTask } from './call-task.entity.js';
import { CallTasks } from './call-tasks.js';
import { CallsService } from './calls.service.js';
import { TalkingPoints } from './talking-points.entity.js';
import { TalkingPointsService } from './talking-points.service.js';

/** Who calls whom, what is said, and how it went. */
@Module({
  imports: [TypeOrmModule.forFeature([CallTask, CallAttempt, TalkingPoints]), MeetingsModule, InvitationsModule, MailModule],
  providers: [CallLists, CallsService, CallTasks, TalkingPointsService],
  exports: [CallLists, CallsService, CallTasks, TalkingPointsService],
})
export class CallsModule {}
