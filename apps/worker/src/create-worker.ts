import { type Clock, type Config, Logger } from '@bijeen/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';

/** A running worker. `close()` finishes the mails in flight (at most 30 seconds) and hands back the others. */
export async function createWorker(config: Config, clock: Clock): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.forRoot(config, clock), { logger: new Logger(config), abortOnError: false });
}
