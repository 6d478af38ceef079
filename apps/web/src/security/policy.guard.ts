import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, type Role } from '@bijeen/platform';
import { type BijeenRequest, POLICY, type Policy } from './policy.js';
import { RequestIdentity } from './request-identity.js';

const RANK: Record<Role, number> = { viewer: 1, organiser: 2, owner: 3 };
const ROLE_NAMES: Record<Role, string> = { viewer: 'lezer', organiser: 'organisator', owner: 'eigenaar' };

/** Finds out who asks and whether the route's policy lets them in. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: RequestIdentity,
  ) {}

  /** @throws DomainError `sign-in.needed`, `role.too-low` or `csrf.refused`. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, [context.getHandler(), context.getClass()]);
    if (!policy) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no policy.`);
    const request = context.switchToHttp().getRequest<BijeenRequest>();
    await this.identity.identify(request, policy);
    if (policy === 'public' || policy === 'link') return true;
    if (policy === 'signed-in') return this.need(request.userId !== undefined);
    this.need(request.actor !== undefined);
    if (RANK[request.actor!.role] < RANK[policy]) throw new DomainError('role.too-low', { role: ROLE_NAMES[policy] });
    return true;
  }

  private need(signedIn: boolean): true {
    if (!signedIn) throw new DomainError('sign-in.needed');
    return true;
  }
}
