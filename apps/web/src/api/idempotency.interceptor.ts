import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, HttpException, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Actor, Clock, DomainError, TenantDatabase } from '@bijeen/platform';
import type { FastifyReply } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import type { BijeenRequest } from '../security/policy.js';

const KEY = /^[\x21-\x7e]{1,200}$/;
const DAY_MS = 24 * 3_600_000;
/** A first request that has not answered after this long has been broken off. */
const PATIENCE_MS = 60_000;

interface Kept {
  request_hash: Buffer;
  status: number | null;
  response: { body?: unknown };
  created_at: Date;
}

/**
 * `Idempotency-Key` on POST calls of the REST interface: the first answer is kept for 24 hours and given again for the same request,
 * so that a program may repeat itself after a broken connection. A request that was refused leaves no trace: mend it and try again
 * with the same key. Of one that was broken off nobody knows whether it was done, so it is neither repeated nor answered.
 */
@Injectable()
export class Idempotency implements NestInterceptor {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `idempotency.mismatch`, `idempotency.busy`, `idempotency.unknown`, `input.invalid` for a strange key. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<BijeenRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined || !request.actor || request.method !== 'POST' || !request.url.startsWith('/api/v1/')) return next.handle();
    return from(this.once({ actor: request.actor, key: String(key), hash: hashOf(request) }, context.switchToHttp().getResponse<FastifyReply>(), next));
  }

  private async once(call: { actor: Actor; key: string; hash: Buffer }, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    if (!KEY.test(call.key)) throw new DomainError('input.invalid', {}, { 'Idempotency-Key': 'Gebruik 1 tot 200 letters, cijfers en leestekens, zonder spaties.' });
    const kept = await this.claim(call);
    if (kept) return this.again(kept, call.hash, reply);
    try {
      const body: unknown = await firstValueFrom(next.handle(), { defaultValue: undefined });
      await this.keep(call, reply.statusCode, body);
      return body;
    } catch (error) {
      if (isRefusal(error)) await this.forget(call);
      throw error;
    }
  }

  /** Takes the key for this request; gives back what is kept under it when it was taken before. */
  private async claim({ actor, key, hash }: { actor: Actor; key: string; hash: Buffer }): Promise<Kept | undefined> {
    const now = this.clock.now();
    return this.db.transaction(actor, async (tx) => {
      await tx.query('delete from idempotency_key where organisation_id = $1 and created_at < $2', [actor.organisationId, new Date(now.getTime() - DAY_MS)]);
      const taken = await tx.query<object[]>('insert into idempotency_key (organisation_id, key, request_hash, created_at) values ($1, $2, $3, $4) on conflict do nothing returning key', [actor.organisationId, key, hash, now]);
      if (taken.length > 0) return undefined;
      const [kept] = await tx.query<Kept[]>('select request_hash, status, response, created_at from idempotency_key where organisation_id = $1 and key = $2', [actor.organisationId, key]);
      return kept;
    });
  }

  private again({ request_hash, status, response, created_at }: Kept, hash: Buffer, reply: FastifyReply): unknown {
    if (!request_hash.equals(hash)) throw new DomainError('idempotency.mismatch');
    if (status === null) throw new DomainError(this.clock.now().getTime() - created_at.getTime() < PATIENCE_MS ? 'idempotency.busy' : 'idempotency.unknown');
    reply.status(status).header('idempotency-replayed', 'true');
    return response.body;
  }

  private async keep({ actor, key }: { actor: Actor; key: string }, status: number, body: unknown): Promise<void> {
    const sql = 'update idempotency_key set status = $3, response = $4 where organisation_id = $1 and key = $2';
    await this.db.transaction(actor, async (tx) => tx.query(sql, [actor.organisationId, key, status, JSON.stringify({ body })]));
  }

  private async forget({ actor, key }: { actor: Actor; key: string }): Promise<void> {
    await this.db.transaction(actor, async (tx) => tx.query('delete from idempotency_key where organisation_id = $1 and key = $2', [actor.organisationId, key]));
  }
}

/** Certainly not done. After a bug nobody knows, so that key stays taken. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError || (error instanceof HttpException && error.getStatus() < 500);
}

/** Two requests are the same when address and content are; of an upload only its size is known here. */
function hashOf({ url, body, headers }: BijeenRequest): Buffer {
  return createHash('sha256').update(JSON.stringify([url, body ?? headers['content-length'] ?? null])).digest();
}
