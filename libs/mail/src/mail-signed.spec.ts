import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyLines, PlatformKeys, SendersModule } from '@bijeen/senders';
import { PrivateDns, ScriptedRelay, testApp, testMailing, verifyWithMailauth } from '@bijeen/testing';
import { DirectMail } from './direct-mail.js';
import { MailCatcher } from './mail-catcher.js';
import { MailLedger } from './mail-ledger.js';
import { MailSender } from './mail-sender.js';
import { MailModule } from './mail.module.js';
import { ReturnAddresses } from './return-addresses.js';

describe('what leaves', () => {
  const app = testApp(MailModule, SendersModule);
  const dns = new PrivateDns();

  beforeAll(async () => dns.start());
  afterAll(async () => dns.stop());

  const dkim = async (raw: Buffer): Promise<string[]> => {
    for (const { host, value } of keyLines('bijeen.example.org', await app.get(PlatformKeys).keys())) dns.put(host, { type: 'TXT', data: value });
    return (await verifyWithMailauth({ raw, ip: '203.0.113.25', helo: 'bijeen.example.org', sender: 'a@bijeen.example.org' }, dns)).dkim;
  };
  const send = async (): Promise<void> => {
    const owner = await app.build.owner();
    await app.as(owner, async (tx) => app.get(MailLedger).write(tx, owner, testMailing(2)));
    await app.get(MailSender).send(owner.organisationId);
    await app.get(DirectMail).send({ to: { address: 'noor@werkplaats.example.nl', name: 'Noor' }, subject: 'Inloggen', before: 'Hier is je link.' });
  };

  it('has a way back of its own for each mail of the ledger', async () => {
    const relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
    await send();
    await relay.stop();
    const rows = await app.sql<{ id: string }>('select id from outgoing_mail order by id');

    expect(relay.accepted.map(({ from }) => app.get(ReturnAddresses).read(from)?.id).sort()).toEqual([...rows.map(({ id }) => id), undefined]);
    expect(relay.accepted.map(({ from }) => from.split('@')[1])).toEqual(Array.from({ length: 3 }).fill('bijeen.example.org'));
  });

  it('is signed, also when it only goes to the catcher', async () => {
    app.database.config.smtpUrl = undefined;
    await send();
    const catcher = app.get(MailCatcher);
    const caught = await catcher.list();

    expect(caught).toHaveLength(3);
    for (const { id } of caught) expect(await dkim((await catcher.raw(id))!)).toEqual(['rsa-sha256 pass', 'ed25519-sha256 pass']);
  });
});
