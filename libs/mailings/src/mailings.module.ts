import { InvitationsModule } from '@bijeen/invitations';
import { MailModule } from '@bijeen/mail';
import { MeetingsModule } from '@bijeen/meetings';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailPlanClock } from './mail-plan-clock.js';
import { MailPlanRunner } from './mail-plan-runner.js';
import { MailPlanService } from './mail-plan.service.js';
import { MeetingChanges } from './meeting-changes.service.js';
import { PlannedMail } from './planned-mail.entity.js';
import { PlannedMailTexts } from './planned-mail-texts.service.js';
import { PlannedMailWriter } from './planned-mail-writer.js';

/** Which mail leaves when, to whom. */
@Module({
  imports: [TypeOrmModule.forFeature([PlannedMail]), MeetingsModule, InvitationsModule, MailModule],
  providers: [MeetingChanges, MailPlanService, PlannedMailWriter, PlannedMailTexts, MailPlanRunner, MailPlanClock],
  exports: [MeetingChanges, MailPlanService, PlannedMailTexts, MailPlanRunner, MailPlanClock],
})
export class MailingsModule {}
