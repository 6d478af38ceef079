import { Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Auth } from './better-auth.js';
import { sessionCookieName } from './sign-in-names.js';

/**
 * better-auth on the pool that TypeORM has already: the app's role, no second set of connections. Loaded when the first organiser comes:
 * it is a sixth of all code at the start, and neither invitees nor programs with a token need it.
 */
@Injectable()
export class BetterAuth {
  readonly sessionCookie: string;
  private loading: Promise<Auth['api']> | undefined;

  constructor(
    private readonly config: Config,
    private readonly db: DataSource,
  ) {
    this.sessionCookie = sessionCookieName(config);
  }

  async api(): Promise<Auth['api']> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<Auth['api']> {
    const { createAuth } = await import('./better-auth.js');
    return createAuth(this.config, (this.db.driver as PostgresDriver).master).api;
  }
}

/** The HTTP status that better-auth throws instead of an answer: 302 for a link that does not work, 401 for a wrong password. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
