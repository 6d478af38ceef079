import { RouteTable, type Route } from '../security/route-table.js';
import type { TestWeb } from './test-web.js';

/** An id that no row has. */
export const NOBODY = '01890000-0000-7000-8000-000000000000';

/** Every route of the process, with what its parameters are called. */
export function allRoutes(web: TestWeb): (Route & { parameters: string[] })[] {
  return web.app.get(RouteTable).list().map((route) => ({ ...route, parameters: [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!) }));
}

/** The address of a route with these values in it. */
export function address(path: string, values: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(values[name] ?? NOBODY));
}

/** Whether a route may change something. */
export function changes({ method }: Route): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}
