import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { hashToken, randomToken, type Actor } from '@bijeen/platform';
import { SessionsService, SignInLinks } from '@bijeen/organisations';
import { Builders, TestClock, testDatabase, type TestDatabase } from '@bijeen/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Response } from 'light-my-request';
import pg from 'pg';
import { createWebApp } from '../create-web-app.js';
import { csrfToken } from '../security/csrf.js';

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

  /** A browser in which this actor has signed in: by cookie, with the token that forms need. */
  async signIn(actor: Actor): Promise<SignedInBrowser> {
    const email = `${actor.id}@werkplaats.example.nl`;
    await this.sql('insert into app_user (id, name, email, email_verified) values ($1, $2, $3, true) on conflict do nothing', [actor.id, actor.name, email]);
    await this.sql('insert into membership (organisation_id, user_id, role) values ($1, $2, $3) on conflict do nothing', [actor.organisationId, actor.id, actor.role]);
    const links = this.app.get(SignInLinks, { strict: false });
    const { cookies } = await links.signIn((await links.createSignInUrl(email)).split('/').at(-1)!, undefined);
    const cookie = cookies[0]!.split(';')[0]!;
    const session = await this.app.get(SessionsService, { strict: false }).find(cookie);
    return new SignedInBrowser(this, cookie, csrfToken(this.database.config, session!));
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

  /** Listens on a free port of loopback, for a real browser; gives the address. */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.database = await testDatabase();
    this.owner = new pg.Pool({ connectionString: this.database.ownerUrl, max: 4 });
    this.owner.on('error', () => undefined);
    // Dropping the database may cut a connection that is just saying goodbye.
    this.owner.on('connect', (client) => client.on('error', () => undefined));
    this.app = await createWebApp(this.database.config, this.clock);
  }

  async empty(): Promise<void> {
    this.clock.comeBack();
    await this.owner.query('truncate organisation, platform_stop, platform_state, app_user, verification, rate_limit, relay_refusal cascade');
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.owner?.end();
    await this.database?.drop();
  }
}

/** Asks as a signed-in person does. */
export class SignedInBrowser {
  constructor(
    private readonly web: TestWeb,
    readonly cookie: string,
    readonly csrf: string,
  ) {}

  async get(url: string): Promise<Response> {
    return this.web.get(url, { cookie: this.cookie });
  }

  /** Sends a form of our own page; a list of values becomes a field that occurs several times. */
  async post(url: string, fields: Record<string, string | string[]> = {}): Promise<Response> {
    const form = new URLSearchParams({ csrf: this.csrf });
    for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value);
    return this.web.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: this.cookie }, payload: form.toString() });
  }

  /** Sends a form with a file. */
  async upload(url: string, name: string, file: { name: string; bytes: Buffer; type?: string }, fields: Record<string, string> = {}): Promise<Response> {
    const form = new FormData();
    for (const [field, value] of Object.entries({ csrf: this.csrf, ...fields })) form.set(field, value);
    form.set(name, new Blob([new Uint8Array(file.bytes)], { type: file.type ?? 'application/octet-stream' }), file.name);
    const encoded = new globalThis.Response(form);
    const headers = { 'content-type': encoded.headers.get('content-type')!, cookie: this.cookie, 'sec-fetch-site': 'same-origin' };
    return this.web.app.inject({ method: 'POST', url, headers, payload: Buffer.from(await encoded.arrayBuffer()) });
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
