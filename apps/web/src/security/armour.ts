import type { Config } from '@bijeen/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ASSETS } from '../assets.js';

/** No inline script or style, nothing from elsewhere, nobody may frame us (R29). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "frame-src 'self'",
  "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'",
].join('; ');

/** Addresses that must never travel on. Elsewhere `same-origin`, because `no-referrer` would also hide the Origin of our own forms. */
const HOLDS_A_TOKEN = /^\/(u|v|s|afmelden|aanvraag|inloggen)\//;

/** Browser armour on every answer, errors too, and the right content type for pages (R29). */
export function armour(app: NestFastifyApplication, config: Config): void {
  app.getHttpAdapter().getInstance().addHook('onSend', async (request, reply, payload) => {
    putOnArmour(request, reply, config);
    if (typeof payload === 'string' && payload.startsWith('<') && !String(reply.getHeader('content-type')).includes('xml')) reply.header('content-type', 'text/html; charset=utf-8');
    return payload;
  });
}

/** For the answers that no hook sees: an address that no route can be found for. */
export function putOnArmour(request: FastifyRequest, reply: FastifyReply, config: Config): void {
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', HOLDS_A_TOKEN.test(request.url) ? 'no-referrer' : 'same-origin');
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  reply.header('cross-origin-opener-policy', 'same-origin');
  if (config.secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (!request.url.startsWith(ASSETS) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}
