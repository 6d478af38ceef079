// Installs the exact packages of package-lock.json when they are missing or older than the lock file. Runs on any Node >= 20.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

const lock = readFileSync('package-lock.json');
const wanted = createHash('sha256').update(lock).digest('hex');
const stampFile = 'node_modules/.bijeen-installed';
const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';

if (installed !== wanted) {
  process.stderr.write('Bijeen: pakketten installeren (eenmalig, een paar minuten) ...\n');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const { status } = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: npm.length === 1 && process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('Bijeen: het installeren is niet gelukt. Hierboven staat waarom. Probeer daarna opnieuw.\n');
    process.exit(status ?? 1);
  }
  writeFileSync(stampFile, wanted);
}
