import { audit, Clock, DomainError, TenantDatabase, type Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { Membership } from '../membership.entity.js';
import { User } from '../user.entity.js';
import { BetterAuth } from './better-auth.provider.js';

/** A signed-in browser. */
export interface SignedIn {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
  /** Which organisation was chosen, when there are several to choose from. */
  activeOrganisationId: string | null;
  /** `Set-Cookie` lines that keep the browser's cookie alive as long as the session. */
  cookies: string[];
}

/** Somebody has just come in. */
export interface Entered {
  userId: string;
  how: 'link' | 'password' | 'welcome';
  /** `Set-Cookie` lines for the browser. */
  cookies: string[];
}

/** However busy somebody is: after this long one signs in again (R26). */
const LONGEST_MS = 12 * 3_600_000;

/** Sessions: better-auth's rows, which die after 30 minutes without a request or 12 hours in all. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly auth: BetterAuth,
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Who sends this `Cookie` header; undefined for a stranger. Prolongs the session, at most once a minute. */
  async find(cookieHeader: string | undefined): Promise<SignedIn | undefined> {
    if (!cookieHeader?.includes(this.auth.sessionCookie)) return undefined;
    const { headers, response } = await (await this.auth.api()).getSession({ headers: new Headers({ cookie: cookieHeader }), returnHeaders: true });
    if (!response) return undefined;
    const { session, user } = response;
    if (this.clock.real().getTime() - session.createdAt.getTime() > LONGEST_MS) return undefined;
    return { sessionId: session.id, userId: user.id, name: user.name, email: user.email, activeOrganisationId: session.activeOrganisationId ?? null, cookies: headers.getSetCookie() };
  }

  /** Chooses where the user works in this session. @throws DomainError `not-found` when that is not one of the user's organisations. */
  async choose({ sessionId, userId }: SignedIn, organisationId: string): Promise<void> {
    const sql = `update session set active_organisation_id = $3 where id = $1 and user_id = $2 and exists (select from membership where user_id = $2 and organisation_id = $3)`;
    const [, changed] = await this.db.asUser(userId, async (tx) => tx.query(sql, [sessionId, userId, organisationId]));
    if (changed === 0) throw new DomainError('not-found');
  }

  /** Writes into the log of each organisation where this user works that somebody signed in (R37). */
  async record({ userId, how }: Entered): Promise<void> {
    const user = await this.db.shared(async (tx) => tx.findOneByOrFail(User, { id: userId }));
    const places = await this.db.asUser(userId, async (tx) => tx.findBy(Membership, { userId }));
    for (const { organisationId, role } of places) {
      const actor: Actor = { organisationId, kind: 'user', id: userId, name: user.name, role };
      await this.db.transaction(actor, async (tx) => audit(tx, actor, 'user.signed-in', { kind: 'user', id: userId }, { how }));
    }
  }

  /** Signs this browser out. Returns the `Set-Cookie` lines that empty its cookie. */
  async end(cookieHeader: string): Promise<string[]> {
    const { headers } = await (await this.auth.api()).signOut({ headers: new Headers({ cookie: cookieHeader }), returnHeaders: true });
    return headers.getSetCookie();
  }
}
