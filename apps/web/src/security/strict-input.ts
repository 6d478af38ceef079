import { DomainError } from '@bijeen/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** No form and no call of ours is deeper than this. */
const MOST_LAYERS = 32;
/** U+0000, and halves of a surrogate pair. */
const UNKEEPABLE = /[\0\p{Cs}]/u;
/** What a program may send; forms come only from pages. */
const API_TYPES = ['application/json', 'multipart/form-data'];

/**
 * Refuses, before any handler sees it, what would break further on or mean something else to somebody else: text that PostgreSQL
 * cannot keep (U+0000, half characters), nesting without end, and bodies of a type that a route does not expect. Whatever passes is
 * still checked by each handler against its schema, so nothing hangs on the content type (A7).
 */
export function strictInput(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  server.addHook('preValidation', async (request) => {
    refuseForeignTypes(request);
    for (const part of [request.params, request.query, request.body]) refuseStrange(part);
  });
}

function refuseForeignTypes({ url, body, headers }: FastifyRequest): void {
  if (!url.startsWith('/api/') || body === undefined || body === null) return;
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (!API_TYPES.includes(type)) throw new DomainError('input.wrong-type');
}

/** Walks without recursion, so that depth cannot break the walk itself. */
function refuseStrange(input: unknown): void {
  const waiting: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') refuseUnkeepable(value);
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth >= MOST_LAYERS) throw new DomainError('input.too-deep');
    for (const [name, inner] of Object.entries(value)) {
      refuseUnkeepable(name);
      waiting.push({ value: inner, depth: depth + 1 });
    }
  }
}

function refuseUnkeepable(text: string): void {
  if (UNKEEPABLE.test(text)) throw new DomainError('input.unkeepable');
}
