import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { ScriptedRelay, SendingProcess, testApp, testMailing, until } from '@bijeen/testing';
import { MailCatcher } from './mail-catcher.js';
import type { MailKind } from './mail-content.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';

const LINES = 5;
const KILLS = 3;
const MAILS = 300;

describe('a sending process that dies', () => {
  const sending = { lines: LINES, lease: 2_500 };
  const app = testApp(MailModule.with(sending));
  let actor: Actor;
  const processes: SendingProcess[] = [];
  const start = async (env: Record<string, string> = {}): Promise<SendingProcess> => {
    const started = await SendingProcess.start(app, { sending, env });
    processes.push(started);
    return started;
  };

  beforeEach(async () => {
    actor = await app.build.owner();
  });
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.signal('SIGKILL');
  });

  const write = async (kind: MailKind): Promise<void> => {
    const meeting = await app.build.meeting(actor);
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(MAILS, { kind, meetingId: meeting.id })));
  };
  const states = async (): Promise<Record<string, number>> => {
    const rows = await app.sql<{ state: string; mails: number }>('select state, count(*)::int as mails from outgoing_mail group by 1');
    return Object.fromEntries(rows.map(({ state, mails }) => [state, mails]));
  };
  /** Copies per Message-ID of this test's own mails, from the catcher's log. */
  const caught = async (): Promise<number[]> => {
    const copies = new Map((await app.sql<{ message_id: string }>('select message_id from outgoing_mail')).map(({ message_id }) => [message_id, 0]));
    for (const { messageId } of await app.get(MailCatcher).list()) if (copies.has(messageId)) copies.set(messageId, copies.get(messageId)! + 1);
    return [...copies.values()];
  };
  const total = (copies: number[]): number => copies.reduce((sum, copy) => sum + copy, 0);
  /** PostgreSQL ends what the dead process had asked; what that left behind has been left alone for long enough. */
  const timePasses = async (): Promise<void> => {
    await until(async () => (await app.sql(`select from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`)).length === 0);
    await app.sql(`update outgoing_mail set lease_until = lease_until - interval '1 hour', attempted_at = attempted_at - interval '1 hour' where state = 'sending'`);
  };

  it('loses nothing and doubles nothing when the relay can be asked', async () => {
    await write('invitation');
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = await start();
      await until(async () => total(await caught()) >= (MAILS / (KILLS + 1)) * kill);
      await child.signal('SIGKILL');
      await timePasses();
    }
    expect(total(await caught())).toBeLessThan(MAILS);

    // The clocks of the dead processes ran; what they put back is due some milliseconds later.
    app.clock.set('2027-01-12T09:10:00Z');
    await app.get(MailSender).sendDue();

    expect(await states()).toEqual({ sent: MAILS });
    expect(await caught()).toEqual(Array.from({ length: MAILS }).fill(1));
  });

  it.each([
    ['invitation', 'doubles at most the mails in flight'],
    ['reminder-1', 'leaves at most the mails in flight to a person'],
  ] as const)('with a relay that cannot tell: of an %s it loses nothing and %s', async (kind, _promise) => {
    const relay = await new ScriptedRelay().start();
    await write(kind);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = await start({ SMTP_URL: relay.url });
      await until(() => relay.accepted.length >= (MAILS / (KILLS + 1)) * kill);
      await child.signal('SIGKILL');
      await timePasses();
    }
    const last = await start({ SMTP_URL: relay.url });
    await until(async () => Object.keys(await states()).every((state) => state === 'sent' || state === 'uncertain'));
    await last.signal('SIGTERM');

    const copies = [...relay.copies().values()];
    const { sent = 0, uncertain = 0 } = await states();
    expect(sent + uncertain).toBe(MAILS);
    expect(copies.length).toBeGreaterThanOrEqual(sent);
    expect(Math.max(...copies)).toBeLessThanOrEqual(2);
    const inFlight = LINES * KILLS;
    expect(uncertain).toBeLessThanOrEqual(inFlight);
    expect(total(copies) - copies.length).toBeLessThanOrEqual(kind === 'invitation' ? inFlight : 0);
    await relay.stop();
  });

  it('frozen beyond its lease, it neither sends nor marks again when it wakes up', async () => {
    await write('invitation');
    const child = await start({ SMTP_URL: await app.get(MailCatcher).url() });
    await until(async () => total(await caught()) >= 60);
    await child.signal('SIGSTOP');
    const sent = async (): Promise<boolean> => {
      // What PostgreSQL does by itself after a while (idle_in_transaction_session_timeout), lest a frozen process keep its locks.
      await app.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`);
      await app.get(MailSender).sendDue();
      return (await states())['sent'] === MAILS;
    };

    await until(sent, 25_000);
    const before = await states();
    await child.signal('SIGCONT');
    await child.signal('SIGTERM');

    expect(before).toEqual({ sent: MAILS });
    expect(await states()).toEqual({ sent: MAILS });
    expect(Math.max(...(await caught()))).toBeLessThanOrEqual(1);
  });

  it('asked to stop, finishes what is in flight and hands back the rest', async () => {
    await write('invitation');
    const child = await start();
    await until(async () => total(await caught()) >= 50);

    await child.signal('SIGTERM');

    const { sent = 0, queued = 0, ...others } = await states();
    expect(others).toEqual({});
    expect(queued).toBeGreaterThan(0);
    expect(total(await caught())).toBe(sent);
    await app.get(MailSender).sendDue();
    expect(await caught()).toEqual(Array.from({ length: MAILS }).fill(1));
  });
});
