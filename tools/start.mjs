// npm start: builds, then runs Bijeen in one process. Everything after `--` goes to it.
import { spawn } from 'node:child_process';
import { build } from './build.mjs';

build();
const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/bijeen/src/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
