import { InvitationsModule } from '@bijeen/invitations';
import { MailModule } from '@bijeen/mail';
import { RegionsModule } from '@bijeen/regions';
import { DecisionsModule } from '@bijeen/decisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CouncilPattern } from './council-pattern.entity.js';
import { CouncilPatterns } from './council-patterns.service.js';
import { DateCheck } from './date-check.js';
import { DatePoll } from './date-poll.entity.js';
import { DatePolls } from './date-polls.service.js';
import { InterestList } from './interest-list.js';
import { InterestNews } from './interest-news.js';
import { PollAnswers } from './poll-answers.service.js';
import { PollBoards } from './poll-board.js';
import { PollMails } from './poll-mails.js';

/** Choosing a date: the check of it, the date poll, and who wants to hear of the next one. */
@Module({
  imports: [TypeOrmModule.forFeature([CouncilPattern, DatePoll]), MailModule, RegionsModule, InvitationsModule, DecisionsModule],
  providers: [CouncilPatterns, DateCheck, DatePolls, InterestList, InterestNews, PollAnswers, PollBoards, PollMails],
  exports: [CouncilPatterns, DateCheck, DatePolls, InterestList, InterestNews, PollAnswers],
})
export class DatesModule {}
