import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { type Clock, type Config, DomainError, Logger } from '@bijeen/platform';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from './api/idempotency.interceptor.js';
import { serveAssets } from './assets.js';
import { ErrorPages } from './errors/error-pages.filter.js';
import { armour, putOnArmour } from './security/armour.js';
import { LinkLimits } from './security/link-limits.js';
import { PolicyGuard } from './security/policy.guard.js';
import { strictInput } from './security/strict-input.js';
import { hangUpOnSilence } from './silent-connections.js';
import { WebModule } from './web.module.js';

const UPLOAD_LIMIT = 10 * 1024 * 1024;

/**
 * The web process, ready to listen: plugins, armour, guard and error pages around the modules.
 * `beside` runs in the same process: the worker, when `npm start` does everything at once.
 */
export async function createWebApp(config: Config, clock: Clock, beside: (DynamicModule | Type)[] = []): Promise<NestFastifyApplication> {
  const frameworkErrors = (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    putOnArmour(request, reply, config);
    app.get(ErrorPages).answer(new DomainError('not-found'), request, reply);
  };
  const adapter = new FastifyAdapter({ trustProxy: config.secure || config.loopback ? onlyTheNearestProxy : false, bodyLimit: 1024 * 1024, forceCloseConnections: 'idle', frameworkErrors });
  const app = await NestFactory.create<NestFastifyApplication>(WebModule.forRoot(config, clock, beside), adapter, { logger: new Logger(config), bodyParser: true, abortOnError: false });
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 20, parts: 25 } });
  await serveAssets(app);
  hangUpOnSilence(app);
  armour(app, config);
  strictInput(app);
  app.useGlobalGuards(app.get(PolicyGuard));
  app.useGlobalInterceptors(app.get(Idempotency), app.get(LinkLimits));
  app.useGlobalFilters(app.get(ErrorPages));
  await begin(app);
  return app;
}

/** When one part cannot begin, what began before it is stopped: nobody else has hold of it, and a worker would go on without its database. */
async function begin(app: NestFastifyApplication): Promise<void> {
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  } catch (error) {
    await Promise.allSettled([app.close()]);
    throw error;
  }
}

/** HTTPS ends at a proxy in front of us: what that one saw counts, never what a visitor says of himself in X-Forwarded-For. */
function onlyTheNearestProxy(_address: string, hop: number): boolean {
  return hop === 0;
}
