// Programs that measure: taken from the machine, else unpacked from their Debian packages into tmp/bench-tools. Nothing is installed,
// no service is started, and it needs no root.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const UNPACKED = resolve('tmp/bench-tools');
const FOLDERS = ['usr/bin', 'usr/sbin', 'bin', 'sbin'];

/** A program with what it needs around it. */
export class Tool {
  constructor(path, root) {
    this.path = path;
    this.env = root ? { ...process.env, LD_LIBRARY_PATH: libraryFolders(root).join(':') } : process.env;
  }

  /** Runs to the end and answers what it printed. */
  run(args, options = {}) {
    return execFileSync(this.path, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: this.env, ...options });
  }

  start(args, options = {}) {
    return spawn(this.path, args, { env: this.env, ...options });
  }
}

/** Finds a program; unpacks its Debian package when it is not there. @throws Error with the reason when it cannot be had */
export function findTool(program, debianPackage) {
  const root = join(UNPACKED, debianPackage);
  const here = onMachine(program);
  if (here) return new Tool(here);
  if (!existsSync(root)) unpack(debianPackage, root);
  const path = within(root, program);
  if (!path) throw new Error(`${debianPackage} has no ${program}`);
  return new Tool(path, root);
}

/** pg_wrapper in /usr/bin wants a cluster; the real pgbench lies beside its version. */
export function onMachine(program) {
  const postgres = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map((version) => `usr/lib/postgresql/${version}/bin`) : [];
  return [...postgres, ...FOLDERS, 'usr/local/bin'].map((folder) => join('/', folder, program)).find((path) => existsSync(path));
}

function within(root, program) {
  const postgres = join(root, 'usr/lib/postgresql');
  const versions = existsSync(postgres) ? readdirSync(postgres).map((version) => `usr/lib/postgresql/${version}/bin`) : [];
  return [...versions, ...FOLDERS].map((folder) => join(root, folder, program)).find((path) => existsSync(path));
}

/** Installs a Debian package, as root, without starting what is in it: for what does not run from a folder. @throws Error with the reason */
export function installPackage(debianPackage) {
  const policy = '/usr/sbin/policy-rc.d';
  const made = !existsSync(policy);
  if (made) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    missingPackages(debianPackage);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], { stdio: 'pipe', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  } catch (error) {
    throw new Error(`${debianPackage} could not be installed: ${lastLine(error)}`);
  } finally {
    if (made) rmSync(policy);
  }
}

function unpack(debianPackage, root) {
  const packages = missingPackages(debianPackage);
  mkdirSync(root, { recursive: true });
  try {
    for (const name of packages) execFileSync('apt-get', ['download', '-q', name], { cwd: root, stdio: 'pipe', timeout: 180_000 });
    for (const file of readdirSync(root).filter((name) => name.endsWith('.deb'))) execFileSync('dpkg-deb', ['-x', file, '.'], { cwd: root, stdio: 'pipe' });
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw new Error(`${debianPackage} could not be fetched: ${lastLine(error)}`);
  }
}

/** The package with all it needs and this machine has not. */
function missingPackages(debianPackage) {
  const ask = () => execFileSync('apt-get', ['install', '--simulate', '--no-install-recommends', '-y', debianPackage], { encoding: 'utf8', stdio: 'pipe' });
  let plan = '';
  try {
    plan = ask();
  } catch {
    try {
      execFileSync('apt-get', ['update', '-q'], { stdio: 'pipe', timeout: 120_000 });
      plan = ask();
    } catch (error) {
      throw new Error(`${debianPackage} cannot be had from Debian here: ${lastLine(error)}`);
    }
  }
  const names = [...plan.matchAll(/^Inst (\S+) /gm)].map(([, name]) => name);
  return names.length > 0 ? names : [debianPackage];
}

function libraryFolders(root) {
  return execFileSync('find', [root, '-name', '*.so*', '-printf', '%h\n'], { encoding: 'utf8' }).split('\n').filter((folder, place, all) => folder && all.indexOf(folder) === place);
}

function lastLine(error) {
  return String(error.stderr || error.message).trim().split('\n').at(-1);
}
