// Lints one project. Fails when Nx could not check the boundaries, because ESLint passes silently then.
import { spawnSync } from 'node:child_process';

const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', ...process.argv.slice(2)], { encoding: 'utf8' });
process.stdout.write(stdout);
process.stderr.write(stderr);
if (`${stdout}${stderr}`.includes('No cached ProjectGraph is available')) {
  process.stderr.write('The boundary rules were skipped: lint through `npm run lint`.\n');
  process.exit(1);
}
process.exit(status ?? 1);
