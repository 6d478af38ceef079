import { Clock, Config, DomainError, randomToken, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BetterAuth, statusOf } from './better-auth.provider.js';
import type { Entered } from './sessions.service.js';
import { linkIdentifier } from './sign-in-names.js';

const TOKEN = /^[a-z2-7]{26}$/;
const MINUTE = 60_000;
/** ASVS 6.5.5: a code that comes another way lives ten minutes at most. */
const MAILED_MINUTES = 10;
/** The link on the start screen goes to whoever started the process, not through a mailbox. */
const START_MINUTES = 60;

/**
 * Links that sign in. The secret of a mailed link is in two halves: one in the mail, one in a cookie of the browser that asked, so a
 * link that somebody else opens is worth nothing. Opening never signs in (ASVS 7.6.2): that takes a POST. Each works once.
 */
@Injectable()
export class SignInLinks {
  constructor(
    private readonly auth: BetterAuth,
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Makes a link for an address, whether or not somebody has it: the work is the same.
   * @param browser the half that this browser already has from an earlier question
   */
  async create(email: string, browser?: string): Promise<{ url: string; browser: string }> {
    const half = browser && TOKEN.test(browser) ? browser : randomToken();
    const token = randomToken();
    await this.store(token + half, email, MAILED_MINUTES);
    return { url: this.url(token), browser: half };
  }

  /** A link that works once in any browser, for the start screen and for `npm start -- --json`. */
  async createSignInUrl(email: string): Promise<string> {
    const token = randomToken();
    await this.store(token, email, START_MINUTES);
    return this.url(token);
  }

  /** Whether this browser may use the link: it asked for it, or the link is for any browser. Changes nothing. */
  async fitsBrowser(token: string, browser: string | undefined): Promise<boolean> {
    if (browser && TOKEN.test(browser)) return true;
    const found = await this.db.shared(async (tx) => tx.query<object[]>('select from verification where identifier = $1', [linkIdentifier(token)]));
    return found.length > 0;
  }

  /**
   * Signs in: a new session, with the `Set-Cookie` lines for the browser.
   * @throws DomainError `sign-in.link-used` for a link that is used, too old, unknown, or asked for by another browser.
   */
  async signIn(token: string, browser: string | undefined): Promise<Entered> {
    if (!TOKEN.test(token)) throw new DomainError('sign-in.link-used');
    for (const secret of [browser && TOKEN.test(browser) ? token + browser : null, token]) {
      const { headers, response } = secret ? await this.verify(secret) : { headers: null, response: null };
      if (!headers || !response) continue;
      await this.db.shared(async (tx) => forget(tx, response.user.email));
      return { userId: response.user.id, how: 'link', cookies: headers.getSetCookie() };
    }
    throw new DomainError('sign-in.link-used');
  }

  /** better-auth answers a link that does not work with a redirect, which its API throws as an error with a status. */
  private async verify(token: string) {
    const auth = await this.auth.api();
    return auth.magicLinkVerify({ query: { token }, headers: new Headers(), returnHeaders: true }).catch((error: unknown) => {
      if (statusOf(error) === 302) return { headers: null, response: null };
      throw error;
    });
  }

  private async store(secret: string, email: string, minutes: number): Promise<void> {
    const now = this.clock.real();
    const row = [linkIdentifier(secret), record(email), new Date(now.getTime() + minutes * MINUTE), now];
    await this.db.shared(async (tx) => tx.query('insert into verification (identifier, value, expires_at, created_at, updated_at) values ($1, $2, $3, $4, $4)', row));
  }

  private url(token: string): string {
    return `${this.config.publicUrl}/inloggen/${token}`;
  }
}

/** What better-auth's magic link keeps beside the hash. */
function record(email: string): string {
  return JSON.stringify({ type: 'magic-link', email });
}

/** Whoever is in needs no other link. */
async function forget(tx: EntityManager, email: string): Promise<void> {
  await tx.query('delete from verification where value = $1', [record(email)]);
}
