// The servers beside PostgreSQL: a place where mail goes, and Redis. Each runs in a process of its own on a free port of loopback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findTool } from './debian.mjs';

/** Where the mails go: Postfix's smtp-sink, else a small sink of our own. `accepted()` counts the messages it took. */
export async function startSink() {
  const port = await freePort();
  const { child, name } = sinkProcess(port);
  let printed = '';
  child.stdout.on('data', (data) => (printed = (printed + data).slice(-400)));
  await listening(port, child, name);
  const accepted = () => Number([...printed.matchAll(/mesg=(\d+)/g)].at(-1)?.[1] ?? 0);
  return { name, port, url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, accepted, stop: async () => stop(child) };
}

function sinkProcess(port) {
  try {
    const tool = findTool('smtp-sink', 'postfix');
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    return { name: 'smtp-sink', child: tool.start(['-c', ...user, `127.0.0.1:${port}`, '1000'], { stdio: ['ignore', 'pipe', 'ignore'] }) };
  } catch {
    return { name: 'our own sink', child: spawn(process.execPath, [fileURLToPath(new URL('./sink.mjs', import.meta.url)), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] }) };
  }
}

/** Redis as production has it (docs/production.md). @throws Error with the reason when it cannot be had */
export async function startRedis(directory, { aof = true, port: wanted } = {}) {
  const port = wanted ?? (await freePort());
  const tool = findTool('redis-server', 'redis-server');
  const settings = { port, bind: '127.0.0.1', dir: directory, save: aof ? '' : '3600 1', appendonly: aof ? 'yes' : 'no', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction' };
  const child = tool.start(Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]), { stdio: 'ignore' });
  await listening(port, child, 'redis-server');
  return { url: `redis://127.0.0.1:${port}`, port, version: /v=([\d.]+)/.exec(tool.run(['--version']))?.[1], stop: async () => stop(child), kill: async () => stop(child, 'SIGKILL') };
}

/** How docker-compose.yml starts our processes. */
export const AS_IN_PRODUCTION = ['--max-semi-space-size=8'];

/** One of our own web processes, ready to answer. `env` comes from `bench.database()`. */
export async function startWeb(env) {
  const port = await freePort();
  const child = spawn(process.execPath, [...AS_IN_PRODUCTION, 'dist/apps/web/src/main.js'], { env: { PATH: process.env.PATH, ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit'] });
  await listening(port, child, 'the web process');
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: async () => stop(child) };
}

export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Whether somebody listens there. */
export async function isOpen(port) {
  const socket = connect(port, '127.0.0.1');
  const open = await once(socket, 'connect').then(() => true, () => false);
  socket.destroy();
  return open;
}

async function listening(port, child, name) {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${name} stopped with ${child.exitCode}`);
    if (await isOpen(port)) return;
    await pause(50);
  }
  throw new Error(`${name} does not listen`);
}
