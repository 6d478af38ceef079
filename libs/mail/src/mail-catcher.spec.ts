import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { testApp } from '@bijeen/testing';
import { MailCatcher } from './mail-catcher.js';
import { MailModule } from './mail.module.js';
import { DEFAULT_SENDER_SETTINGS } from './sender-settings.js';
import { SmtpLine } from './smtp-line.js';

describe('the catcher', () => {
  const app = testApp(MailModule);
  const catcher = (): MailCatcher => app.get(MailCatcher);
  /** A catcher of another process, or of this one after a restart. */
  const another = (): MailCatcher => new MailCatcher(app.database.config, app.clock, DEFAULT_SENDER_SETTINGS);
  const folder = (): string => join(app.database.config.home, 'postvak');
  const send = async (of: MailCatcher, to: string, count: number): Promise<void> => {
    const url = new URL(await of.url());
    let sent = 0;
    const work = async (): Promise<void> => {
      const line = new SmtpLine(async () => ({ host: url.hostname, port: Number(url.port), ignoreTLS: true }));
      while (sent < count) {
        const mime = Buffer.from(`Message-ID: <${to}-${(sent += 1)}@x.example.org>\r\nX-Bijeen-Kind: test\r\nSubject: Proef\r\n\r\n${'tekst '.repeat(2000)}\r\n`);
        expect((await line.send({ from: 'a@bijeen.example.org', to, mime, mayGo: () => true })).kind).toBe('accepted');
      }
      line.quit();
    };
    await Promise.all(Array.from({ length: Math.min(count, 10) }, work));
  };

  it('keeps a thousand mails from ten senders at once, each of them once', async () => {
    await send(catcher(), 'snel@zwolle.example.nl', 1000);

    const kept = await catcher().list({ to: 'snel@' });
    expect(new Set(kept.map(({ messageId }) => messageId)).size).toBe(1000);
    expect(kept).toHaveLength(1000);
  });

  it('knows after a restart, and in another process, all that it said yes to', async () => {
    await send(catcher(), 'eerst@zwolle.example.nl', 3);
    const other = another();
    await send(other, 'later@zwolle.example.nl', 2);

    expect(await catcher().list({ to: 'later@' })).toHaveLength(2);
    expect(await another().list({ to: 'eerst@' })).toHaveLength(3);
    expect((await another().acceptedIds()).has('<later@zwolle.example.nl-1@x.example.org>')).toBe(true);
    await other.onApplicationShutdown();
  });

  it('survives a line that was cut off in the middle, and writes on after it', async () => {
    await send(catcher(), 'voor@zwolle.example.nl', 1);
    appendFileSync(join(folder(), 'accepted.jsonl'), '{"id":"half","messageId":"<ha');
    const restarted = another();

    await send(restarted, 'na@zwolle.example.nl', 2);

    expect((await restarted.list({ to: '@zwolle' })).filter(({ id }) => id === 'half')).toEqual([]);
    expect(await restarted.list({ to: 'na@' })).toHaveLength(2);
    expect(await another().list({ to: 'voor@' })).toHaveLength(1);
    await restarted.onApplicationShutdown();
  });

  it('shows the others when somebody threw a file away', async () => {
    await send(catcher(), 'weg@zwolle.example.nl', 2);
    const [gone, kept] = await catcher().list({ to: 'weg@' });
    rmSync(join(folder(), `${gone!.id}.eml`));

    expect(await catcher().read(gone!.id)).toBeUndefined();
    expect((await catcher().summaries([gone!, kept!])).map(({ subject }) => subject)).toEqual(['Proef']);
    expect(readdirSync(folder()).length).toBeGreaterThan(1);
  });
});
