import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { appPassword, Clock, type Config, type EmbeddedDatabase, Logger, migrate, startEmbeddedPostgres } from '@bijeen/platform';
import { loadReferenceData } from '@bijeen/regions';
import { createWebApp } from '../../web/src/create-web-app.js';
import { claimHome } from './home.js';

const MIGRATIONS = join(fileURLToPath(import.meta.url), '../../../../migrations');

/** What a script needs to begin; printed as one line by `--json`. */
export interface Ready {
  ready: true;
  url: string;
  /** Signs in once as the owner of the demo; null when there is nobody yet. */
  signInUrl: string | null;
  apiToken: string | null;
  mailboxUrl: string | null;
  organisationId: string | null;
  meetingId: string | null;
}

/** The whole of Bijeen in one process: embedded PostgreSQL unless there is a DATABASE_URL, web, worker, and a catcher for mail. */
export class Bijeen {
  demoFilled = false;
  private readonly clock = new Clock();
  private readonly logger: Logger;
  private database: EmbeddedDatabase | undefined;
  private web: NestFastifyApplication | undefined;
  private worker: INestApplicationContext | undefined;

  constructor(
    private readonly config: Config,
    private readonly options: { empty: boolean },
  ) {
    this.logger = new Logger(config);
  }

  /** Starts everything and answers when a browser can come. */
  async start(): Promise<Ready> {
    await this.prepareDatabase();
    this.web = await createWebApp(this.config, this.clock);
    await this.web.listen(this.config.port, this.config.host);
    this.config.listensOn(Number(new URL(await this.web.getUrl()).port));
    this.logger.log(`Bijeen listens on ${this.config.publicUrl}`, 'Bijeen');
    return this.ready();
  }

  /** Only the migrations and the reference data; for a deployment that starts web and worker by itself. */
  async migrateOnly(): Promise<void> {
    await this.prepareDatabase();
    await this.database?.stop();
  }

  /** Web first (no new work), then the worker (finishes what is under way), then the database. */
  async stop(): Promise<void> {
    await this.web?.close();
    await this.worker?.close();
    await this.database?.stop();
  }

  private async prepareDatabase(): Promise<void> {
    claimHome(this.config.home);
    if (!this.config.databaseUrl) {
      this.database = await startEmbeddedPostgres({ directory: this.config.home });
      this.config.databaseUrl = this.database.url;
    }
    await migrate(this.config.databaseUrl, MIGRATIONS, appPassword(this.config.secretKey));
    await loadReferenceData(this.config.databaseUrl);
  }

  private async ready(): Promise<Ready> {
    return {
      ready: true,
      url: this.config.publicUrl,
      signInUrl: null,
      apiToken: null,
      mailboxUrl: this.config.catcherMode && this.config.loopback ? `${this.config.publicUrl}/postvak` : null,
      organisationId: null,
      meetingId: null,
    };
  }
}
