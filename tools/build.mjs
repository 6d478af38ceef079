// Compiles apps, libs and migrations to dist/ with SWC; the files beside them that are not TypeScript go along.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

export function build() {
  rmSync('dist', { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/@swc/cli/bin/swc.js', 'apps', 'libs', 'migrations', '-d', 'dist', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts,**/*.spec.tsx,apps/e2e/**', '-q'], { stdio: ['ignore', 2, 2] });
  const isAsset = (path) => !/\.(tsx?|md)$|project\.json$|tsconfig\.json$/.test(path);
  for (const folder of ['apps', 'libs', 'migrations']) cpSync(folder, `dist/${folder}`, { recursive: true, filter: isAsset });
}

if (import.meta.url === `file://${process.argv[1]}`) build();
