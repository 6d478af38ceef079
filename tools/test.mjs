// npm test: every test of every library and app, browser tests included. Arguments go to Jest.
import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';

await build();
const jest = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, jest, { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } });
process.exit(status ?? 1);
