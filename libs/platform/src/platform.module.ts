import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.js';
import { Config } from './config.js';
import { dataSourceOptions } from './database/data-source.js';
import { appPassword, appUrl } from './database/migrate.js';
import { DueWork } from './due-work.js';
import { PersonalLinks } from './links.js';
import { Logger } from './logger.js';
import { QUEUE_SETTINGS, Queues } from './queues.js';
import { TenantDatabase } from './tenant.js';

/** What every library leans on: settings, clock, database, queues, links, log. Global, so that no feature has to import it. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config, clock: Clock): DynamicModule {
    const databaseUrl = appUrl(config.databaseUrl, appPassword(config.secretKey));
    const queueSettings = { queueUrl: config.queueUrl, databaseUrl };
    return {
      module: PlatformModule,
      imports: [TypeOrmModule.forRoot(dataSourceOptions(databaseUrl))],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Logger, useFactory: () => new Logger(config) },
        { provide: QUEUE_SETTINGS, useValue: queueSettings },
        TenantDatabase,
        PersonalLinks,
        Queues,
        DueWork,
      ],
      exports: [Config, Clock, Logger, TenantDatabase, PersonalLinks, Queues, DueWork],
    };
  }
}
