import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError } from '@bijeen/platform';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * The mailbox and its time machine are for whoever sits at this machine. Behind a proxy, or under another name (DNS rebinding), they
 * are not there.
 */
@Injectable()
export class OnlyHere implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (LOOPBACK.test(headers.host ?? '') && !PROXIED.some((name) => name in headers)) return true;
    throw new DomainError('not-found');
  }
}
