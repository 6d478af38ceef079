import { InvitationsModule } from '@bijeen/invitations';
import { MailModule } from '@bijeen/mail';
import { MeetingsModule } from '@bijeen/meetings';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailPlanClock } from './mail-plan-clock.js';
import { MailPlanRunner } from './mail-plan-runner.js';
import { MailPlanService } from './mail-plan.service.js';
import { MeetingChanges } from './meeting-changes.service.js';
import { MeetingMoves } from './meeting-moves.service.js';
import { MoveClock } from './move-clock.js';
import { PlannedMail } from './planned-mail.entity.js';
import { PlannedMailTexts } from './planned-mail-texts.service.js';
import { PlannedMailWriter } from './planned-mail-writer.js';
import { TakenBackMoves } from './taken-back.service.js';

/** Which mail leaves when, to whom; and what happens to a meeting as a whole. */
@Module({
  imports: [TypeOrmModule.forFeature([PlannedMail]), MeetingsModule, InvitationsModule, MailModule],
  providers: [MeetingChanges, MeetingMoves, TakenBackMoves, MoveClock, MailPlanService, PlannedMailWriter, PlannedMailTexts, MailPlanRunner, MailPlanClock],
  exports: [MeetingChanges, MeetingMoves, TakenBackMoves, MoveClock, MailPlanService, PlannedMailTexts, MailPlanRunner, MailPlanClock],
})
export class MailingsModule {}
