import { appendFileSync, chmodSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, Logger } from '@bijeen/platform';
import { ScriptedRelay } from '@bijeen/testing';
import { PostfixLog } from './postfix-log.js';
import type { RelayVerdict } from './relay-lookup.js';

const OURS = 'bijeen.example.org';
const MINUTE = 60_000;
const now = new Clock().real().getTime();

/** The log of a Postfix as 3.7 really writes it, with the moments shifted to just now. */
describe('asking a Postfix by its log', () => {
  let folder: string;
  let log: string;
  let relay: ScriptedRelay;
  /** What stands in the log as soon as somebody connects. */
  let onConnect: string;
  const classic = (at: number, zone = 0): string => new Date(at + zone).toUTCString().replace(/^\w+, (\d\d) (\w+) \d+ ([\d:]+) GMT$/, (_, day: string, month: string, time: string) => `${month} ${day.replace(/^0/, ' ')} ${time}`);
  const line = (text: string, at = now - 5 * MINUTE, zone = 0): string => `${classic(at, zone)} mail postfix/${text}\n`;
  const write = (...lines: string[]): void => appendFileSync(log, lines.join(''));
  const lookup = (path = log): PostfixLog => new PostfixLog({ path, host: '127.0.0.1', port: relay.port, domain: OURS, timeout: 10_000 }, new Logger({ environment: 'test', logLevel: 'silent' }), { patience: MINUTE });
  const asked = (name: string, since = 5 * MINUTE): { messageId: string; attemptedAt: number; age: number } => ({ messageId: `<${name}@${OURS}>`, attemptedAt: now - since, age: since });
  const verdictOn = async (name: string, { by = lookup(), since = 5 * MINUTE } = {}): Promise<RelayVerdict | undefined> => (await by.ask([asked(name, since)])).get(`<${name}@${OURS}>`);

  const session = (id: string): string[] => [line('smtpd[101]: connect from localhost[127.0.0.1]'), line(`smtpd[101]: ${id}: client=localhost[127.0.0.1]`)];
  const named = (id: string, name: string): string => line(`cleanup[102]: ${id}: message-id=<${name}@${OURS}>`);
  const active = (id: string, at?: number): string => line(`qmgr[103]: ${id}: from=<retour@${OURS}>, size=307, nrcpt=1 (queue active)`, at);
  const removed = (id: string): string => line(`qmgr[103]: ${id}: removed`);
  const taken = (id: string, name: string): string[] => [...session(id), named(id, name), active(id), removed(id)];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bijeen-log-'));
    log = join(folder, 'mail.log');
    onConnect = line('smtpd[109]: connect from localhost[127.0.0.1]', now);
    relay = await new ScriptedRelay().start();
    relay.script = (stage) => void (stage === 'connect' && appendFileSync(log, onConnect));
    write(line('master[100]: daemon started -- version 3.7.11, configuration /etc/postfix', now - 60 * MINUTE), ...taken('4jXTfd47Vmzc3Sc', 'somebody'));
  });
  afterEach(async () => {
    await relay.stop();
    rmSync(folder, { recursive: true });
  });

  it('says accepted once the queue manager has the mail, also when the connection broke right after', async () => {
    write(...session('4jXTfj1KVxzc3Sg'), named('4jXTfj1KVxzc3Sg', 'piet'), line('smtpd[101]: lost connection after END-OF-MESSAGE from localhost[127.0.0.1]'), active('4jXTfj1KVxzc3Sg'));

    expect(await verdictOn('piet', { since: 1_000 })).toBe('accepted');
  });

  it('believes the queue manager more than a connection that broke in the mail after it', async () => {
    write(...session('3AAAAAAAAAzaaaa'), named('3AAAAAAAAAzaaaa', 'piet'), line('smtpd[101]: lost connection after MAIL from localhost[127.0.0.1]'), active('3AAAAAAAAAzaaaa'));

    expect(await verdictOn('piet')).toBe('accepted');
  });

  it.each([
    ['was broken off before the final dot', [line('smtpd[101]: lost connection after DATA (90 bytes) from localhost[127.0.0.1]')], []],
    ['stopped in the middle', [line('smtpd[101]: timeout after DATA (90 bytes) from localhost[127.0.0.1]')], []],
    ['was refused by a filter', [], [line('cleanup[102]: 4jXTff48HPzc2bj: milter-reject: END-OF-MESSAGE from localhost[127.0.0.1]: 5.7.1 no')]],
  ])('says not accepted when the mail %s, although its Message-ID is logged', async (_what, before, after) => {
    write(...session('4jXTff48HPzc2bj'), ...before, named('4jXTff48HPzc2bj', 'piet'), ...after);

    expect(await verdictOn('piet')).toBe('not-accepted');
  });

  it('says not accepted of a mail that never came in, but not before the relay has given up waiting for it', async () => {
    const by = lookup();

    expect(await verdictOn('piet', { by, since: 15_000 })).toBe('cannot-tell');
    expect(await verdictOn('piet', { by, since: 25_000 })).toBe('not-accepted');
  });

  it('says accepted when one of two attempts was', async () => {
    write(...session('4jXTff48HPzc2bj'), line('smtpd[101]: lost connection after DATA (90 bytes) from localhost[127.0.0.1]'), named('4jXTff48HPzc2bj', 'piet'), ...taken('4jXTfm3TnQzc3Sk', 'piet'));

    expect(await verdictOn('piet')).toBe('accepted');
  });

  it('takes a short queue id that is used again for what it is: another mail', async () => {
    write(...session('4A1B2C3D4E'), line('smtpd[101]: lost connection after DATA (9 bytes) from localhost[127.0.0.1]'), ...session('4A1B2C3D4E'), named('4A1B2C3D4E', 'piet'));
    const by = lookup();

    expect(await verdictOn('piet', { by })).toBe('cannot-tell');
    write(active('4A1B2C3D4E'));
    expect(await verdictOn('piet', { by })).toBe('accepted');
  });

  describe('cannot tell', () => {
    it.each([
      ['the Message-ID came in and nothing more is said', () => write(...session('4jXTff48HPzc2bj'), named('4jXTff48HPzc2bj', 'piet'))],
      ['the log stands still', () => (onConnect = '')],
      ['the log is not there', () => rmSync(log)],
      ['the log begins after the attempt', () => writeFileSync(log, [line('smtpd[1]: x', now - MINUTE), line(`cleanup[102]: 4jXTff48HPzc2bj: message-id=<other@${OURS}>`, now - MINUTE)].join(''))],
      ['the log is another relay\'s, which never had mail of ours', () => writeFileSync(log, line('master[100]: daemon started', now - 60 * MINUTE))],
      ['Postfix restarted and has mail of which the log does not say how it came in', () => write(line('master[200]: daemon started', now - 4 * MINUTE), active('4jXTzzzzzzzzzz', now - 4 * MINUTE))],
      ['the log program crashed', () => write(line('master[100]: warning: process /usr/lib/postfix/sbin/postlogd pid 5 killed by signal 9', now - 4 * MINUTE))],
    ])('when %s', async (_what, happens) => {
      happens();

      expect(await verdictOn('piet')).toBe('cannot-tell');
    });

    it('when the relay does not answer', async () => {
      const by = lookup();
      await relay.stop();

      expect(await verdictOn('piet', { by })).toBe('cannot-tell');
      await relay.start();
    });

    it('as long as the line is not whole', async () => {
      const by = lookup();
      const whole = active('4jXTfj1KVxzc3Sg');
      onConnect = '';
      write(...session('4jXTfj1KVxzc3Sg'), named('4jXTfj1KVxzc3Sg', 'piet'), whole.slice(0, -16));

      expect(await verdictOn('piet', { by })).toBe('cannot-tell');
      write(whole.slice(-16));
      expect(await verdictOn('piet', { by })).toBe('accepted');
    });
  });

  it('goes on over a restart of Postfix when every mail in its queue is known', async () => {
    write(...session('4jXTfj1KVxzc3Sg'), named('4jXTfj1KVxzc3Sg', 'piet'), line('master[200]: daemon started', now - 4 * MINUTE), active('4jXTfj1KVxzc3Sg', now - 4 * MINUTE));
    const by = lookup();

    expect(await verdictOn('piet', { by })).toBe('accepted');
    expect(await verdictOn('els', { by })).toBe('not-accepted');
  });

  it.each([
    ['another name', () => renameSync(log, `${log}.1`)],
    ['another name with its date', () => renameSync(log, `${log}-20261122`)],
  ])('reads on when the log is given %s, also what is still written there', async (_what, rotate) => {
    const by = lookup();
    write(...session('4jXTfj1KVxzc3Sg'), named('4jXTfj1KVxzc3Sg', 'piet'));
    await verdictOn('piet', { by });

    write(active('4jXTfj1KVxzc3Sg'));
    rotate();
    writeFileSync(log, line('smtpd[101]: disconnect from localhost[127.0.0.1]', now));

    expect(await verdictOn('piet', { by })).toBe('accepted');
    expect(await verdictOn('els', { by })).toBe('not-accepted');
    expect(await verdictOn('els')).toBe('not-accepted');
  });

  it('does not judge what left before the log was copied and cut: lines may be lost there', async () => {
    const by = lookup();
    await verdictOn('piet', { by });
    copyFileSync(log, `${log}.1`);
    truncateSync(log);
    write(...taken('4jXTfj1KVxzc3Sg', 'piet'));

    expect(await verdictOn('piet', { by })).toBe('accepted');
    expect(await verdictOn('els', { by })).toBe('cannot-tell');
  });

  it.each([['UTC', 0], ['Amsterdam in summer', 120 * MINUTE], ['New York', -300 * MINUTE]])('reads the time of a log that was written in %s', async (_where, zone) => {
    onConnect = line('smtpd[109]: connect from localhost[127.0.0.1]', now, zone);
    writeFileSync(log, [line('smtpd[1]: x', now - 6 * MINUTE, zone), line(`cleanup[102]: 4jXTff48HPzc2bj: message-id=<other@${OURS}>`, now - 6 * MINUTE, zone), line('smtpd[1]: x', now, zone)].join(''));

    expect(await verdictOn('piet', { since: 5 * MINUTE })).toBe('not-accepted');
    expect(await verdictOn('piet', { since: 7 * MINUTE })).toBe('cannot-tell');
  });

  it('reads the time as rsyslog writes it', async () => {
    const iso = (text: string, at: number): string => `${new Date(at).toISOString().replace('Z', '000+00:00')} mail postfix/${text}\n`;
    writeFileSync(log, iso('smtpd[1]: x', now - 6 * MINUTE) + iso(`cleanup[102]: 4jXTff48HPzc2bj: message-id=<other@${OURS}>`, now - 6 * MINUTE));

    expect(await verdictOn('piet', { since: 5 * MINUTE })).toBe('not-accepted');
    expect(await verdictOn('piet', { since: 7 * MINUTE })).toBe('cannot-tell');
  });

  it('is not misled by a Message-ID that looks like a line', async () => {
    write(...session('4jXTff48HPzc2bj'), line(`cleanup[102]: 4jXTff48HPzc2bj: message-id=<x qmgr[1]: 4jXTfj1KVxzc3Sg: message-id=<piet@${OURS}>`), active('4jXTff48HPzc2bj'));

    expect(await verdictOn('piet')).toBe('not-accepted');
  });

  it('cannot tell from a log that it may not read', async () => {
    chmodSync(log, 0);

    expect(await verdictOn('piet', { by: lookup(process.getuid?.() === 0 ? folder : log) })).toBe('cannot-tell');
  });
});
