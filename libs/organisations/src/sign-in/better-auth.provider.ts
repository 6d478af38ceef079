import { Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { browserCookieName, createAuth, sessionCookieName, type Auth } from './better-auth.js';

/** better-auth on the pool that TypeORM has already: the app's role, no second set of connections. */
@Injectable()
export class BetterAuth {
  readonly api: Auth['api'];
  readonly sessionCookie: string;
  readonly browserCookie: string;

  constructor(config: Config, db: DataSource) {
    this.api = createAuth(config, (db.driver as PostgresDriver).master).api;
    this.sessionCookie = sessionCookieName(config);
    this.browserCookie = browserCookieName(config);
  }
}
