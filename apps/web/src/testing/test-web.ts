import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { hashToken, randomToken, type Actor } from '@bijeen/platform';
import { Builders, TestClock, testDatabase, type TestDatabase } from '@bijeen/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Response } from 'light-my-request';
import pg from 'pg';
import { createWebApp } from '../create-web-app.js';

/** The whole web process on a database of its own, asked without a network. */
export class TestWeb {
  readonly clock = new TestClock();
  app: NestFastifyApplication;
  database: TestDatabase;
  private owner: pg.Pool;

  get build(): Builders {
    return new Builders(this.owner, this.clock);
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows;
  }

  /** An API token for this actor's organisation and role. */
  async token(actor: Actor): Promise<string> {
    const token = randomToken();
    await this.build.insert('api_token', { organisation_id: actor.organisationId, name: actor.name, token_hash: hashToken(token), role: actor.role });
    return token;
  }

  /** One call of the REST interface. */
  async api(token: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return this.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}`, ...headers }, ...(body && { payload: body }) });
  }

  /** A form as a browser without JavaScript sends it, without cookies. */
  async postForm(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, payload: new URLSearchParams(fields).toString() });
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.app.inject({ method: 'GET', url, headers });
  }

  async start(): Promise<void> {
    this.database = await testDatabase();
    this.owner = new pg.Pool({ connectionString: this.database.ownerUrl, max: 4 });
    this.app = await createWebApp(this.database.config, this.clock);
  }

  async empty(): Promise<void> {
    this.clock.comeBack();
    await this.owner.query('truncate organisation, platform_state, app_user, verification, rate_limit cascade');
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.owner?.end();
    await this.database?.drop();
  }
}

/** Starts the web app before the tests of a file, empties the tables before each, stops afterwards. */
export function testWeb(): TestWeb {
  const web = new TestWeb();
  beforeAll(async () => web.start());
  beforeEach(async () => web.empty());
  afterAll(async () => web.stop());
  return web;
}
