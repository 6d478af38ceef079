import { Config, Logger } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { ImapFlow } from 'imapflow';
import { IncomingMailStore } from './incoming-mail.store.js';
import { MOST_BYTES } from './read-incoming.js';
import { deliveryOf } from './mailbox-headers.js';

/** Milliseconds. */
const LOOK_EVERY = 60_000;
const PAUSE = { first: 5_000, longest: 300_000 };
const BEGINNING = 64 * 1024;
/** Where mail goes that was taken in; `?done=` in the setting names another folder. */
const DONE = 'Bijeen';

/**
 * Takes mail out of a mailbox. A mail is kept first and moved away after that: whoever dies in between finds it again, and it counts once
 * (F31). Whatever is not for one of our addresses is moved too, and left alone.
 */
@Injectable()
export class IncomingImap {
  private client: ImapFlow | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly store: IncomingMailStore,
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** Begins to look in the mailbox of `INCOMING_IMAP`; nothing without that setting. */
  start(): void {
    if (this.config.incomingImap) this.running ??= this.watch(new URL(this.config.incomingImap));
  }

  /** Finishes the mail in hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    this.client?.close();
    await this.running;
  }

  /** Empties the mailbox once, over a connection of its own; says how many mails were new. */
  async drain(mailbox: URL): Promise<number> {
    const client = (this.client = await clientFor(mailbox));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await this.empty(client, mailbox);
    } finally {
      client.close();
    }
  }

  private async watch(mailbox: URL): Promise<void> {
    let pause = PAUSE.first;
    while (!this.stopped) {
      try {
        await this.drain(mailbox);
        pause = PAUSE.first;
        await this.rest(LOOK_EVERY);
      } catch (error) {
        if (this.stopped) return;
        this.logger.error('The mailbox for mail that comes back cannot be reached; we try again', error, 'IncomingImap');
        await this.rest(pause);
        pause = Math.min(pause * 2, PAUSE.longest);
      }
    }
  }

  private async empty(client: ImapFlow, { pathname, searchParams }: URL): Promise<number> {
    const folder = searchParams.get('done') ?? DONE;
    await client.mailboxCreate(folder);
    const lock = await client.getMailboxLock(decodeURIComponent(pathname.slice(1)) || 'INBOX');
    let taken = 0;
    try {
      const sizes = await client.fetchAll('1:*', { uid: true, size: true });
      for (const { uid, size } of sizes) {
        if (this.stopped) break;
        if (await this.keep(client, uid, size ?? 0)) taken += 1;
        await client.messageMove(String(uid), folder, { uid: true });
      }
    } finally {
      lock.release();
    }
    return taken;
  }

  /** Of what is too large only the beginning is fetched: enough to know whose it is. */
  private async keep(client: ImapFlow, uid: number, size: number): Promise<boolean> {
    const found = await client.fetchOne(String(uid), { source: size > MOST_BYTES ? { maxLength: BEGINNING } : true }, { uid: true });
    if (!found || !found.source) return false;
    const { from, recipients } = deliveryOf(found.source);
    const to = recipients.find((each) => this.store.accepts(each));
    return to !== undefined && this.store.keep(found.source, { from, to, via: 'imap' }, size);
  }

  private async rest(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function clientFor({ protocol, hostname, port, username, password }: URL): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const secure = protocol === 'imaps:';
  return new ImapFlow({ host: hostname, port: Number(port || (secure ? 993 : 143)), secure, auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, logger: false, socketTimeout: 60_000 });
}
