import { Injectable, type OnModuleInit, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { POLICY, type Policy } from './policy.js';

/** One way into the web process. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'ALL';
  /** With parameters as `:name`, as the controller writes it. */
  path: string;
  policy: Policy;
  controller: Type;
  handler: string;
}

type Declared = Omit<Route, 'policy'> & { policy: Policy | undefined };

/**
 * Every route, read from the controllers themselves, so that no list has to be kept up by hand: the check at the start, the
 * tenant matrix, the CSRF tests and the OpenAPI document all walk this table.
 */
@Injectable()
export class RouteTable implements OnModuleInit {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Stops the start. @throws Error that names each route without a policy and each route that stands in another's way (R7). */
  onModuleInit(): void {
    const routes = declared(this.controllers());
    const open = routes.filter(({ policy }) => policy === undefined).map((route) => `${title(route)} has no policy`);
    const double = routes.filter((route, index) => routes.findIndex((other) => sameAddress(route, other)) < index).map((route) => `${title(route)} exists twice`);
    const problems = [...open, ...double];
    if (problems.length > 0) throw new Error(`Bijeen cannot start: ${problems.join('; ')}. Put @Policy(...) on the route or on its controller.`);
  }

  /** All routes, sorted by path. */
  list(): Route[] {
    return routesOf(this.controllers());
  }

  private controllers(): Type[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as Type] : []));
  }
}

/** The routes of these controllers, sorted by path. */
export function routesOf(controllers: Type[]): Route[] {
  return declared(controllers).filter((route): route is Route => route.policy !== undefined).sort((a, b) => (a.path < b.path || (a.path === b.path && a.method < b.method) ? -1 : 1));
}

function declared(controllers: Type[]): Declared[] {
  const [scanner, reflector] = [new MetadataScanner(), new Reflector()];
  return controllers.flatMap((controller) => {
    const prototype: Record<string, object> = controller.prototype;
    return scanner.getAllMethodNames(prototype).flatMap((handler) => {
      const method = Reflect.getMetadata(METHOD_METADATA, prototype[handler]!) as RequestMethod | undefined;
      if (method === undefined) return [];
      const policy = reflector.getAllAndOverride<Policy | undefined>(POLICY, [prototype[handler] as Type, controller]);
      return paths(controller, prototype[handler]!).map((path) => ({ method: RequestMethod[method] as Route['method'], path, policy, controller, handler }));
    });
  });
}

/** `GET /relaties/:id (ContactsController.show)`. */
export function title({ method, path, controller, handler }: Omit<Route, 'policy'>): string {
  return `${method} ${path} (${controller.name}.${handler})`;
}

function paths(controller: Type, handler: object): string[] {
  const several = (of: object): string[] => [(Reflect.getMetadata(PATH_METADATA, of) as string | string[] | undefined) ?? ''].flat();
  return several(controller).flatMap((start) => several(handler).map((end) => `/${[start, end].join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')));
}

/** Two routes that a request cannot tell apart: only the first would ever answer. */
function sameAddress(a: Declared, b: Declared): boolean {
  const shape = (path: string): string => path.replace(/:[^/]+/g, ':');
  return a.method === b.method && shape(a.path) === shape(b.path);
}
