import { RegionsModule } from '@bijeen/regions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Meeting } from './meeting.entity.js';
import { MeetingOver } from './meeting-over.js';
import { MeetingTransition } from './meeting-transition.entity.js';
import { MeetingsService } from './meetings.service.js';

/** Meetings: plan, change, and the states they go through. */
@Module({
  imports: [TypeOrmModule.forFeature([Meeting, MeetingTransition]), RegionsModule],
  providers: [MeetingsService, MeetingOver],
  exports: [MeetingsService],
})
export class MeetingsModule {}
