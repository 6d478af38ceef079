import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { ScriptedRelay, testApp, testMailing, testRecipient, until } from '@bijeen/testing';
import type { MailKind } from './mail-content.js';
import { MailLedger } from './mail-ledger.js';
import { MailRecovery } from './mail-recovery.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';

const LINES = 5;

describe('the mail sender, with a relay that misbehaves', () => {
  const app = testApp(MailModule.with({ lines: LINES, lease: 1_500, dataTimeout: 700, pause: { first: 1, longest: 1 } }));
  let relay: ScriptedRelay;
  let actor: Actor;

  beforeEach(async () => {
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    actor = await app.build.owner();
  });
  afterEach(async () => relay.stop());

  const send = async (): Promise<number> => app.get(MailSender).send(actor.organisationId);
  const write = async (count: number, kind: MailKind = 'test'): Promise<void> => {
    const meeting = kind === 'test' ? null : await app.build.meeting(actor);
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(count, { kind, meetingId: meeting?.id ?? null })));
  };
  const states = async (): Promise<Record<string, number>> => {
    const rows = await app.sql<{ state: string; mails: number }>('select state, count(*)::int as mails from outgoing_mail group by 1');
    return Object.fromEntries(rows.map(({ state, mails }) => [state, mails]));
  };
  const rows = async (): Promise<{ state: string; reason: string | null; wait: number; deferrals: number }[]> =>
    app.sql('select state, reason, deferrals, extract(epoch from next_try_at - $1::timestamptz)::int as wait from outgoing_mail order by id', [app.clock.now()]);
  /** As if the relay's time to answer were over. */
  const timePasses = async (): Promise<void> => void (await app.sql(`update outgoing_mail set attempted_at = attempted_at - interval '2 hours', lease_until = lease_until - interval '2 hours' where state = 'sending'`));

  describe.each([
    ['rcpt', '550 5.1.1 No such user', 'failed', 'De mailserver weigert deze mail: 550 5.1.1 No such user'],
    ['rcpt', '553-5.1.3 Bad\r\n553 address', 'failed', 'De mailserver weigert deze mail: 553-5.1.3 Bad 553 address'],
    ['data', '554 5.7.1 Spam', 'failed', 'De mailserver weigert deze mail: 554 5.7.1 Spam'],
    ['dot', '552 5.2.2 Full', 'failed', 'De mailserver weigert deze mail: 552 5.2.2 Full'],
    ['dot', '550 5.7.515 Access denied', 'failed', 'De mailserver weigert deze mail: 550 5.7.515 Access denied'],
    ['rcpt', '450 4.2.1 Greylisted', 'deferred', 'De mailserver nam de mail nog niet aan: 450 4.2.1 Greylisted'],
    ['rcpt', '421 4.7.0 Too many', 'deferred', 'De mailserver nam de mail nog niet aan: 421 4.7.0 Too many'],
    ['mail', '451 4.3.0 Later', 'deferred', 'De mailserver nam de mail nog niet aan: 451 4.3.0 Later'],
    ['mail', '550 5.7.1 Sender refused', 'deferred', 'De mailserver nam de mail nog niet aan: 550 5.7.1 Sender refused'],
    ['data', '451 4.3.0 Later', 'deferred', 'De mailserver nam de mail nog niet aan: 451 4.3.0 Later'],
    ['dot', '451 4.7.1 Try again', 'deferred', 'De mailserver nam de mail nog niet aan: 451 4.7.1 Try again'],
    ['dot', '421 4.3.2 Going down', 'deferred', 'De mailserver nam de mail nog niet aan: 421 4.3.2 Going down'],
    ['rcpt', '503 5.5.1 Out of order', 'deferred', 'De mailserver nam de mail nog niet aan: 503 5.5.1 Out of order'],
  ] as const)('that says at %s: %s', (stage, reply, state, reason) => {
    it(`makes the mail ${state}, and the next ones go on`, async () => {
      relay.script = (at, { to }) => (at === stage && (stage === 'mail' ? relay.recipients.length === 0 : to.startsWith('persoon-0@')) ? reply : undefined);
      await write(3);

      await send();

      const [first, ...others] = stage === 'mail' ? (await rows()).sort((a) => (a.state === state ? -1 : 1)) : await rows();
      expect(first).toMatchObject({ state, reason });
      if (state === 'deferred') expect(first!.wait).toBeGreaterThanOrEqual(54);
      if (stage !== 'mail') expect(others.map((row) => row.state)).toEqual(['sent', 'sent']);
    });
  });

  describe.each([
    ['hangs up before the greeting', 'connect', 'drop'],
    ['greets with 554', 'connect', '554 no service'],
    ['greets with garbage', 'connect', 'what do you want'],
    ['hangs up after EHLO', 'helo', 'drop'],
    ['hangs up after MAIL', 'mail', 'drop'],
    ['hangs up after RCPT', 'rcpt', 'drop'],
    ['hangs up after DATA', 'data', 'drop'],
    ['answers RCPT with garbage', 'rcpt', 'hello there'],
  ] as const)('that %s', (_what, stage, reaction) => {
    it('keeps the mail for later and does not count it as failed', async () => {
      relay.script = (at) => (at === stage ? reaction : undefined);
      await write(20);

      await send();

      expect(await states()).toMatchObject({ deferred: expect.any(Number) });
      expect(Object.keys(await states()).filter((state) => state !== 'deferred' && state !== 'queued')).toEqual([]);
      expect((await rows()).every(({ deferrals }) => deferrals === 0 || reaction === 'hello there')).toBe(true);
      expect(relay.accepted).toEqual([]);
    });
  });

  it('sends the rest after an outage, each once', async () => {
    let broken = true;
    relay.script = (at) => (broken && at === 'connect' ? 'drop' : undefined);
    await write(50);
    await send();
    expect((await states())['sent']).toBeUndefined();

    broken = false;
    app.clock.set('2027-01-12T09:02:00Z');
    await until(async () => (await send()) >= 0 && (await states())['sent'] === 50);

    expect([...relay.copies().values()]).toEqual(Array.from({ length: 50 }).fill(1));
  });

  it.each([
    ['after the dot, having taken it', 'dot', 'accept-and-drop'],
    ['after the dot, without taking it', 'dot', 'drop'],
    ['in the middle of the message', 'body', 'drop'],
    ['after answering the dot with garbage', 'dot', 'whatever you say'],
  ] as const)('does not decide by itself when the relay hangs up %s', async (_when, stage, reaction) => {
    relay.script = (at) => (at === stage ? reaction : undefined);
    await write(1, 'reminder-1');

    await send();
    expect(await rows()).toMatchObject([{ state: 'sending', reason: expect.stringContaining('De mailserver gaf geen antwoord na de mail') }]);
    relay.script = () => undefined;
    await send();
    expect(await states()).toEqual({ sending: 1 });

    await timePasses();
    await send();
    expect(await rows()).toMatchObject([{ state: 'uncertain', reason: 'De mailserver gaf geen antwoord. Het is niet zeker of deze mail aankwam.' }]);
  });

  it.each(['invitation', 'confirmation', 'change', 'cancellation', 'postponement'] as const)('sends an uncertain %s once more with the same Message-ID, and then leaves it to a person', async (kind) => {
    await app.sql('select 1');
    const meeting = await app.build.meeting(actor, kind === 'cancellation' ? { state: 'cancelled' } : kind === 'postponement' ? { state: 'postponed' } : {});
    const invitation = await app.build.invitation(actor, meeting, kind === 'change' ? { answer: 'yes' } : {});
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(0, { kind, meetingId: meeting.id, recipients: [testRecipient(0, { invitationId: invitation.id })] })));
    relay.script = (at) => (at === 'dot' ? 'accept-and-drop' : undefined);

    for (let turn = 0; turn < 3; turn += 1) {
      await send();
      await timePasses();
    }
    await send();

    expect(await states()).toEqual({ uncertain: 1 });
    expect([...relay.copies().values()]).toEqual([2]);
  });

  it('waits for an answer that comes late, and sends nothing beside it', async () => {
    let answer: ((reply: string | undefined) => void) | undefined;
    relay.script = async (at) => (at === 'dot' ? new Promise<string | undefined>((resolve) => (answer = resolve)) : undefined);
    await write(1, 'invitation');
    const sending = send();
    await until(async () => answer !== undefined && (await states())['sending'] === 1);
    const clockTurn = app.get(MailSender).sendDue();
    await app.get(MailRecovery).recover(actor.organisationId);

    answer!(undefined);
    await Promise.all([sending, clockTurn]);

    expect(await states()).toEqual({ sent: 1 });
    expect([...relay.copies().values()]).toEqual([1]);
  });

  it('hangs up when the answer takes too long, and asks nobody to send it again yet', async () => {
    relay.script = async (at) => (at === 'dot' ? new Promise<undefined>(() => undefined) : undefined);
    await write(1, 'invitation');

    await send();
    await send();

    expect(await rows()).toMatchObject([{ state: 'sending', reason: expect.stringContaining('Timeout') }]);
  });

  it('tries again after 1, 5, 15 and 60 minutes, and gives up after 48 hours', async () => {
    relay.script = (at) => (at === 'rcpt' ? '450 4.2.0 Not now' : undefined);
    await write(1);
    const waits: number[] = [];
    await send();
    for (let [row] = await rows(); row!.state === 'deferred'; [row] = await rows()) {
      waits.push(row!.wait / 60);
      app.clock.set(new Date(app.clock.now().getTime() + row!.wait * 1000 + 1000));
      await send();
    }

    [1, 5, 15, 60].forEach((minutes, index) => expect(Math.abs(waits[index]! - minutes)).toBeLessThanOrEqual(minutes / 10 + 0.1));
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 60).toBeGreaterThan(40);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 60).toBeLessThan(56);
    expect(await rows()).toMatchObject([{ state: 'failed', reason: 'De mailserver weigert deze mail: 450 4.2.0 Not now' }]);
  });

  it('lets exactly those fail that the relay refuses for good', async () => {
    relay.script = (at, { to }) => (at === 'rcpt' && /[05]@/.test(to) ? '550 5.1.1 Unknown' : undefined);
    await write(200);

    await send();

    expect(await states()).toEqual({ failed: 40, sent: 160 });
  });

  it('keeps what a server says to one harmless line', async () => {
    relay.script = (at) => (at === 'rcpt' ? `550-<script>\u0000\u001b[31m\r\n550 ${'x'.repeat(5000)}` : undefined);
    await write(1);

    await send();

    const [row] = await rows();
    expect(row!.reason!.length).toBeLessThan(340);
    expect(row!.reason).not.toMatch(/[\r\n\0\u001b]/);
  });
});
