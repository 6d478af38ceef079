import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { ScriptedRelay, testApp, testMailing } from '@bijeen/testing';
import { DirectMail } from './direct-mail.js';
import { MailDoctor } from './mail-doctor.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import { RelayRefusals } from './relay-refusals.js';
import { SENDER_SETTINGS } from './sender-settings.js';

const PLATFORM = 'bijeen.example.org';
const HOUR = 3_600_000;

describe('a relay that refuses us', () => {
  const app = testApp(MailModule.with({ lines: 4, pause: { first: 1, longest: 1 }, betweenNotes: 0 }));
  let relay: ScriptedRelay;
  let actor: Actor;

  beforeEach(async () => {
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    actor = await app.build.owner();
  });
  afterEach(async () => relay.stop());

  const refusals = (): RelayRefusals => app.get(RelayRefusals);
  const write = async (count = 1): Promise<void> => void (await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(count))));
  const send = async (): Promise<number> => app.get(MailSender).send(actor.organisationId);
  const later = (hours: number): void => app.clock.set(new Date(app.clock.now().getTime() + hours * HOUR));
  const kept = async (): Promise<string[]> => (await refusals().list()).map(({ senderDomain, cause, answer }) => `${cause} ${senderDomain}: ${answer}`);
  const mails = async (): Promise<object[]> => app.sql('select state, count(*)::int as mails from outgoing_mail group by 1 order by 1');

  it('is remembered once, however many mails it holds up, until the first mail that it takes', async () => {
    relay.script = (at) => (at === 'mail' ? '550 5.7.1 Sender refused' : undefined);
    await write(30);
    await send();
    expect([await kept(), await mails()]).toEqual([[`sender ${PLATFORM}: 550 5.7.1 Sender refused`], [{ state: 'deferred', mails: 30 }]]);

    relay.script = () => undefined;
    later(1);
    await send();
    expect([await kept(), await mails()]).toEqual([[], [{ state: 'sent', mails: 30 }]]);
  });

  it.each([
    ['connect', '554 5.7.1 Go away', 'session : 554 5.7.1 Go away'],
    ['rcpt', '554 5.7.1 <persoon-0@zwolle.example.nl>: Relay access denied', `relaying ${PLATFORM}: 554 5.7.1 <…>: Relay access denied`],
    ['dot', '550 5.7.60 Client does not have permissions to send as this sender', `sender ${PLATFORM}: 550 5.7.60 Client does not have permissions to send as this sender`],
  ] as const)('at %s (%s) keeps the mail, and is kept without anybody’s address', async (stage, reply, row) => {
    relay.script = (at) => (at === stage ? reply : undefined);
    await write();
    await send();

    expect([await kept(), await mails()]).toEqual([[row], [{ state: 'deferred', mails: 1 }]]);
  });

  it.each([
    ['rcpt', '450 4.2.0 Greylisted'], ['rcpt', '550 5.1.1 User unknown'], ['mail', '451 4.3.0 Later'], ['connect', '421 Too many connections'], ['connect', 'drop'], ['dot', '554 5.7.1 Spam'],
  ] as const)('is something else than one that says %s %s', async (stage, reply) => {
    relay.script = (at) => (at === stage ? reply : undefined);
    await write();
    await send();

    expect(await kept()).toEqual([]);
  });

  it('loses nothing in three days, where a passing refusal gives up after two', async () => {
    relay.script = (at) => (at === 'mail' ? '550 5.7.1 Sender refused' : undefined);
    await write();
    for (let tries = 0; tries < 25; tries += 1) {
      await send();
      later(5);
    }
    expect(await mails()).toEqual([{ state: 'deferred', mails: 1 }]);
    for (let tries = 0; tries < 80; tries += 1) {
      await send();
      later(5);
    }
    expect(await mails()).toEqual([{ state: 'failed', mails: 1 }]);
  });

  it('says since when, and is forgotten after a day in which it was not heard', async () => {
    relay.script = (at) => (at === 'mail' ? '550 5.7.1 Sender refused' : undefined);
    await write();
    await send();
    const since = app.clock.now();
    later(5);
    await send();
    expect(await refusals().list()).toMatchObject([{ since }]);

    later(25);
    expect(await kept()).toEqual([]);
    await send();
    expect(await refusals().list()).toMatchObject([{ since: app.clock.now() }]);
  });

  it('ends for the domain from which it took a mail, and for all when that was the connection', async () => {
    const refused = async (ofUs: 'sender' | 'sign-in', domain: string): Promise<void> => refusals().heard({ kind: 'refused', temporary: true, recipient: false, reply: '550 no', ofUs }, domain);
    await refused('sender', 'werkplaats.example.nl');
    await refused('sender', PLATFORM);
    await refused('sign-in', PLATFORM);
    expect(await kept()).toEqual(['sign-in : 550 no', `sender ${PLATFORM}: 550 no`, 'sender werkplaats.example.nl: 550 no']);

    await write();
    await send();
    expect(await kept()).toEqual(['sender werkplaats.example.nl: 550 no']);
  });

  it('is heard by mail about signing in too, and named by the doctor with the answer', async () => {
    const signIn = async (): Promise<boolean> => app.get(DirectMail).send({ to: { address: 'noor@werkplaats.example.nl', name: 'Noor' }, subject: 'Inloggen', before: 'Hallo' });
    const doctor = async (): Promise<object[]> => (await app.get(MailDoctor).examine()).filter(({ about }) => about.startsWith('Wat de mailserver'));
    relay.script = (at) => (at === 'rcpt' ? '553 5.7.1 Sender address rejected: not owned by user' : undefined);
    await signIn();
    expect(await doctor()).toEqual([{ about: expect.any(String), lines: [{ ok: false, text: `Hij neemt geen mail aan die van ${PLATFORM} komt, sinds dinsdag 12 januari 2027 om 10.00 uur. Hij zei: 553 5.7.1 Sender address rejected: not owned by user` }] }]);

    relay.script = () => undefined;
    await signIn();
    expect(await doctor()).toEqual([]);
  });
});

describe('what is written about a relay that refuses us', () => {
  const app = testApp(MailModule);
  /** As in another process. */
  const another = (): RelayRefusals => new RelayRefusals(app.get(TenantDatabase), app.clock, { error: () => undefined, log: () => undefined } as never, app.get<never>(SENDER_SETTINGS as never));
  const hear = async (by: RelayRefusals, reply: string): Promise<void> => by.heard({ kind: 'refused', temporary: true, recipient: false, reply, ofUs: 'sender' }, PLATFORM);
  const answers = async (): Promise<string[]> => (await another().list()).map(({ answer }) => answer);

  it('is one row, once a minute, whoever hears it', async () => {
    const [one, two] = [another(), another()];
    await hear(one, '550 first');
    for (const by of [one, one, two, two]) await hear(by, '550 second');
    expect(await answers()).toEqual(['550 first']);

    app.clock.set(new Date(app.clock.now().getTime() + 61_000));
    await hear(another(), '550 third');
    expect(await answers()).toEqual(['550 third']);
  });

  it('is ended by another process that knows nothing of it, and not said of one recipient while others go', async () => {
    await hear(another(), '550 no');
    const sender = another();
    await sender.heard({ kind: 'accepted' }, PLATFORM);
    expect(await answers()).toEqual([]);

    await hear(sender, '550 no');
    expect(await answers()).toEqual([]);
  });
});
