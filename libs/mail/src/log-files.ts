import type { Stats } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lineTimes } from './log-time.js';

const PIECE = 1 << 20;
const TAIL = 4096;
const PACKED = /\.(gz|bz2|xz|zst)$/;
const NEWLINE = 10;

/** Where a log was read to. A file is known by its place on the disk, so that a new name changes nothing. */
interface Place {
  position: number;
  size: number;
}

/** A line, and when it was written. */
export type TakeLine = (line: string, at: () => number) => void;

/**
 * Reads a log that grows and is rotated (renamed, or copied and cut), each line once. The file before the current one is read too, for its
 * last lines may have been written after the last look; what is packed is not. An unfinished last line waits until it is whole.
 */
export class LogFiles {
  private places = new Map<string, Place>();

  /** @param lookBack bytes before the end at which reading starts the first time */
  constructor(
    private readonly path: string,
    private readonly lookBack: number,
  ) {}

  /**
   * Gives every new line, in order. Says when lines were lost at the latest, if any were.
   * @throws Error when the log cannot be read
   */
  async read(take: TakeLine): Promise<{ lostBefore: number | undefined }> {
    const first = this.places.size === 0;
    const files = await this.files();
    const places = new Map<string, Place>();
    let skip = first ? Math.max(0, files.reduce((sum, { about }) => sum + about.size, 0) - this.lookBack) : 0;
    let lost = !first && !files.some(({ about }) => this.places.has(key(about)));
    for (const { path, about } of files) {
      const known = this.places.get(key(about));
      const cut = known !== undefined && about.size < known.position;
      lost ||= cut;
      const from = known && !cut ? known.position : Math.min(skip, about.size);
      skip = Math.max(0, skip - about.size);
      places.set(key(about), { position: await readLines({ path, about }, from, take), size: about.size });
    }
    this.places = places;
    return { lostBefore: lost ? files.at(-1)!.about.mtimeMs : undefined };
  }

  /** The current file, after the youngest of its predecessors that is not packed. */
  private async files(): Promise<{ path: string; about: Stats }[]> {
    const folder = dirname(this.path);
    const name = basename(this.path);
    const current = { path: this.path, about: await stat(this.path) };
    const earlier = (await readdir(folder)).filter((other) => other.startsWith(name) && other !== name && /^[.-]\d[\d-]*$/.test(other.slice(name.length)) && !PACKED.test(other));
    const predecessors = await Promise.all(earlier.map(async (other) => ({ path: join(folder, other), about: await stat(join(folder, other)) })));
    const youngest = predecessors.filter(({ about }) => about.ino !== current.about.ino).sort((a, b) => b.about.mtimeMs - a.about.mtimeMs)[0];
    return youngest ? [youngest, current] : [current];
  }
}

/** Reads whole lines from a position on; answers where it stopped. In the middle of a line it starts at the next. */
async function readLines({ path, about }: { path: string; about: Stats }, from: number, take: TakeLine): Promise<number> {
  if (from === about.size) return from;
  const file = await open(path, 'r');
  try {
    const time = lineTimes(about, (await bytes(file, Math.max(0, about.size - TAIL), TAIL)).toString('latin1'));
    let whole = from === 0 || (await bytes(file, from - 1, 1))[0] === NEWLINE;
    let position = from;
    let rest = Buffer.alloc(0);
    for (let piece = await bytes(file, position, PIECE); piece.length > 0; piece = await bytes(file, position, PIECE)) {
      position += piece.length;
      const text = Buffer.concat([rest, piece]);
      const end = text.lastIndexOf(NEWLINE) + 1;
      for (const line of text.toString('utf8', 0, end).split('\n').slice(0, -1)) {
        if (whole) take(line, () => time(line));
        whole = true;
      }
      rest = text.subarray(end);
    }
    return position - rest.length;
  } finally {
    await file.close();
  }
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function key({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
