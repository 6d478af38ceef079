import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type FileHandle, open, readFile, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SheetRefused, type SheetLimits, type SheetMessage } from './sheet-refusal.js';

/** What an upload may be (R30). The bench asks for more rows. */
export const UPLOAD_LIMITS: SheetLimits = { rows: 10_000, columns: 200, unpacked: 100 * 1024 * 1024 };
export const MOST_UPLOAD = 10 * 1024 * 1024;

/** Megabytes of JavaScript objects that the child may take. */
const HEAP = 128;
const LOOK_EVERY = 50;

/** When the child is given up: at so many megabytes of everything together, or after so many milliseconds without a word. Waiting for us does not count. */
export const GUARD = { megabytes: 256, patience: 10_000 };

const FROM_SOURCE = import.meta.url.endsWith('.ts');
const CHILD = fileURLToPath(new URL(FROM_SOURCE ? './import-child.ts' : './import-child.js', import.meta.url));
const HOOK = fileURLToPath(new URL('./run-from-source.mjs', import.meta.url));
const FLAGS = ['--permission', '--allow-fs-read=*', `--max-old-space-size=${HEAP}`, '--max-semi-space-size=4', '--no-warnings', ...(FROM_SOURCE ? ['--import', HOOK] : [])];

/** A file to read: its bytes, or where it lies. */
export type SheetFile = Buffer | string;

/**
 * Reads a list in a process of its own, without settings or secrets, that may not write, start anything or take more than 256 MB.
 * The rows come as fast as they are asked for. What does not end with a message of kind `end` has not been read soundly.
 * @throws SheetRefused with the reason
 */
export async function* readSheet(file: SheetFile, limits: SheetLimits, guard = GUARD): AsyncGenerator<Exclude<SheetMessage, { kind: 'refused' | 'end' }>> {
  const handle = await opened(file);
  const child = spawn(process.execPath, [...FLAGS, CHILD, JSON.stringify(limits)], { stdio: ['ignore', 'pipe', 'pipe', handle.fd], env: {} });
  const watch = watched(child, guard.megabytes);
  try {
    for await (const message of messages(child, watch, guard.patience)) {
      if (message.kind === 'refused') throw new SheetRefused(message.code, message.details);
      if (message.kind === 'end') return;
      yield message;
    }
    throw await diedEarly(child, watch);
  } finally {
    clearInterval(watch.timer);
    child.kill('SIGKILL');
    await handle.close();
  }
}

/** A file in memory goes to the child over a nameless file: gone from the disk before anything is written, whatever dies. */
async function opened(file: SheetFile): Promise<FileHandle> {
  if (typeof file === 'string') return open(file, 'r');
  const path = join(tmpdir(), `bijeen-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  await handle.writeFile(file);
  return handle;
}

interface Watch {
  timer: NodeJS.Timeout;
  tooMuchMemory: boolean;
  /** The end of what the child complained about. */
  complaint: string;
}

/** A child that ends without a last word was out of memory (V8 aborts), or met a file that our reading cannot stand (a bug, for the log). */
async function diedEarly(child: ChildProcess, { complaint }: Watch): Promise<SheetRefused> {
  const signal = child.signalCode ?? (child.exitCode === null ? ((await once(child, 'exit')) as [number | null, string | null])[1] : null);
  return signal === null ? new SheetRefused('import.unreadable', {}, complaint) : new SheetRefused('import.took-too-much-memory');
}

function watched(child: ChildProcess, megabytes: number): Watch {
  const watch: Watch = { tooMuchMemory: false, complaint: '', timer: setInterval(() => void look(), LOOK_EVERY) };
  const look = async (): Promise<void> => {
    if ((await residentMegabytes(child.pid)) <= megabytes) return;
    watch.tooMuchMemory = true;
    child.kill('SIGKILL');
  };
  child.stderr!.on('data', (text: Buffer) => (watch.complaint = `${watch.complaint}${text.toString()}`.slice(-2000)));
  return watch;
}

/** What the kernel counts for a process; 0 where it does not say (then only the heap limit guards). */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '0 0');
  return (Number(statm.split(' ')[1]) * 4096) / 1024 / 1024;
}

async function* messages(child: ChildProcess, watch: Watch, patience: number): AsyncGenerator<SheetMessage> {
  const pieces: AsyncIterator<Buffer> = child.stdout![Symbol.asyncIterator]();
  let parts: Buffer[] = [];
  for (;;) {
    const { done, value } = await within(patience, pieces.next());
    if (watch.tooMuchMemory) throw new SheetRefused('import.took-too-much-memory');
    if (done) return;
    let start = 0;
    for (let end = value.indexOf(10); end >= 0; end = value.indexOf(10, start)) {
      parts.push(value.subarray(start, end));
      yield JSON.parse(Buffer.concat(parts).toString()) as SheetMessage;
      parts = [];
      start = end + 1;
    }
    if (start < value.length) parts.push(value.subarray(start));
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SheetRefused('import.took-too-long')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
