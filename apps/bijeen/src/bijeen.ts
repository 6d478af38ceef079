import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { appPassword, Clock, type Config, type EmbeddedDatabase, Logger, migrate, startEmbeddedPostgres } from '@bijeen/platform';
import { loadReferenceData } from '@bijeen/regions';
import { createWebApp } from '../../web/src/create-web-app.js';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { Beginning } from './beginning.js';
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
  private app: NestFastifyApplication | undefined;

  constructor(
    private readonly config: Config,
    private readonly options: { empty: boolean; json: boolean },
  ) {
    this.logger = new Logger(config);
  }

  /** Starts everything and answers when a browser can come. */
  async start(): Promise<Ready> {
    await this.prepareDatabase();
    this.app = await createWebApp(this.config, this.clock, [WorkerModule]);
    await this.app.listen(this.config.port, this.config.host);
    this.config.listensOn(Number(new URL(await this.app.getUrl()).port));
    this.logger.log(`Bijeen listens on ${this.config.publicUrl}`, 'Bijeen');
    const beginning = new Beginning(this.app);
    if (await beginning.isNew()) await this.begin(beginning);
    return this.ready(beginning);
  }

  /** Only the migrations and the reference data; for a deployment that starts web and worker by itself. */
  async migrateOnly(): Promise<void> {
    await this.prepareDatabase();
    await this.database?.stop();
  }

  /** No new requests, then what is under way (at most 30 seconds), then the database. */
  async stop(): Promise<void> {
    await this.app?.close();
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
    await Beginning.clearHalf(this.config.databaseUrl);
  }

  /** The first start of an installation: an example, unless it has a database or a relay of its own or asked to stay empty. */
  private async begin(beginning: Beginning): Promise<void> {
    if (this.options.empty) {
      if (this.options.json) await beginning.makeEmptyOrganisation();
      return;
    }
    if (!this.database || !this.config.catcherMode) return;
    this.logger.log('Filling the example', 'Bijeen');
    await beginning.fillDemo();
    this.demoFilled = true;
  }

  private async ready(beginning: Beginning): Promise<Ready> {
    const start = await beginning.find();
    const mailbox = this.config.catcherMode && this.config.loopback;
    return {
      ready: true,
      url: this.config.publicUrl,
      signInUrl: start && (await beginning.signInUrl(start)),
      apiToken: start && this.options.json ? await beginning.apiToken(start) : null,
      mailboxUrl: mailbox ? `${this.config.publicUrl}/postvak` : null,
      organisationId: start?.actor.organisationId ?? null,
      meetingId: start?.meetingId ?? null,
    };
  }
}
