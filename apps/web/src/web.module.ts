import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { CallsModule } from '@bijeen/calls';
import { ContactsModule } from '@bijeen/contacts';
import { DatesModule } from '@bijeen/dates';
import { DecisionsModule } from '@bijeen/decisions';
import { FollowUpsModule } from '@bijeen/follow-ups';
import { IncomingModule } from '@bijeen/incoming';
import { InvitationsModule } from '@bijeen/invitations';
import { MailModule } from '@bijeen/mail';
import { MailingsModule } from '@bijeen/mailings';
import { MeetingsModule } from '@bijeen/meetings';
import { OrganisationsModule } from '@bijeen/organisations';
import { type Clock, type Config, PlatformModule } from '@bijeen/platform';
import { PublishingModule } from '@bijeen/publishing';
import { RegionsModule } from '@bijeen/regions';
import { SendersModule } from '@bijeen/senders';
import { DiscoveryModule } from '@nestjs/core';
import { AnswersApi } from './api/answers/answers.api.js';
import { AudienceApi } from './api/meetings/audience.api.js';
import { InvitationsApi } from './api/meetings/invitations.api.js';
import { MeetingsApi } from './api/meetings/meetings.api.js';
import { AttendanceApi } from './api/attendance/attendance.api.js';
import { CalendarRepliesApi } from './api/calendar/calendar-replies.api.js';
import { CallsApi } from './api/calls/calls.api.js';
import { CommitmentsApi } from './api/commitments/commitments.api.js';
import { PlacesApi } from './api/places/places.api.js';
import { CouncilPatternsApi } from './api/dates/council-patterns.api.js';
import { DateCheckApi } from './api/dates/date-check.api.js';
import { DatePollApi } from './api/dates/date-poll.api.js';
import { DecisionApi } from './api/decision/decision.api.js';
import { DraftsApi } from './api/mail-desk/drafts.api.js';
import { IncomingApi } from './api/incoming/incoming.api.js';
import { MailPlanApi } from './api/mail-plan/mail-plan.api.js';
import { MailTextsApi } from './api/mail-texts/mail-texts.api.js';
import { PublicationApi } from './api/publication/publication.api.js';
import { SenderDomainApi } from './api/sender-domain/sender-domain.api.js';
import { DocsController } from './api/docs.controller.js';
import { Idempotency } from './api/idempotency.interceptor.js';
import { MeApi } from './api/me.api.js';
import { MovesApi } from './api/moves/moves.api.js';
import { ContactImportsApi } from './api/contacts/contact-imports.api.js';
import { StopsApi } from './api/stops/stops.api.js';
import { ContactsApi } from './api/contacts/contacts.api.js';
import { MunicipalitiesApi } from './api/regions/municipalities.api.js';
import { RegionsApi } from './api/regions/regions.api.js';
import { ErrorPages } from './errors/error-pages.filter.js';
import { HealthController } from './health/health.controller.js';
import { CompanyController } from './invitee/company/company.controller.js';
import { VisitController } from './invitee/visit/visit.controller.js';
import { AnswerController } from './invitee/answer/answer.controller.js';
import { GuestDatePollController } from './invitee/dates/date-poll.controller.js';
import { InterestController } from './invitee/dates/interest.controller.js';
import { SecretariatController } from './invitee/secretariat/secretariat.controller.js';
import { UnsubscribeController } from './invitee/unsubscribe/unsubscribe.controller.js';
import { MailboxModule } from './mailbox/mailbox.module.js';
import { NextStepController } from './next-step/next-step.controller.js';
import { AttendanceController } from './organiser/attendance/attendance.controller.js';
import { RepliesController } from './organiser/calendar/replies.controller.js';
import { CallsController } from './organiser/calls/calls.controller.js';
import { TalkingPointsController } from './organiser/calls/talking-points.controller.js';
import { CommitmentsController } from './organiser/commitments/commitments.controller.js';
import { CompanionsController } from './organiser/meetings/companions.controller.js';
import { MeetingPlacesController } from './organiser/places/places.controller.js';
import { DateCheckController } from './organiser/dates/date-check.controller.js';
import { DatePollController } from './organiser/dates/date-poll.controller.js';
import { DecisionController } from './organiser/decision/decision.controller.js';
import { MailController } from './organiser/mail-desk/mail.controller.js';
import { MailsAboutToLeave } from './organiser/mail-desk/mails-about-to-leave.js';
import { OutboxController } from './organiser/mail-desk/outbox.controller.js';
import { ReviewDefaultsController } from './organiser/mail-desk/review-defaults.controller.js';
import { IncomingController } from './organiser/incoming/incoming.controller.js';
import { NewAddressController } from './organiser/incoming/new-address.controller.js';
import { QuarantineController } from './organiser/incoming/quarantine.controller.js';
import { MailPlanController } from './organiser/mail-plan/mail-plan.controller.js';
import { PlanSurroundings } from './organiser/mail-plan/plan-surroundings.js';
import { PlannedMailController } from './organiser/mail-plan/planned-mail.controller.js';
import { PublicationController } from './organiser/publication/publication.controller.js';
import { RegistrationsController } from './organiser/publication/registrations.controller.js';
import { AudienceController } from './organiser/meetings/audience.controller.js';
import { GuestsController } from './organiser/meetings/guests.controller.js';
import { InviteController } from './organiser/meetings/invite.controller.js';
import { LedgerController } from './organiser/meetings/ledger.controller.js';
import { MeetingOverviews } from './organiser/meetings/meeting-overview.js';
import { MeetingsController } from './organiser/meetings/meetings.controller.js';
import { PlanChoices } from './organiser/meetings/plan-choices.js';
import { WhatWaits } from './organiser/meetings/what-waits.js';
import { MovingController } from './organiser/moving/moving.controller.js';
import { StopsController } from './organiser/stops/stops.controller.js';
import { ContactMail } from './organiser/contacts/contact-mail.js';
import { ContactsController } from './organiser/contacts/contacts.controller.js';
import { ExportController } from './organiser/contacts/export.controller.js';
import { ImportController } from './organiser/contacts/import.controller.js';
import { MergeController } from './organiser/contacts/merge.controller.js';
import { AboutController } from './organiser/about/about.controller.js';
import { RegionViews } from './organiser/regions/region-view.js';
import { RegionsController } from './organiser/regions/regions.controller.js';
import { WishesController } from './organiser/wishes/wishes.controller.js';
import { ApiTokensController } from './organiser/settings/api-tokens.controller.js';
import { CalendarButtonsController } from './organiser/settings/calendar-buttons.controller.js';
import { CouncilPatternsController } from './organiser/settings/council-patterns.controller.js';
import { MembersController } from './organiser/settings/members.controller.js';
import { MailAfterRestoreController } from './organiser/settings/mail-after-restore.controller.js';
import { PasswordController } from './organiser/settings/password.controller.js';
import { MailsController } from './organiser/settings/mails.controller.js';
import { SenderDomainController } from './organiser/settings/sender-domain.controller.js';
import { SettingsController } from './organiser/settings/settings.controller.js';
import { AgendaController } from './public/agenda.controller.js';
import { FeedController } from './public/feed.controller.js';
import { PublicInterestController } from './public/public-interest.controller.js';
import { PublicMeetingController } from './public/public-meeting.controller.js';
import { RegistrationLinkController } from './public/registration-link.controller.js';
import { HouseStyleController } from './security/house-style.controller.js';
import { LinkLimits } from './security/link-limits.js';
import { PolicyGuard } from './security/policy.guard.js';
import { RequestIdentity } from './security/request-identity.js';
import { RouteTable } from './security/route-table.js';
import { StatementsController } from './security/statements.controller.js';
import { PlacesController } from './sign-in/places.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { WelcomeController } from './sign-in/welcome.controller.js';

const SIGN_IN = [PlacesController, SignInController, WelcomeController, HouseStyleController, StatementsController];
const FEATURES = [
  OrganisationsModule, RegionsModule, ContactsModule, SendersModule, MailModule, MeetingsModule, InvitationsModule, MailingsModule, FollowUpsModule,
  DecisionsModule, CallsModule, DatesModule, PublishingModule, IncomingModule,
];
const GUESTS = [
  AnswerController, CompanyController, VisitController, SecretariatController, UnsubscribeController, GuestDatePollController, InterestController,
];
const MEETINGS = [MeetingsController, AudienceController, InviteController, GuestsController, LedgerController, MailController, OutboxController, DraftsApi, DecisionController, MeetingPlacesController, PlacesApi, CompanionsController, DecisionApi, MovingController, MovesApi, MeetingsApi, AudienceApi, InvitationsApi];
const INCOMING = [IncomingController, NewAddressController, QuarantineController, IncomingApi];
const CALENDAR = [RepliesController, CalendarRepliesApi, CalendarButtonsController];
const CALLS = [TalkingPointsController, CallsController, CallsApi];
const FOLLOW_UP = [MailPlanController, PlannedMailController, MailPlanApi, MailTextsApi, AttendanceController, AttendanceApi, NextStepController, CommitmentsController, CommitmentsApi];
const DATES = [DateCheckController, DateCheckApi, DatePollController, DatePollApi, CouncilPatternsController, CouncilPatternsApi];
const PUBLIC = [PublicationController, RegistrationsController, PublicationApi, PublicMeetingController, PublicInterestController, RegistrationLinkController, AgendaController, FeedController];
const CONTACTS = [ContactImportsApi, ContactsApi, ImportController, ExportController, StopsApi, StopsController, ContactsController, MergeController];
const SETTINGS = [SettingsController, MailsController, SenderDomainController, SenderDomainApi, ReviewDefaultsController, MembersController, ApiTokensController, PasswordController, MailAfterRestoreController, DocsController, MeApi];

/** Pages and REST. Every feature's module and every controller is named here. */
@Module({})
export class WebModule {
  static forRoot(config: Config, clock: Clock, beside: (DynamicModule | Type)[] = []): DynamicModule {
    return {
      module: WebModule,
      imports: [DiscoveryModule, PlatformModule.forRoot(config, clock), ...FEATURES, MailboxModule.for(config), ...beside],
      controllers: [HealthController, ...SIGN_IN, ...SETTINGS, ...CONTACTS, ...MEETINGS, ...INCOMING, ...CALENDAR, ...CALLS, ...FOLLOW_UP, ...DATES, ...PUBLIC, ...GUESTS, AboutController, RegionsController, RegionsApi, MunicipalitiesApi, AnswersApi, WishesController],
      providers: [PolicyGuard, LinkLimits, Idempotency, RequestIdentity, RouteTable, ErrorPages, RegionViews, MeetingOverviews, WhatWaits, PlanChoices, PlanSurroundings, MailsAboutToLeave, ContactMail],
    };
  }
}
