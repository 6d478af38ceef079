import { audit, Clock, DomainError, hashToken, randomToken, TenantDatabase, type Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { ApiToken } from './api-token.entity.js';
import type { NewApiToken } from './organisation-input.js';

const TOKEN = /^[a-z2-7]{26}$/;
const HOUR = 3_600_000;

/** Tokens with which programs act for an organisation. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** Makes a token and gives it back this once: 130 bits, kept as SHA-256. */
  async create(actor: Actor, { name, role }: NewApiToken): Promise<{ id: string; token: string }> {
    const token = randomToken();
    return this.db.transaction(actor, async (tx) => {
      const row = { organisationId: actor.organisationId, name, role, tokenHash: hashToken(token), createdBy: actor.name, createdAt: this.clock.now() };
      const { id } = await tx.save(tx.create(ApiToken, row));
      await audit(tx, actor, 'api-token.created', { kind: 'api-token', id }, { name, role });
      return { id, token };
    });
  }

  /** The tokens that still work, newest first. */
  async list(actor: Actor): Promise<ApiToken[]> {
    return this.db.transaction(actor, async (tx) => tx.find(ApiToken, { where: { organisationId: actor.organisationId, revokedAt: IsNull() }, order: { id: 'desc' } }));
  }

  /** Ends a token at once. @throws DomainError `not-found`, `api-token.revoked`. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const token = await tx.findOne(ApiToken, { where: { id, organisationId: actor.organisationId }, lock: { mode: 'pessimistic_write' } });
      if (!token) throw new DomainError('not-found');
      token.revoke(this.clock.now());
      await tx.save(token);
      await audit(tx, actor, 'api-token.revoked', { kind: 'api-token', id }, { name: token.name });
    });
  }

  /** Who acts with this token; undefined when it is none, or does not work any more. */
  async holder(token: string): Promise<Actor | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const hash = hashToken(token);
    const row = await this.db.presenting(hash, async (tx) => tx.findOneBy(ApiToken, { tokenHash: hash, revokedAt: IsNull() }));
    if (!row) return undefined;
    if (this.clock.now().getTime() - (row.lastUsedAt?.getTime() ?? 0) > HOUR) await this.noteUse(row);
    return { organisationId: row.organisationId, kind: 'token', id: row.id, name: row.name, role: row.role };
  }

  /** Once an hour, so that an owner sees which tokens are idle without a write for every call. */
  private async noteUse({ organisationId, id }: ApiToken): Promise<void> {
    await this.db.transaction({ organisationId }, async (tx) => tx.update(ApiToken, { id }, { lastUsedAt: this.clock.now() }));
  }
}
