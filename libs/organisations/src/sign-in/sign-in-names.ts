import { hashToken, type Config } from '@bijeen/platform';

/** Under this name better-auth finds a link that is under way; only the hash of the token is kept. */
export function linkIdentifier(token: string): string {
  return `magic-link:${hashToken(token).toString('hex')}`;
}

/** `__Host-` ties the cookie to exactly this host over HTTPS; plain HTTP is for loopback only (R26). */
export function sessionCookieName({ secure }: Config): string {
  return secure ? '__Host-bijeen' : 'bijeen';
}

/** Ties a sign-in link to the browser that asked for it. */
export function browserCookieName({ secure }: Config): string {
  return secure ? '__Host-bijeen-vraag' : 'bijeen-vraag';
}
