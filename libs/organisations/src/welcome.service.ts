import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { base32, Clock, Config, DomainError, Logger, TenantDatabase, type Actor } from '@bijeen/platform';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { z } from 'zod';
import { NewUser, OrganisationInput } from './organisation-input.js';
import { createOrganisation } from './organisations.service.js';
import { findOrCreateUser, isNobodyThere } from './users.service.js';

/** What a fresh installation asks first. */
export const Welcome = z.object({ code: z.string().trim().max(40).default(''), userName: NewUser.shape.name, email: NewUser.shape.email, ...OrganisationInput.omit({ colour: true }).shape });
export type Welcome = z.infer<typeof Welcome>;

/** Two people who press at the same time must not both become the first; the number is arbitrary but fixed. */
const WELCOME_LOCK = 7_265_103;

/** The very first organisation with its first owner, on an installation that knows nobody. */
@Injectable()
export class WelcomeService implements OnApplicationBootstrap {
  constructor(
    private readonly db: TenantDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** Who reads the log of a server is its administrator; a visitor who happens to be first is not. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.needsCode && (await this.isOpen())) this.logger.warn(`Nobody can sign in yet. Open ${this.config.publicUrl}/welkom and fill in this code: ${this.code()}`, 'Bijeen');
  }

  /** Whether there is nobody yet. */
  async isOpen(): Promise<boolean> {
    return this.db.shared(async (tx) => isNobodyThere(tx));
  }

  /** Where others than this machine can reach us, the first visitor must know the code. */
  get needsCode(): boolean {
    return !this.config.loopback;
  }

  /** The code that the start shows. */
  code(): string {
    return base32(createHmac('sha256', this.config.secretKey).update('welcome').digest()).slice(0, 12);
  }

  /** Makes both, once. @throws DomainError `welcome.over` when somebody was first, `welcome.wrong-code`, `input.invalid`. */
  async begin({ userName, email, code, ...input }: Welcome): Promise<Actor> {
    const organisationId = randomUUID();
    return this.db.transaction({ organisationId }, async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [WELCOME_LOCK]);
      if (!(await isNobodyThere(tx))) throw new DomainError('welcome.over');
      if (this.needsCode && !this.fits(code)) throw new DomainError('welcome.wrong-code', {}, { code: 'Deze startcode klopt niet.' });
      const { found } = await findOrCreateUser(tx, { name: userName, email }, this.clock.now());
      const actor: Actor = { organisationId, kind: 'user', id: found.id, name: userName, role: 'owner' };
      await createOrganisation(tx, { actor, input: { ...input, colour: null }, now: this.clock.now() });
      return actor;
    });
  }

  private fits(code: string): boolean {
    const shown = Buffer.from(code.toLowerCase().replace(/[\s-]/g, ''));
    const real = Buffer.from(this.code());
    return shown.length === real.length && timingSafeEqual(shown, real);
  }
}
