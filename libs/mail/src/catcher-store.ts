import { mkdir, open, readFile, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { randomToken } from '@bijeen/platform';
import { Grouped } from './grouped.js';

/** One line of the catcher's log: a mail that was accepted. */
export interface CaughtMail {
  /** Random; also the name of the file. */
  id: string;
  messageId: string;
  /** Envelope addresses. */
  to: string[];
  kind: string | null;
  hasCalendar: boolean;
  /** When it was caught, by the clock of the platform, ISO. */
  caughtAt: string;
}

const LOG = 'accepted.jsonl';

/**
 * The mails that were caught: a file each, and a log with one line per accepted mail. The file is written first, then the line,
 * then the relay says 250; so what is in the log was accepted, also after `kill -9`. Several processes may share the folder.
 */
export class CatcherStore {
  private readonly mails: CaughtMail[] = [];
  private readonly byId = new Map<string, CaughtMail>();
  private readonly messageIds = new Set<string>();
  private readonly log = new Grouped<CaughtMail, void>(async (group) => this.append(group));
  private file: Promise<FileHandle> | undefined;
  private read = 0;
  private refreshing: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  /** Keeps a mail for good. */
  async keep(raw: Buffer, mail: Omit<CaughtMail, 'id' | 'messageId' | 'kind' | 'hasCalendar'>): Promise<CaughtMail> {
    const head = raw.subarray(0, Math.max(raw.indexOf('\r\n\r\n'), 0)).toString('latin1');
    const caught: CaughtMail = {
      id: randomToken(),
      messageId: /^Message-ID:\s*(<[^>\r\n]*>)/im.exec(head)?.[1] ?? '',
      kind: /^X-Bijeen-Kind:\s*(\S+)/im.exec(head)?.[1] ?? null,
      hasCalendar: raw.includes('Content-Type: text/calendar'),
      ...mail,
    };
    await this.opened();
    await writeFile(this.path(caught.id), raw);
    await this.log.add(caught);
    return caught;
  }

  /** Every mail, in the order of arrival. */
  async all(): Promise<readonly CaughtMail[]> {
    await this.refresh();
    return this.mails;
  }

  async find(id: string): Promise<CaughtMail | undefined> {
    await this.refresh();
    return this.byId.get(id);
  }

  /** The Message-IDs of all that was accepted. */
  async acceptedIds(): Promise<ReadonlySet<string>> {
    await this.refresh();
    return this.messageIds;
  }

  /** The bytes as they came in; nothing when the mail was never caught, or somebody threw its file away. */
  async raw(id: string): Promise<Buffer | undefined> {
    return (await this.find(id)) && readFile(this.path(id)).catch(() => undefined);
  }

  async close(): Promise<void> {
    await (await this.file)?.close();
    this.file = undefined;
  }

  private path(id: string): string {
    return join(this.folder, `${id}.eml`);
  }

  /** The log, with the last line finished: a process may have died in the middle of it. */
  private async opened(): Promise<FileHandle> {
    return (this.file ??= this.open());
  }

  private async open(): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true });
    const known = await readFile(join(this.folder, LOG)).catch(() => Buffer.alloc(0));
    const file = await open(join(this.folder, LOG), 'a', 0o600);
    if (known.length > 0 && known.at(-1) !== 10) await file.appendFile('\n');
    return file;
  }

  private async append(group: CaughtMail[]): Promise<void[]> {
    await (await this.opened()).appendFile(group.map((mail) => `${JSON.stringify(mail)}\n`).join(''));
    return group.map(() => undefined);
  }

  /** Reads what was added to the log since the last time, by whichever process. */
  private async refresh(): Promise<void> {
    this.refreshing ??= this.readOn().finally(() => (this.refreshing = undefined));
    await this.refreshing;
  }

  private async readOn(): Promise<void> {
    const path = join(this.folder, LOG);
    const size = await stat(path).then((found) => found.size, () => 0);
    if (size <= this.read) return;
    const file = await open(path, 'r');
    const { buffer } = await file.read({ buffer: Buffer.alloc(size - this.read), position: this.read }).finally(async () => file.close());
    const complete = buffer.lastIndexOf(10) + 1;
    this.read += complete;
    for (const line of buffer.subarray(0, complete).toString('utf8').split('\n')) this.remember(line);
  }

  private remember(line: string): void {
    const mail = caughtMail(line);
    if (!mail) return;
    this.mails.push(mail);
    this.byId.set(mail.id, mail);
    this.messageIds.add(mail.messageId);
  }
}

/** A line that was cut off by a crash is no accepted mail. */
function caughtMail(line: string): CaughtMail | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as CaughtMail);
  } catch {
    return undefined;
  }
}
