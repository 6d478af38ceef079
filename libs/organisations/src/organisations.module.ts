import { MailModule } from '@bijeen/mail';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiToken } from './api-token.entity.js';
import { ApiTokensService } from './api-tokens.service.js';
import { MembersService } from './members.service.js';
import { Membership } from './membership.entity.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationsService } from './organisations.service.js';
import { SenderDomainNews } from './sender-domain-news.js';
import { BetterAuth } from './sign-in/better-auth.provider.js';
import { SignInHousekeeping } from './sign-in/housekeeping.js';
import { PasswordSignInService } from './sign-in/password-sign-in.service.js';
import { RateLimits } from './sign-in/rate-limits.js';
import { SessionsService } from './sign-in/sessions.service.js';
import { SignInByMail } from './sign-in/sign-in-by-mail.service.js';
import { SignInLinks } from './sign-in/sign-in-links.service.js';
import { SignInMails } from './sign-in/sign-in-mails.js';
import { User } from './user.entity.js';
import { UsersService } from './users.service.js';
import { WelcomeService } from './welcome.service.js';

const SERVICES = [OrganisationsService, UsersService, MembersService, ApiTokensService, SessionsService, SignInLinks, SignInByMail, SignInMails, PasswordSignInService, RateLimits, WelcomeService];

/** Tenants, who works there, and how they sign in. */
@Module({
  imports: [MailModule, TypeOrmModule.forFeature([Organisation, User, Membership, ApiToken])],
  providers: [...SERVICES, BetterAuth, SignInHousekeeping, SenderDomainNews],
  exports: SERVICES,
})
export class OrganisationsModule {}
