import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the home folder ours: two processes on one set of data would stop each other's database.
 * A process that was killed leaves its number behind; that is no reason to refuse.
 * @throws Error that names the process which uses the folder.
 */
export function claimHome(home: string): void {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'bijeen.pid');
  const [pid, command] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  if (pid && command && Number(pid) !== process.pid && commandOf(Number(pid)) === command) {
    throw new Error(`Bijeen draait al met de map ${home} (proces ${pid}). Stop dat eerst, of kies een andere map met BIJEEN_HOME.`);
  }
  writeFileSync(file, `${process.pid}\n${commandOf(process.pid)}`);
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'lstart=,args=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}
