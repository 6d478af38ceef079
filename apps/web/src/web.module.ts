import { type DynamicModule, Module } from '@nestjs/common';
import { type Clock, type Config, PlatformModule } from '@bijeen/platform';
import { DiscoveryModule } from '@nestjs/core';
import { ErrorPages } from './errors/error-pages.filter.js';
import { HealthController } from './health/health.controller.js';
import { PolicyGuard } from './security/policy.guard.js';
import { RequestIdentity } from './security/request-identity.js';
import { RouteTable } from './security/route-table.js';

/** Pages and REST. Every feature's module and every controller is named here. */
@Module({})
export class WebModule {
  static forRoot(config: Config, clock: Clock): DynamicModule {
    return {
      module: WebModule,
      imports: [DiscoveryModule, PlatformModule.forRoot(config, clock)],
      controllers: [HealthController],
      providers: [PolicyGuard, RequestIdentity, RouteTable, ErrorPages],
    };
  }
}
