import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { ScriptedRelay, testApp, testMailing } from '@bijeen/testing';
import { MailCatcher } from './mail-catcher.js';
import { MailLedger } from './mail-ledger.js';
import { type LedgerTurn, ledgerTurn, renewLeases, START_OF_QUEUE, type TakenMail } from './mail-sender.queries.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import { SmtpLine } from './smtp-line.js';

const LEASE = 10_000;

describe('recovery of mail whose sender is gone', () => {
  const app = testApp(MailModule);
  let actor: Actor;

  beforeEach(async () => {
    actor = await app.build.owner();
    const meeting = await app.build.meeting(actor);
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(1, { kind: 'invitation', meetingId: meeting.id })));
  });

  const turn = async (rest: Partial<LedgerTurn>): Promise<TakenMail[]> =>
    ledgerTurn(app.get(TenantDatabase), actor, { reports: [], wanted: 0, after: START_OF_QUEUE, notTo: [], holder: randomUUID(), now: app.clock.now(), lease: LEASE, ...rest });
  /** Another process takes the mail, and is not heard of again. */
  const take = async (): Promise<TakenMail> => (await turn({ wanted: 10 }))[0]!;
  const reportSent = async ({ id, attempt }: TakenMail): Promise<void> => void (await turn({ reports: [{ id, attempt, to: 'sent' }] }));
  /** The other process really delivers it. */
  const deliver = async ({ address, messageId }: TakenMail): Promise<void> => {
    const url = new URL(await app.get(MailCatcher).url());
    const line = new SmtpLine(async () => ({ host: url.hostname, port: Number(url.port), ignoreTLS: true }));
    expect(await line.send({ from: 'a@bijeen.example.org', to: address, mime: Buffer.from(`Message-ID: ${messageId}\r\n\r\n.\r\ntekst\r\n`), mayGo: () => true })).toEqual({ kind: 'accepted' });
    line.quit();
  };
  const leaseEnds = async (seconds = 3600): Promise<void> => void (await app.sql(`update outgoing_mail set lease_until = clock_timestamp() - greatest($1, 1) * interval '1 second', attempted_at = attempted_at - $1 * interval '1 second'`, [seconds]));
  const row = async (): Promise<object> => (await app.sql('select state, attempt, sent_again from outgoing_mail'))[0]!;
  const copies = async (): Promise<number> => {
    const [{ message_id: own } = { message_id: '' }] = await app.sql<{ message_id: string }>('select message_id from outgoing_mail');
    return (await app.get(MailCatcher).list()).filter(({ messageId }) => messageId === own).length;
  };

  it('leaves it alone while the lease lasts', async () => {
    await take();

    await app.get(MailSender).sendDue();

    expect(await row()).toEqual({ state: 'sending', attempt: 1, sent_again: false });
  });

  it('only notes it when the relay had taken it', async () => {
    const mail = await take();
    await deliver(mail);
    await leaseEnds(0);

    await app.get(MailSender).sendDue();

    expect(await row()).toEqual({ state: 'sent', attempt: 1, sent_again: false });
    expect(await copies()).toBe(1);
  });

  it('waits while the relay may still take it, and sends it when it did not', async () => {
    await take();
    await leaseEnds(3);
    await app.get(MailSender).sendDue();
    expect(await row()).toMatchObject({ state: 'sending' });

    await leaseEnds(60);
    await app.get(MailSender).sendDue();

    expect(await row()).toEqual({ state: 'sent', attempt: 2, sent_again: false });
    expect(await copies()).toBe(1);
  });

  it('waits longer with a mail that is lost on the way again and again', async () => {
    await take();
    await app.sql('update outgoing_mail set deferrals = 3');
    await leaseEnds();

    await app.get(MailSender).sendDue();

    const [lost] = await app.sql('select state, deferrals, extract(epoch from next_try_at - $1::timestamptz)::int as wait from outgoing_mail', [app.clock.now()]);
    expect(lost).toMatchObject({ state: 'queued', deferrals: 4 });
    expect(Math.abs(lost!['wait'] - 60)).toBeLessThanOrEqual(6);
  });

  it('lets a former owner change nothing: not send, not mark, not hold on', async () => {
    const former = await take();
    await leaseEnds();
    await app.sql(`update outgoing_mail set state = 'queued', lease_until = null`);
    const owner = await take();

    await reportSent(former);
    expect(await app.get(TenantDatabase).transaction(actor, async (tx) => renewLeases(tx, actor.organisationId, [former], LEASE))).toEqual([]);
    expect(await row()).toEqual({ state: 'sending', attempt: 2, sent_again: false });
    await reportSent(owner);
    expect(await row()).toEqual({ state: 'sent', attempt: 2, sent_again: false });
  });

  it('asks the stop rules when the message is about to leave', async () => {
    await app.sql(`update meeting set state = 'cancelled'`);

    expect(await turn({ wanted: 1 })).toMatchObject([{ state: 'withdrawn' }]);
    expect(await app.sql('select reason, lease_until from outgoing_mail')).toEqual([{ reason: 'meeting-cancelled', lease_until: null }]);
  });

  it('leaves to a person what a relay with a log cannot tell, but first asks for half an hour', async () => {
    const relay = await new ScriptedRelay().start();
    Object.assign(app.database.config, { smtpUrl: relay.url, relayLog: '/nowhere/mail.log' });
    await take();
    await leaseEnds(30 * 60);
    await app.get(MailSender).sendDue();
    expect(await row()).toMatchObject({ state: 'sending' });

    await leaseEnds(36 * 60);
    await app.get(MailSender).sendDue();

    expect(await row()).toEqual({ state: 'uncertain', attempt: 1, sent_again: false });
    expect(relay.recipients).toEqual([]);
    Object.assign(app.database.config, { smtpUrl: undefined, relayLog: undefined });
    await relay.stop();
  });

  it('does not speak at all when the moment has passed', async () => {
    const url = new URL(await app.get(MailCatcher).url());
    const line = new SmtpLine(async () => ({ host: url.hostname, port: Number(url.port), ignoreTLS: true }));

    expect(await line.send({ from: 'a@bijeen.example.org', to: 'laat@zwolle.example.nl', mime: Buffer.from('x'), mayGo: () => false })).toEqual({ kind: 'late' });

    expect(await app.get(MailCatcher).list({ to: 'laat@' })).toEqual([]);
  });
});
