import { Clock, Config } from '@bijeen/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { readCaught, summaryOf, type CaughtSummary, type ReadMail } from './caught-mail.js';
import { CatcherStore, type CaughtMail } from './catcher-store.js';
import { SENDER_SETTINGS, type SenderSettings } from './sender-settings.js';

/** Which caught mails to show. */
export interface CaughtQuery {
  /** Part of a recipient's address. */
  to?: string | undefined;
  /** Only what came after the mail with this id, or after this moment (ISO). */
  after?: string | undefined;
}

/**
 * The relay for trying things out: a real SMTP server on loopback inside this process, that keeps every mail as a file and sends
 * nothing on. Starts when the first mail goes out.
 */
@Injectable()
export class MailCatcher implements OnApplicationShutdown {
  private readonly store: CatcherStore;
  private server: Promise<{ server: SMTPServer; port: number }> | undefined;
  private readonly known = new Map<string, CaughtSummary>();

  constructor(
    config: Config,
    private readonly clock: Clock,
    @Inject(SENDER_SETTINGS) private readonly settings: SenderSettings,
  ) {
    this.store = new CatcherStore(join(config.home, 'postvak'));
  }

  /** Where to deliver. */
  async url(): Promise<string> {
    this.server ??= this.start();
    return `smtp://127.0.0.1:${(await this.server).port}?ignoreTLS=true`;
  }

  /** The caught mails in the order of arrival. */
  async list({ to, after }: CaughtQuery = {}): Promise<CaughtMail[]> {
    const all = await this.store.all();
    const known = all.findIndex(({ id }) => id === after);
    const wanted = to?.toLowerCase() ?? '';
    const since = known < 0 && after ? Date.parse(after) : Number.NaN;
    return all.slice(known + 1).filter((mail) => !(Date.parse(mail.caughtAt) <= since) && mail.to.some((address) => address.toLowerCase().includes(wanted)));
  }

  /** What a list shows of each of these mails. */
  async summaries(mails: CaughtMail[]): Promise<CaughtSummary[]> {
    const summaries: CaughtSummary[] = [];
    for (const mail of mails) {
      const summary = this.known.get(mail.id) ?? (await this.summary(mail));
      if (summary) summaries.push(summary);
    }
    return summaries;
  }

  /** One mail with all its parts; nothing when it is not there. */
  async read(id: string): Promise<ReadMail | undefined> {
    const caught = await this.store.find(id);
    const raw = await this.store.raw(id);
    return caught && raw && readCaught(caught, raw);
  }

  /** One mail as it came in. */
  async raw(id: string): Promise<Buffer | undefined> {
    return this.store.raw(id);
  }

  /** The Message-IDs of all that was accepted, for `RelayLookup`. */
  async acceptedIds(): Promise<ReadonlySet<string>> {
    return this.store.acceptedIds();
  }

  async onApplicationShutdown(): Promise<void> {
    const running = await this.server;
    if (running) await new Promise<void>((resolve) => running.server.close(() => resolve()));
    await this.store.close();
  }

  private async summary({ id }: CaughtMail): Promise<CaughtSummary | undefined> {
    const mail = await this.read(id);
    const summary = mail && summaryOf(mail);
    if (summary) this.known.set(id, summary);
    return summary;
  }

  private async start(): Promise<{ server: SMTPServer; port: number }> {
    const { SMTPServer } = await import('smtp-server');
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      size: 30 * 1024 * 1024,
      // Shorter than the quiet time of `CatcherLog`: a sender that froze in the middle of a mail has lost it by then.
      socketTimeout: this.settings.lease / 2,
      closeTimeout: 1_000,
      onData: (stream, session, done) => void this.take(stream, session).then((id) => done(null, `Kept as ${id}`), done),
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return { server, port: (server.server.address() as AddressInfo).port };
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const { id } = await this.store.keep(Buffer.concat(chunks), { to, caughtAt: this.clock.now().toISOString() });
    return id;
  }
}
