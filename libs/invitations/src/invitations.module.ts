import { ContactsModule } from '@bijeen/contacts';
import { MailModule } from '@bijeen/mail';
import { MeetingsModule } from '@bijeen/meetings';
import { PlaceRule } from '@bijeen/places';
import { RegionsModule } from '@bijeen/regions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerRecorder } from './answer-recorder.js';
import { AnswersService } from './answers.service.js';
import { AudienceService } from './audience.service.js';
import { Invitation } from './invitation.entity.js';
import { InvitationFrames } from './invitation-frames.js';
import { InvitationList } from './invitation-list.service.js';
import { CalendarItems } from './calendar-items.js';
import { CompanionMails } from './companion-mails.js';
import { Consequences } from './consequences.js';
import { DuoMatches } from './duo-matches.service.js';
import { DuosService } from './duos.service.js';
import { GuestActs } from './guest-acts.js';
import { InviteAgain } from './invite-again.js';
import { InviteMail } from './invite-mail.service.js';
import { InviteOneService } from './invite-one.service.js';
import { InviteService } from './invite.service.js';
import { InviteWriter } from './invite-writer.js';
import { InvitationLinks } from './links.js';
import { MeetingMails } from './meeting-mails.service.js';
import { PlacesClock } from './places-clock.js';
import { PlacesDesk } from './places-desk.js';
import { PlacesService } from './places.service.js';
import { SecretariatAnswersService } from './secretariat-answers.service.js';
import { SecretariatCopies } from './secretariat-copies.js';
import { SomebodyElse } from './somebody-else.js';
import { SubstitutesService } from './substitutes.service.js';
import { MovedGuestMails } from './moved-guest-mails.js';
import { MoveGuests } from './move-guests.service.js';
import { StopsService } from './stops.service.js';
import { UndoneGuests } from './undone-guests.service.js';
import { ChangeGuests } from './change-guests.service.js';
import { UnsentMails } from './unsent-mails.service.js';
import { UnsubscribeService } from './unsubscribe.service.js';
import { WishesService } from './wishes.service.js';

const DOORS = [
  InviteService, InviteOneService, InviteAgain, InviteMail, InvitationList, InvitationLinks, AudienceService,
  AnswersService, SecretariatAnswersService, AnswerRecorder, SubstitutesService, DuosService, DuoMatches, PlacesDesk, PlacesService, PlacesClock,
  WishesService, ChangeGuests, MoveGuests, UndoneGuests, StopsService, UnsubscribeService,
];

/** Who is invited, what they answer, and what they are told when the meeting changes. */
@Module({
  imports: [TypeOrmModule.forFeature([Invitation, PlaceRule]), MailModule, ContactsModule, MeetingsModule, RegionsModule],
  providers: [InviteWriter, InvitationFrames, CalendarItems, MovedGuestMails, CompanionMails, MeetingMails, UnsentMails, SecretariatCopies, Consequences, GuestActs, SomebodyElse, ...DOORS],
  exports: DOORS,
})
export class InvitationsModule {}
