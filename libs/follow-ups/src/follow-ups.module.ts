import { InvitationsModule } from '@bijeen/invitations';
import { RegionsModule } from '@bijeen/regions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AttendanceService } from './attendance.service.js';
import { Commitment } from './commitment.entity.js';
import { FollowUpsService } from './follow-ups.service.js';
import { MeetingDashboards } from './meeting-dashboard.service.js';
import { NextStepsService } from './next-steps.service.js';

/** What comes after a meeting: who was there, what they choose to do next, and what becomes of that. */
@Module({
  imports: [TypeOrmModule.forFeature([Commitment]), InvitationsModule, RegionsModule],
  providers: [AttendanceService, NextStepsService, FollowUpsService, MeetingDashboards],
  exports: [AttendanceService, NextStepsService, FollowUpsService, MeetingDashboards],
})
export class FollowUpsModule {}
