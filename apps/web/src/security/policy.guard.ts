import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ROLE_NAMES } from '@bijeen/organisations';
import { Config, DomainError, type Role } from '@bijeen/platform';
import type { FastifyReply } from 'fastify';
import { refuseForgery } from './csrf.js';
import { LinkLimits } from './link-limits.js';
import { type BijeenRequest, ONLY_PEOPLE, POLICY, type Policy } from './policy.js';
import { RequestIdentity } from './request-identity.js';

const RANK: Record<Role, number> = { viewer: 1, organiser: 2, owner: 3 };

/** Finds out who asks and whether the route's policy lets them in. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: RequestIdentity,
    private readonly limits: LinkLimits,
    private readonly config: Config,
  ) {}

  /** @throws DomainError `sign-in.needed`, `organisation.not-chosen`, `role.too-low`, `csrf.refused` or `rate.too-many`. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, places);
    if (!policy) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no policy.`);
    const request = context.switchToHttp().getRequest<BijeenRequest>();
    await this.identity.identify(request, context.switchToHttp().getResponse<FastifyReply>(), policy);
    if (policy === 'link') this.limits.check(request);
    refuseForgery(request, policy, this.config);
    this.refuseStrangers(request, policy);
    if (!request.session && this.reflector.getAllAndOverride<boolean | undefined>(ONLY_PEOPLE, places)) throw new DomainError('sign-in.needed');
    return true;
  }

  private refuseStrangers({ actor, session }: BijeenRequest, policy: Policy): void {
    if (policy === 'public' || policy === 'anyone' || policy === 'link') return;
    if (!session && (!actor || policy === 'signed-in')) throw new DomainError('sign-in.needed');
    if (policy === 'signed-in') return;
    if (!actor) throw new DomainError('organisation.not-chosen');
    if (RANK[actor.role] < RANK[policy]) throw new DomainError('role.too-low', { role: ROLE_NAMES[policy] });
  }
}
