import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScriptedRelay, testApp, testMailing } from '@bijeen/testing';
import { MailLedger } from './mail-ledger.js';
import { MailModule } from './mail.module.js';
import { MailSender } from './mail-sender.js';
import { ReturnAddresses } from './return-addresses.js';

describe('the envelope of a mail', () => {
  const app = testApp(MailModule);
  let relay: ScriptedRelay;
  beforeEach(async () => {
    relay = await new ScriptedRelay().start();
    app.database.config.smtpUrl = relay.url;
  });
  afterEach(async () => relay.stop());

  async function sent(): Promise<{ address: string; token: string; envelopes: string[] }> {
    const actor = await app.build.owner();
    await app.as(actor, async (tx) => app.get(MailLedger).write(tx, actor, testMailing(1, { kind: 'test' })));
    await app.get(MailSender).send(actor.organisationId);
    const [mail] = await app.sql<{ id: string }>('select id from outgoing_mail');
    const address = app.get(ReturnAddresses).address('bounce', mail!.id);
    return { address, token: /\+(\w+)@/.exec(address)![1]!, envelopes: relay.envelopes };
  }

  it('asks a relay that can for reports with the token of this mail in them', async () => {
    relay.extensions = ['DSN', 'ENHANCEDSTATUSCODES'];

    const { address, token, envelopes } = await sent();

    expect(envelopes).toEqual([`MAIL FROM:<${address}> RET=HDRS ENVID=${token}`, expect.stringMatching(/^RCPT TO:<[^>]+> NOTIFY=FAILURE,DELAY$/)]);
  });

  it('says nothing of it to a relay that cannot', async () => {
    const { address, envelopes } = await sent();

    expect(envelopes).toEqual([`MAIL FROM:<${address}>`, expect.stringMatching(/^RCPT TO:<[^>]+>$/)]);
  });
});
