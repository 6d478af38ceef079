import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Post, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { testWeb } from '../testing/test-web.js';
import { Policy } from './policy.js';
import { RouteTable } from './route-table.js';

@Controller('goed')
@Policy('viewer')
class GoodController {
  @Get(':id') show(): void {}
  @Post([':id/open', ':id/dicht']) @Policy('organiser') change(): void {}
}

@Controller('vergeten')
class ForgottenController {
  @Get() @Policy('public') declared(): void {}
  @Post(':id') forgotten(): void {}
}

@Controller('goed')
@Policy('viewer')
class DoubleController {
  @Get(':other') shadowed(): void {}
}

async function start(...controllers: Type[]): Promise<RouteTable> {
  const module = await Test.createTestingModule({ imports: [DiscoveryModule], controllers, providers: [RouteTable] }).compile();
  await module.init();
  return module.get(RouteTable);
}

describe('the table of routes', () => {
  it('knows method, path and policy of every route', async () => {
    const routes = await start(GoodController);

    expect(routes.list().map(({ method, path, policy }) => `${method} ${path} ${policy}`)).toEqual([
      'GET /goed/:id viewer',
      'POST /goed/:id/dicht organiser',
      'POST /goed/:id/open organiser',
    ]);
  });

  it('stops the start for a route without a policy, and says which', async () => {
    await expect(start(GoodController, ForgottenController)).rejects.toThrow('Bijeen cannot start: POST /vergeten/:id (ForgottenController.forgotten) has no policy. Put @Policy');
  });

  it('stops the start for a route that could never answer because another has its address', async () => {
    await expect(start(GoodController, DoubleController)).rejects.toThrow('GET /goed/:other (DoubleController.shadowed) exists twice');
  });
});

describe('the web process', () => {
  const web = testWeb();

  it('serves every route of the table', () => {
    const table = web.app.get(RouteTable).list().map(({ method, path }) => `${method} ${path}`);
    const server = web.app.getHttpAdapter().getInstance();

    expect(table.length).toBeGreaterThan(1);
    for (const route of table) expect({ route, known: server.hasRoute({ method: route.split(' ')[0] as 'GET', url: route.split(' ')[1]! }) }).toEqual({ route, known: true });
  });
});
