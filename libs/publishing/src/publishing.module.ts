import { ContactsModule } from '@bijeen/contacts';
import { InvitationsModule } from '@bijeen/invitations';
import { MailModule } from '@bijeen/mail';
import { MeetingsModule } from '@bijeen/meetings';
import { RegionsModule } from '@bijeen/regions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PublicMeetings } from './public-meetings.service.js';
import { Publication } from './publication.entity.js';
import { PublicationsService } from './publications.service.js';
import { RegistrationClock } from './registration-clock.js';
import { RegistrationDecisions } from './registration-decisions.service.js';
import { RegistrationInviting } from './registration-inviting.js';
import { RegistrationMails } from './registration-mails.js';
import { Registration } from './registration.entity.js';
import { RegistrationsService } from './registrations.service.js';

/** What everybody may see of a meeting, and who asks for a place there. */
@Module({
  imports: [TypeOrmModule.forFeature([Publication, Registration]), ContactsModule, InvitationsModule, MailModule, MeetingsModule, RegionsModule],
  providers: [PublicationsService, PublicMeetings, RegistrationsService, RegistrationDecisions, RegistrationInviting, RegistrationMails, RegistrationClock],
  exports: [PublicationsService, PublicMeetings, RegistrationsService, RegistrationDecisions, RegistrationClock],
})
export class PublishingModule {}
