import { TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailAddress } from '../organisation-input.js';
import { User } from '../user.entity.js';
import { RateLimits } from './rate-limits.js';
import { SignInLinks } from './sign-in-links.service.js';
import { SignInMails } from './sign-in-mails.js';

/** What is typed to get a link. */
export const AskForLink = z.object({ email: emailAddress('je e-mailadres') });

/** Signing in without a password: ask for a link, and it is in the mail. */
@Injectable()
export class SignInByMail {
  constructor(
    private readonly db: TenantDatabase,
    private readonly limits: RateLimits,
    private readonly links: SignInLinks,
    private readonly mails: SignInMails,
  ) {}

  /**
   * Mails a link when somebody has this address. Nobody learns whether that is so: the answer is the same, and it does not wait for
   * the mail (ASVS 6.3.8).
   * @param from the visitor's IP address, and the half that this browser has from an earlier question
   * @returns the half for the browser
   * @throws DomainError `rate.too-many`
   */
  async ask(email: string, from: { ip: string; browser?: string | undefined }): Promise<string> {
    await this.limits.count({ name: 'link', of: `${email} ${from.ip}`, most: 5, minutes: 15 }, { name: 'link-ip', of: from.ip, most: 60, minutes: 15 });
    const { url, browser } = await this.links.create(email, from.browser);
    const user = await this.db.shared(async (tx) => tx.findOneBy(User, { email }));
    if (user) void this.mails.link(user, url);
    return browser;
  }
}
