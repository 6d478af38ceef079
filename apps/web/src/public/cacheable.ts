import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Cacheable {
  body: string;
  type: string;
  /** How long a cache may answer without asking. */
  seconds: number;
  lastModified?: Date | null;
}

/**
 * Sends something that is the same for everybody, so that a cache or a feed reader may keep it; one that has it already gets 304.
 * Only the ETag decides: when a meeting is taken off a feed, the newest change of what is left is no later than before (RFC 9110 13.2.2).
 */
export async function sendCacheable({ headers }: FastifyRequest, reply: FastifyReply, { body, type, seconds, lastModified }: Cacheable): Promise<void> {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  reply.header('cache-control', `public, max-age=${seconds}`).header('etag', etag).type(type);
  if (lastModified) reply.header('last-modified', lastModified.toUTCString());
  // A proxy that compresses makes the tag a weak one.
  const known = (headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  await (known.includes(etag) ? reply.status(304).send() : reply.send(body));
}
