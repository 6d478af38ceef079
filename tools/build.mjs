// Compiles apps, libs and migrations to dist/ with SWC; the files beside them that are not TypeScript go along, and web and worker become one file each.
import { execFileSync } from 'node:child_process';
import { cpSync, renameSync, rmSync } from 'node:fs';
import { bundle } from './bundle.mjs';

const SWC = 'node_modules/@swc/cli/bin/swc.js';
const LEFT_OUT = '**/*.spec.ts,**/*.spec.tsx,apps/e2e/**';

/** Builds beside the old build and then takes its place, so that a build that fails or is broken off leaves the old one. */
export async function build() {
  const fresh = `tmp/build-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  execFileSync(process.execPath, [SWC, 'apps', 'libs', 'migrations', '-d', fresh, '--config-file', '.swcrc', '--ignore', LEFT_OUT, '-q'], { stdio: ['ignore', 2, 2] });
  for (const folder of ['apps', 'libs', 'migrations']) cpSync(folder, `${fresh}/${folder}`, { recursive: true, filter: isAsset });
  await bundle(fresh);
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
}

function isAsset(path) {
  return !/\.(tsx?|md)$|(project|tsconfig)\.json$|test-files/.test(path);
}

if (import.meta.url === `file://${process.argv[1]}`) await build();
