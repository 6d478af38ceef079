import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Config, DomainError } from '@bijeen/platform';
import type { SignedIn } from '@bijeen/organisations';
import type { BijeenRequest, Policy } from './policy.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Sent by every browser since 2023: where the page stands that made the request (Fetch Metadata). */
const OWN_SITES = new Set(['same-origin', 'none']);

/** The proof that a form came from our own page: it follows from the session, so it needs no place of its own. */
export function csrfToken({ secretKey }: Config, { sessionId }: SignedIn): string {
  return createHmac('sha256', secretKey).update(`csrf:${sessionId}`).digest('base64url').slice(0, 32);
}

/**
 * Refuses a change that another website could have made a visitor's browser send (R25). Exempt are exactly the routes behind a
 * personal link, which use no cookie, and calls with an API token, which no browser sends by itself.
 * A form of a signed-in user needs the token. JSON and uploads need the browser's word that they come from our own page; an upload is
 * not read yet at this point, so its token is not seen.
 * @throws DomainError `csrf.refused`
 */
export function refuseForgery(request: BijeenRequest, policy: Policy, config: Config): void {
  if (SAFE.has(request.method) || policy === 'link' || request.actor?.kind === 'token') return;
  const origin = ownOrigin(request, config);
  if (origin === false) throw new DomainError('csrf.refused');
  if (!request.session) return;
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (isForm ? !hasToken(request, csrfToken(config, request.session)) : origin !== true) throw new DomainError('csrf.refused');
}

/** Whether the browser says that the request comes from our own page; undefined when it says nothing. */
function ownOrigin({ headers }: BijeenRequest, { publicUrl }: Config): boolean | undefined {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return typeof site === 'string' && OWN_SITES.has(site);
  const { origin } = headers;
  return origin === undefined || origin === 'null' ? undefined : origin === new URL(publicUrl).origin;
}

function hasToken({ body }: BijeenRequest, token: string): boolean {
  const { csrf } = Object(body) as { csrf?: unknown };
  const shown = Buffer.from(typeof csrf === 'string' ? csrf : '');
  return shown.length === token.length && timingSafeEqual(shown, Buffer.from(token));
}
