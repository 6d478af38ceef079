import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { PlatformModule, TenantDatabase, type Actor, type Tenant } from '@bijeen/platform';
import type { DynamicModule, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { Builders } from './builders.js';
import { TestClock } from './test-clock.js';
import { testDatabase, type TestDatabase } from './test-database.js';

/** The real modules on a real database of their own; only the clock is a stand-in. */
export class TestApp {
  readonly clock = new TestClock();
  database: TestDatabase;
  private module: TestingModule;
  private owner: pg.Pool;

  constructor(private readonly modules: (Type | DynamicModule)[]) {}

  /** The instance of a class from the application. */
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.module.get(type, { strict: false });
  }

  /** Makes rows with defaults: a test says only what it is about. */
  get build(): Builders {
    return new Builders(this.owner, this.clock);
  }

  /** Looks behind the scenes, past row-level security. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows;
  }

  /** Runs `work` as the app does: in a transaction of one organisation. */
  async as<T>(tenant: Tenant | Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.get(TenantDatabase).transaction(tenant, work);
  }

  async start(): Promise<void> {
    this.database = await testDatabase();
    this.owner = new pg.Pool({ connectionString: this.database.ownerUrl, max: 4 });
    // Dropping the database may cut a connection that is just saying goodbye.
    this.owner.on('error', () => undefined);
    // Dropping the database may cut a connection that is just saying goodbye.
    this.owner.on('connect', (client) => client.on('error', () => undefined));
    this.module = await Test.createTestingModule({ imports: [PlatformModule.forRoot(this.database.config, this.clock), ...this.modules] }).compile();
    this.module.enableShutdownHooks([]);
    await this.module.init();
  }

  /** Empties every table that belongs to a tenant. */
  async empty(): Promise<void> {
    this.clock.comeBack();
    await this.owner.query('truncate organisation, platform_stop, platform_state, app_user, verification, rate_limit, incoming_mail, domain_pace, relay_refusal cascade');
  }

  async stop(): Promise<void> {
    await this.module?.close();
    await this.owner?.end();
    await this.database?.drop();
  }
}

/** Starts the given modules before the tests of a file, empties the tables before each test, and stops afterwards. */
export function testApp(...modules: (Type | DynamicModule)[]): TestApp {
  const app = new TestApp(modules);
  beforeAll(async () => app.start());
  beforeEach(async () => app.empty());
  afterAll(async () => app.stop());
  return app;
}
