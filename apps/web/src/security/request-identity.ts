import { Injectable } from '@nestjs/common';
import { hashToken, TenantDatabase, type Actor } from '@bijeen/platform';
import { View } from '@bijeen/ui';
import { ASSETS } from '../assets.js';
import type { BijeenRequest, Policy } from './policy.js';

/** Works out who a request comes from (session or API token) and gives it its view. */
@Injectable()
export class RequestIdentity {
  constructor(private readonly db: TenantDatabase) {}

  /** Fills in `actor`, `userId` and `view` of the request. */
  async identify(request: BijeenRequest, _policy: Policy): Promise<void> {
    const token = /^Bearer ([a-z2-7]{26})$/.exec(request.headers.authorization ?? '')?.[1];
    if (token) request.actor = await this.tokenHolder(token);
    request.view = new View({ path: request.url.split('?')[0]!, csrf: '', actor: null, banners: [], assets: ASSETS });
  }

  private async tokenHolder(token: string): Promise<Actor | undefined> {
    const [row] = await this.db.presenting(hashToken(token), async (tx) => tx.query('select id, organisation_id, name, role from api_token where token_hash = $1 and revoked_at is null', [hashToken(token)]));
    return row && { organisationId: row.organisation_id, kind: 'token', id: row.id, name: row.name, role: row.role };
  }
}
