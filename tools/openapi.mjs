// Writes docs/openapi.json from the controllers and their schemas. A test says when that is needed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { build } from './build.mjs';

await build();
const { WebModule } = await import('../dist/apps/web/src/web.module.js');
const { openApi } = await import('../dist/apps/web/src/api/openapi.js');
const { API_VERSION } = await import('../dist/apps/web/src/api/docs.controller.js');
const { routesOf } = await import('../dist/apps/web/src/security/route-table.js');
const { Clock, readConfig } = await import('../dist/libs/platform/src/index.js');

const home = mkdtempSync(join(tmpdir(), 'bijeen-openapi-'));
const config = readConfig({ BIJEEN_HOME: home, DATABASE_URL: 'postgres://nobody@127.0.0.1/nothing' });
const { controllers } = WebModule.forRoot(config, new Clock());
writeFileSync('docs/openapi.json', `${JSON.stringify(openApi(routesOf(controllers), API_VERSION), null, 2)}\n`);
rmSync(home, { recursive: true, force: true });
