import { audit, Clock, DomainError, randomToken, TenantDatabase, type Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { endSessions } from '../members.service.js';
import { BetterAuth, statusOf } from './better-auth.provider.js';
import { hashPassword, passwordProblem, verifyPassword } from './passwords.js';
import { RateLimits, type Limit } from './rate-limits.js';
import type { Entered, SignedIn } from './sessions.service.js';

/** What is typed on the sign-in page. */
export const PasswordSignIn = z.object({
  email: z.string({ error: 'Vul je e-mailadres in.' }).trim().toLowerCase().max(254, 'Dit e-mailadres is te lang.'),
  password: z.string({ error: 'Vul je wachtwoord in.' }).max(400, 'Dit wachtwoord is te lang.'),
});
export type PasswordSignIn = z.infer<typeof PasswordSignIn>;

/** What is typed to choose a password. */
export const NewPassword = z.object({ current: z.string().max(400).optional(), next: z.string({ error: 'Vul een nieuw wachtwoord in.' }).max(400, 'Dit wachtwoord is te lang.') });
export type NewPassword = z.infer<typeof NewPassword>;

/** Whoever came in by a link this recently has just shown to own the mailbox, and may replace a forgotten password. */
const FRESH_MS = 10 * 60_000;

/** Signing in by password, for who likes that better than a link, and choosing that password. */
@Injectable()
export class PasswordSignInService {
  constructor(
    private readonly auth: BetterAuth,
    private readonly db: TenantDatabase,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Signs in. A stranger's address costs as much time as a wrong password, and gets the same answer (ASVS 6.3.8).
   * The limit per account counts per IP address too, so that nobody can lock out the owner from elsewhere (R28).
   * @throws DomainError `sign-in.wrong`, `rate.too-many`.
   */
  async signIn({ email, password }: PasswordSignIn, ip: string): Promise<Entered> {
    const own: Limit = { name: 'password', of: `${email} ${ip}`, most: 10, minutes: 15 };
    await this.limits.count(own, { name: 'password-ip', of: ip, most: 100, minutes: 15 });
    const auth = await this.auth.api();
    const { headers, response } = await auth.signInEmail({ body: { email: plausible(email), password }, headers: new Headers(), returnHeaders: true }).catch((error: unknown) => {
      if (statusOf(error) === 401) throw new DomainError('sign-in.wrong');
      throw error;
    });
    await this.limits.forgive(own);
    return { userId: response.user.id, how: 'password', cookies: headers.getSetCookie() };
  }

  /** Whether the current password must be typed to choose a new one. */
  async mustShowCurrent({ userId, sessionId }: SignedIn): Promise<boolean> {
    return this.db.shared(async (tx) => (await this.currentHash(tx, userId, sessionId)) !== null);
  }

  /**
   * Chooses a password and signs this user out everywhere else (R26).
   * @param about name and organisation, which are easy to guess
   * @throws DomainError `input.invalid` for a password that is too easy, `password.wrong`, `rate.too-many`.
   */
  async choose(actor: Actor, { sessionId, userId, name, email }: SignedIn, { current, next }: NewPassword, about: string[]): Promise<void> {
    const problem = passwordProblem(next, [name, email.split('@')[0]!, ...about]);
    if (problem) throw new DomainError('input.invalid', {}, { next: problem });
    await this.limits.count({ name: 'password-change', of: userId, most: 10, minutes: 15 });
    const hash = await hashPassword(next);
    await this.db.transaction(actor, async (tx) => {
      const known = await this.currentHash(tx, userId, sessionId);
      if (known !== null && !(await verifyPassword({ hash: known, password: current ?? '' }))) throw new DomainError('password.wrong', {}, { current: 'Dit is niet je huidige wachtwoord.' });
      await tx.query(
        `insert into account (id, user_id, account_id, provider_id, password, created_at, updated_at) values ($1, $2, $2, 'credential', $3, $4, $4)
         on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`,
        [randomToken(), userId, hash, this.clock.real()],
      );
      await endSessions(tx, userId, sessionId);
      await audit(tx, actor, 'user.password-changed', { kind: 'user', id: userId });
    });
  }

  /** The hash to compare with; null when there is none yet, or when this session began with a link a moment ago. */
  private async currentHash(tx: EntityManager, userId: string, sessionId: string): Promise<string | null> {
    const [row] = await tx.query<{ password: string | null; fresh: boolean }[]>(
      `select a.password, s.proof = 'link' and s.created_at > $3 as fresh from session s
       left join account a on a.user_id = s.user_id and a.provider_id = 'credential' where s.id = $1 and s.user_id = $2`,
      [sessionId, userId, new Date(this.clock.real().getTime() - FRESH_MS)],
    );
    return !row || row.fresh ? null : row.password;
  }
}

/** better-auth refuses what is no address at all, at once; such a try must take as long as any other. */
function plausible(email: string): string {
  return z.email().safeParse(email).success ? email : 'niemand@bijeen.invalid';
}
