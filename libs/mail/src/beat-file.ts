import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Remembered = z.object({ id: z.string(), beat: z.number(), inode: z.number() });

/** What a process remembers about its database outside of it. */
export interface RememberedBeat {
  id: string;
  beat: number;
  /** The file was copied here: whoever brought it back from a backup may have brought back the database beside it. */
  copied: boolean;
}

/** Reads what was remembered; nothing when there is no such file, or none that can be read. */
export async function readBeat(home: string): Promise<RememberedBeat | undefined> {
  try {
    const file = join(home, 'installation.json');
    const { id, beat, inode } = Remembered.parse(JSON.parse(await readFile(file, 'utf8')));
    return { id, beat, copied: (await stat(file)).ino !== inode };
  } catch {
    return undefined;
  }
}

/** Remembers a beat. The file knows its own place on the disk, which a copy does not have. */
export async function keepBeat(home: string, { id, beat }: { id: string; beat: number }): Promise<void> {
  await mkdir(home, { recursive: true });
  const fresh = join(home, `installation.json.${process.pid}`);
  const file = await open(fresh, 'w', 0o600);
  try {
    const { ino } = await file.stat();
    await file.writeFile(JSON.stringify({ id, beat, inode: ino }));
  } finally {
    await file.close();
  }
  await rename(fresh, join(home, 'installation.json'));
}
