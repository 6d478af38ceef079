import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { OrganisationsModule } from '@bijeen/organisations';
import { type Clock, type Config, PlatformModule } from '@bijeen/platform';
import { RegionsModule } from '@bijeen/regions';
import { DiscoveryModule } from '@nestjs/core';
import { MunicipalitiesApi } from './api/regions/municipalities.api.js';
import { RegionsApi } from './api/regions/regions.api.js';
import { ErrorPages } from './errors/error-pages.filter.js';
import { HealthController } from './health/health.controller.js';
import { AboutController } from './organiser/about/about.controller.js';
import { RegionViews } from './organiser/regions/region-view.js';
import { RegionsController } from './organiser/regions/regions.controller.js';
import { PolicyGuard } from './security/policy.guard.js';
import { RequestIdentity } from './security/request-identity.js';
import { RouteTable } from './security/route-table.js';

/** Pages and REST. Every feature's module and every controller is named here. */
@Module({})
export class WebModule {
  static forRoot(config: Config, clock: Clock, beside: (DynamicModule | Type)[] = []): DynamicModule {
    return {
      module: WebModule,
      imports: [DiscoveryModule, PlatformModule.forRoot(config, clock), OrganisationsModule, RegionsModule, ...beside],
      controllers: [HealthController, AboutController, RegionsController, RegionsApi, MunicipalitiesApi],
      providers: [PolicyGuard, RequestIdentity, RouteTable, ErrorPages, RegionViews],
    };
  }
}
