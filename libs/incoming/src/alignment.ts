import { Resolver } from 'node:dns/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { DNSResolver } from 'mailauth';

/** Where the keys of DKIM are looked up; tests bring their own. */
export const KEY_RESOLVER = Symbol('KEY_RESOLVER');

/** A lookup gives up after some seconds: a mail whose name server is slow is a mail without a signature. */
export function keyResolver(): DNSResolver {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  return async (domain, type) => resolver.resolve(domain, type) as Promise<string[]>;
}

/** Whether a mail really comes from the domain in its From (RFC 6376; alignment as in RFC 7489 3.1.1). */
@Injectable()
export class Alignment {
  constructor(@Inject(KEY_RESOLVER) private readonly resolver: DNSResolver) {}

  /** True when an aligned signature over the whole mail holds. Never fails: what cannot be verified is not. */
  async holds(raw: Buffer): Promise<boolean> {
    if (!/^dkim-signature:/im.test(raw.toString('latin1'))) return false;
    try {
      // Loaded when it is needed: half a process never verifies anything.
      const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
      const { results, fromFields } = await dkimVerify(raw, { resolver: this.resolver });
      return fromFields === 1 && results.some(({ status }) => status.result === 'pass' && Boolean(status.aligned) && status.underSized === undefined);
    } catch {
      return false;
    }
  }
}
